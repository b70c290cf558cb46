// The code of fmt for the static program: distributions ship it as a shared library alone. Its own
// header defines what is no template; the templates that our code leaves to the library are
// instantiated here.
#include <fmt/format-inl.h>

template auto fmt::detail::dragonbox::to_decimal(float value) noexcept
    -> fmt::detail::dragonbox::decimal_fp<float>;
template auto fmt::detail::dragonbox::to_decimal(double value) noexcept
    -> fmt::detail::dragonbox::decimal_fp<double>;
template auto fmt::detail::thousands_sep_impl(fmt::detail::locale_ref locale)
    -> fmt::detail::thousands_sep_result<char>;
template char fmt::detail::decimal_point_impl(fmt::detail::locale_ref locale);
