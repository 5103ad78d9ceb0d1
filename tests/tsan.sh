#!/usr/bin/env bash
# Runs the C++ tests, and stories end to end, under the thread sanitizer. It sees races where there are
# none in a CAF that is not built with it, so that is built first: from Debian's (or Ubuntu's) source
# package of the libcaf-dev that is installed, into build/tsan-caf.
set -euo pipefail
cd -- "$(dirname -- "$0")/.."
here=$PWD
caf=$here/build/tsan-caf
reports=$here/build/tsan/reports

usage() {
  cat <<'TEXT'
tests/tsan.sh [STORY...]     the C++ tests, then these stories of tests/e2e, or the usual ones

  tests/tsan.sh live_core    tests/e2e/live_core_test.py

Needs what `./earshot test` installs, and dpkg-dev. The lists of packages on this machine
are left alone. The first run builds CAF and Earshot anew, which takes a while.
TEXT
}

step() { printf '==> %s\n' "$*" >&2; }
die() {
  printf 'tests/tsan.sh: %s\n' "$*" >&2
  exit 69
}

stories=(live_core routing durable watching supervisor_story sign_in limits seller)
case ${1-} in
  -h | --help) usage && exit ;;
  -*) usage >&2 && exit 64 ;;
  ?*) stories=("$@") ;;
esac
for story in "${stories[@]}"; do
  [[ -f tests/e2e/${story}_test.py ]] || die "there is no story '$story' in tests/e2e."
done

# --- CAF -----------------------------------------------------------------------------------------

# A line for apt of where this distribution keeps the sources of its packages.
source_list() {
  local ID VERSION_CODENAME
  # shellcheck disable=SC1091
  . /etc/os-release
  case $ID in
    debian) echo "deb-src http://deb.debian.org/debian $VERSION_CODENAME main" ;;
    ubuntu) echo "deb-src http://archive.ubuntu.com/ubuntu $VERSION_CODENAME main universe" ;;
    *) die "only Debian and Ubuntu are known here, not '$ID'; unpack CAF's source into $caf/source yourself." ;;
  esac
}

# apt with lists of its own, below build/.
own_apt() {
  apt-get -q -o Dir::Etc::SourceList="$caf/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$caf/apt/lists" -o Dir::Cache="$caf/apt/cache" \
    -o APT::Sandbox::User="$(id -un)" "$@"
}

fetch_caf() {
  local tool version tar
  for tool in apt-get dpkg-query dpkg-source; do
    command -v $tool >/dev/null || die "there is no $tool here (apt-get install dpkg-dev)."
  done
  # shellcheck disable=SC2016
  version=$(dpkg-query -W -f='${source:Version}' libcaf-dev 2>/dev/null) \
    || die "libcaf-dev is not installed; ./earshot test installs it."
  step "Fetching the source of CAF $version"
  mkdir -p "$caf/apt/lists/partial" "$caf/apt/cache/archives/partial"
  source_list >"$caf/apt/sources.list"
  own_apt update >&2 || die "apt-get could not fetch the lists of source packages; its message is above."
  cd "$caf"
  rm -rf source actor-framework-*
  if ! own_apt source "actor-framework=$version" >&2; then
    # The library's headers are compared with the installed ones, so the packaging's patches can be missed.
    step "The packaging is not on this mirror; the source as CAF's authors made it does as well"
    own_apt source --tar-only "actor-framework=$version" >&2 || die "the source could not be fetched."
    for tar in actor-framework_*.orig.tar.*; do tar -xf "$tar"; done
  fi
  mv actor-framework-*/ source
  cd "$here"
}

# The library stands in for the installed one, whose headers everything is compiled with.
same_headers() {
  local file
  cd "$caf/source/libcaf_core"
  while read -r file; do
    cmp -s "$file" "/usr/include/$file" || die "$file is not what libcaf-dev installed; remove $caf and try again."
  done < <(find caf -name '*.hpp' -not -path 'caf/test/*')
  cmp -s "$caf/build/libcaf_core/caf/detail/build_config.hpp" /usr/include/caf/detail/build_config.hpp \
    || die "CAF would be built with other options than Debian's."
  cd "$here"
}

build_caf() {
  local name off=()
  [[ -d $caf/source ]] || fetch_caf
  if [[ ! -f $caf/build/build.ninja ]]; then
    for name in IO OPENSSL OPENCL PYTHON TOOLS EXAMPLES UNIT_TESTS SUMMARY; do off+=("-DCAF_NO_$name=yes"); done
    cmake -S "$caf/source" -B "$caf/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug "${off[@]}" \
      -DCMAKE_CXX_FLAGS="-std=c++11 -w -O1 -g1 -fno-omit-frame-pointer -fsanitize=thread" \
      -DCMAKE_CXX_FLAGS_DEBUG=" " -DCMAKE_SHARED_LINKER_FLAGS=-fsanitize=thread >&2
  fi
  same_headers
  step "Building CAF with -fsanitize=thread"
  ninja -C "$caf/build" libcaf_core_shared >&2
  find "$caf/build" -name 'libcaf_core.so*' -exec ln -sf -t "$caf" {} + # the name it is linked by, and found by
}

# --- Earshot -------------------------------------------------------------------------------------

# Each process writes what it finds into a file of its own: a server's standard error is not always read.
run_tests() {
  local failed=0 story
  rm -rf "$reports"
  mkdir -p "$reports"
  export TSAN_OPTIONS="log_path=$reports/race halt_on_error=0 second_deadlock_stack=1"
  export EARSHOT_BINARY=$here/build/tsan/runtime/earshot PYTHONDONTWRITEBYTECODE=1
  step "C++ tests under the thread sanitizer"
  ctest --test-dir build/tsan --output-on-failure -L cpp >&2 || failed=1
  cd tests/e2e
  for story in "${stories[@]}"; do
    step "$story under the thread sanitizer"
    /usr/bin/python3 -m unittest "${story}_test" >&2 || failed=1
  done
  cd "$here"
  if compgen -G "$reports/race.*" >/dev/null; then
    cat "$reports"/race.* >&2
    die "races, as told above; they are kept in $reports."
  fi
  ((failed == 0)) || die "no race, but a test failed; its message is above."
  step "No race."
}

build_caf
[[ -f build/tsan/build.ninja ]] || cmake --preset tsan >&2
step "Building the tests with -fsanitize=thread"
ninja -C build/tsan cpp_tests >&2
ldd "$here/build/tsan/runtime/earshot" | grep -q "libcaf_core.*$caf" \
  || die "the binary finds another CAF than the one in $caf."
run_tests
