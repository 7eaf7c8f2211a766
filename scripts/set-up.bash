# Sourced by the other scripts: makes sure that the program can be built on this machine.
# Defines `root`, the folder of the package, and `build`. Whatever fails ends with status 2.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() {
  printf '%s\n' "$@" >&2
  exit 2
}

check_swift() {
  command -v swift >/dev/null 2>&1 || fail \
    'Swift is not installed, or its "swift" is not on PATH. Gouji needs Swift 6.3 or later: https://www.swift.org/install/linux' \
    '未找到 Swift(或不在 PATH 中)。勾稽需要 Swift 6.3 或更高版本:https://www.swift.org/install/linux'
  local answer version major minor
  answer=$(swift --version 2>&1) || fail "'swift --version' failed:" "$answer" 'Swift 无法运行,请检查安装。'
  version=$(sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' <<<"$answer" | head -n 1)
  major=${version%%.*}
  minor=${version#*.}
  if [[ -z $version ]] || ((major < 6 || (major == 6 && minor < 3))); then
    fail "Swift ${version:-of unknown version} is too old: Gouji needs 6.3 or later (https://www.swift.org/install/linux)." \
      "Swift 版本过低(${version:-未知}):勾稽需要 6.3 或更高版本。"
  fi
}

# Prints the Debian packages that are missing, one a line.
missing_packages() {
  local pair
  command -v git >/dev/null 2>&1 || printf '%s\n' git ca-certificates
  # An unpacked toolchain brings no headers of the C and C++ libraries; g++ depends on the right ones.
  compgen -G '/usr/include/c++/*' >/dev/null || echo g++
  command -v pkg-config >/dev/null 2>&1 || echo pkg-config
  for pair in libxml-2.0=libxml2-dev icu-i18n=libicu-dev libcrypto=libssl-dev \
    libarchive=libarchive-dev zlib=zlib1g-dev sqlite3=libsqlite3-dev \
    xlsxwriter=libxlsxwriter-dev; do
    pkg-config --exists "${pair%%=*}" 2>/dev/null || echo "${pair#*=}"
  done
}

install_packages() {
  local packages=()
  mapfile -t packages < <(missing_packages)
  ((${#packages[@]} > 0)) || return 0

  local as_root=() by_hand
  by_hand="apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"
  command -v apt-get >/dev/null 2>&1 || fail \
    "Missing libraries, and no apt-get to install them with. On Debian or Ubuntu they are: ${packages[*]}" \
    "缺少系统库,且本机没有 apt-get。Debian/Ubuntu 上的包名:${packages[*]}"
  if ((EUID != 0)); then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
      as_root=(sudo -n env)
    else
      fail "Missing system packages, and no right to install them. Run as root: $by_hand" \
        "缺少系统软件包,且无权安装。请以 root 身份运行:$by_hand"
    fi
  else
    as_root=(env)
  fi

  echo "installing ${packages[*]}" >&2
  local log
  log=$(mktemp)
  if ! {
    "${as_root[@]}" apt-get update &&
      "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
        install -y --no-install-recommends "${packages[@]}"
  } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    fail "Installing failed, see above. By hand: $by_hand" "安装失败,见上。可手动运行:$by_hand"
  fi
  rm -f "$log"
}

# Builds the program for release; what the build says is shown only when it fails.
build() {
  local log
  [[ -x $root/.build/release/gouji ]] || echo 'building (some minutes the first time) …' >&2
  log=$(mktemp)
  if ! swift build --package-path "$root" -c release --product gouji >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    fail 'The build failed, see above.' '构建失败,见上。'
  fi
  rm -f "$log"
}

check_swift
install_packages
