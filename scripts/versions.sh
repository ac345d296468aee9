# shellcheck shell=bash disable=SC2034
# The version of every tool that set-up installs, each written once and here only.
# Not here, because another file already holds it:
#   wasm-bindgen's command line tool must equal the crate: Cargo.lock.
#   Playwright, axe and TypeScript: end2end/package.json and its lock.

CARGO_LEPTOS_VERSION=0.3.7  # the newest whose lock file builds with rustc 1.95
BINARYEN_VERSION=132.0.0    # holds wasm-opt; Debian's is too old for the output of current compilers
SASS_VERSION=1.108.2        # gathers style/main.scss into one file
LITELLM_VERSION=1.102.4     # later ones ask for a certifi that PyPI does not have
