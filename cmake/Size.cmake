# The program is downloaded by every job of a pipeline, so the release build lets the linker drop what
# nobody calls, and asks for small code but for the layers whose loops a run spends its time in.
set(IRSALINT_FAST_LAYERS base source syntax)
add_library(irsalint_size INTERFACE)
target_compile_options(irsalint_size INTERFACE $<$<CONFIG:Release>:-ffunction-sections>
                                               $<$<CONFIG:Release>:-fdata-sections>)
add_library(irsalint_small INTERFACE)
target_compile_options(irsalint_small INTERFACE $<$<CONFIG:Release>:-Os>)
target_link_libraries(irsalint_small INTERFACE irsalint_size)
