# shellcheck shell=bash
# Shared by the scripts of this folder: set-up and build. Source it; it runs nothing by itself.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

say() { printf '\n==> %s\n' "$*"; }

fail() {
  printf '\nerror: %s\n' "$*" >&2
  exit 1
}

# The Debian packages that the build needs: tools by the command they bring (one that was installed
# by other means counts too), libraries by name.
readonly build_tools=(g++:g++ cmake:cmake ninja:ninja-build pkg-config:pkg-config npm:npm)
readonly build_libraries=(libyaml-cpp-dev nlohmann-json3-dev libre2-dev libcli11-dev libfmt-dev
  libgtest-dev libgmock-dev)
# The sanitized presets are compiled by clang, in half the time.
readonly sanitized_tools=(clang++-14:clang-14 libclang-rt-14-dev)

# What the checks by other people's tools need beside. Without it they are skipped.
readonly external_tools=(curl:curl git:git jq:jq openssl:openssl pre-commit:pre-commit
  shellcheck:shellcheck xmllint:libxml2-utils)
readonly external_libraries=(python3-yaml)

# What the tests in editors need beside. Without it they are skipped.
readonly editor_tools=(emacs:emacs-nox git:git nvim:neovim unzip:unzip)
readonly editor_libraries=(elpa-eglot elpa-yaml-mode)

# What the tests of the packages need beside. Without it they are skipped.
readonly package_check_tools=(fish:fish git:git ld.lld:lld lintian:lintian man:man-db mandoc:mandoc
  python3:python3 zsh:zsh)
readonly package_check_libraries=(python3-venv)

has_package() {
  [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

# install_packages NAME…: installs Debian packages, or ends with one sentence that says how to.
install_packages() {
  local command="apt-get install -y --no-install-recommends $*"
  local as_root=()
  if [[ "$(id -u)" != 0 ]]; then
    { command -v sudo && sudo -n true; } >/dev/null 2>&1 ||
      fail "these packages are missing and only root can install them; run: sudo $command"
    as_root=(sudo -n)
  fi
  say "Installing $*"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq ||
    printf 'warning: the package lists could not be refreshed; trying with those at hand\n' >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    fail "the package manager could not install: $*; install them by hand and run this again"
}

# ensure COMMAND:PACKAGE…|PACKAGE…: installs the packages of which neither the command nor the
# package is there.
ensure() {
  local missing=() wanted
  for wanted in "$@"; do
    if [[ "$wanted" == *:* ]]; then
      command -v "${wanted%%:*}" >/dev/null || missing+=("${wanted##*:}")
    else
      has_package "$wanted" || missing+=("$wanted")
    fi
  done
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
}

has_apt() { command -v apt-get && command -v dpkg-query; } >/dev/null

# set_up PRESET: everything that the build needs, on Debian and its kin; elsewhere CMake names what
# it cannot find.
set_up() {
  local wanted=("${build_tools[@]}" "${build_libraries[@]}")
  case "$1" in
    asan-ubsan | tsan | fuzz) wanted+=("${sanitized_tools[@]}") ;;
  esac
  say "Checking the tools and libraries of the build"
  if has_apt; then
    ensure "${wanted[@]}"
  else
    printf 'this system has no apt: install CMake 3.25, Ninja, a C++20 compiler, npm and the libraries\n'
    printf 'yaml-cpp, nlohmann-json, RE2, CLI11, fmt and GoogleTest yourself if the next step misses one\n'
  fi
}

# Everything that the tests with the label `external` need, so that none is skipped.
set_up_external() {
  say "Checking the tools of the external checks"
  ! has_apt || ensure "${external_tools[@]}" "${external_libraries[@]}"
}

# Everything that the tests with the label `editor` need, so that none is skipped.
set_up_editors() {
  say "Checking the editors"
  ! has_apt || ensure "${editor_tools[@]}" "${editor_libraries[@]}"
}

# Everything that the tests with the label `packages` need, so that none is skipped.
set_up_package_checks() {
  say "Checking the tools of the packages' tests"
  ! has_apt || ensure "${package_check_tools[@]}" "${package_check_libraries[@]}"
}

# fetch_node_packages FOLDER: those of its lock file, once for each lock file and by one process at a
# time. False if npm cannot.
fetch_node_packages() {
  local lock="$1/package-lock.json" stamp="$1/node_modules/.lock-hash" lock_hash
  lock_hash="$(sha256sum "$lock" | cut -d' ' -f1)"
  (
    flock 9
    [[ "$(cat "$stamp" 2>/dev/null)" != "$lock_hash" ]] || exit 0
    cd "$1" && npm ci --ignore-scripts --no-fund --no-audit --loglevel=error || exit 1
    printf '%s' "$lock_hash" >"$stamp"
  ) 9<"$lock"
}

# build PRESET [TARGET…]: configures (npm fetches the pinned tree-sitter sources the first time) and
# builds all or the named targets.
build() {
  local preset="$1"
  shift
  say "Configuring the preset $preset"
  (cd "$root" && cmake --preset "$preset") ||
    fail "CMake could not configure; the message above names the package that is missing"
  say "Building the preset $preset${*:+ ($*)}"
  (cd "$root" && cmake --build --preset "$preset" --parallel "$(nproc)" ${1:+--target "$@"}) ||
    fail "the build of the preset $preset failed"
}

# run_tests PRESET [ctest argument…]: says at the end which external checks were skipped, and why.
run_tests() {
  local preset="$1" status=0
  shift
  say "Testing the preset $preset"
  ctest --test-dir "$root/build/$preset" --output-on-failure --no-tests=error \
    --parallel "$(nproc)" "$@" || status=$?
  grep -ahF '*** SKIPPED: ' "$root/build/$preset/Testing/Temporary/LastTest.log" || true
  return "$status"
}
