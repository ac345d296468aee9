# shellcheck shell=bash
# Sourced by every script: strict mode, where things are, and a PATH that finds the project's tools first.
#
# Tools live in one cache directory per user, in folders that carry their version: a second checkout finds them there,
# an older checkout keeps its own, and removing the directory undoes the whole set-up. AIS_TOOLS puts it elsewhere.

set -euo pipefail

PROJECT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
AIS_TOOLS="${AIS_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/aiscouncil}"
export PROJECT AIS_TOOLS

# shellcheck source=versions.sh
source "$PROJECT/scripts/versions.sh"
WASM_BINDGEN_VERSION="$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, "", $3); print $3; exit }' "$PROJECT/Cargo.lock")"

CARGO_LEPTOS_HOME="$AIS_TOOLS/cargo-leptos-$CARGO_LEPTOS_VERSION"
WASM_BINDGEN_HOME="$AIS_TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION"
BINARYEN_HOME="$AIS_TOOLS/binaryen-$BINARYEN_VERSION"
SASS_HOME="$AIS_TOOLS/sass-$SASS_VERSION"
LITELLM_HOME="$AIS_TOOLS/litellm-$LITELLM_VERSION"
DEBIAN_RUST_HOME="$AIS_TOOLS/debian-rust"

PATH="$CARGO_LEPTOS_HOME/bin:$WASM_BINDGEN_HOME/bin:$BINARYEN_HOME/node_modules/.bin:$SASS_HOME/node_modules/.bin:$PATH"

# Says that a tool is there in the wanted version, on PATH or in the cache.
has_version() { # program, version
    command -v "$1" >/dev/null && [[ "$("$1" --version 2>/dev/null)" == *" $2"* ]]
}

# Compiles and links an empty library for the browser: the only proof that the installed target fits the compiler.
compiles_wasm() { # program and leading arguments of a rustc
    local scratch status=0
    scratch="$(mktemp -d)"
    echo 'pub fn empty() -> Vec<u8> { Vec::new() }' >"$scratch/empty.rs"
    "$@" --target wasm32-unknown-unknown --crate-type cdylib --edition 2024 -o "$scratch/empty.wasm" "$scratch/empty.rs" \
        >"$scratch/log" 2>&1 || status=1
    rm -rf "$scratch"
    return "$status"
}

# Installs Debian packages where apt is the system's way; fails elsewhere.
install_from_apt() { # packages
    command -v apt-get >/dev/null || return 1
    as_root apt-get update -qq || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Installs one of npm's packages into a folder of its own; npm checks what it downloads.
install_from_npm() { # package, version, folder
    say "installing $1 $2 from npm"
    mkdir -p "$3"
    npm install --prefix "$3" --no-save --no-package-lock --omit=optional --no-fund --no-audit --loglevel=error "$1@$2"
    touch "$3/complete"
}

say() { printf '      %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# Runs a command as root, through sudo where that is needed; fails where neither is possible.
as_root() {
    if [[ "$(id -u)" == 0 ]]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

# The compiler of the wasm part is Debian's where nothing else gave a standard library (scripts/tools/wasm-target).
if [[ -e "$DEBIAN_RUST_HOME/complete" && ( "${AIS_WASM_TARGET:-}" == debian || -e "$DEBIAN_RUST_HOME/chosen" ) ]]; then
    PATH="$DEBIAN_RUST_HOME/shim:$PATH"
    export AIS_WASM_COMPILER=debian
fi
export PATH
