"""Fetches packages from the Debian mirror that this machine uses, also from suites that the machine does not list.

    debian_archive.py PACKAGE RELEASE FOLDER

PACKAGE is `rust-src` (source of the standard library, in the wanted RELEASE) or `rustc-web` (Debian's own toolchain with
its source, any release). apt runs with a state folder of its own: the machine's set-up is neither changed nor needed as
root. The packages are unpacked into FOLDER, not installed.
"""

import glob
import os
import re
import subprocess
import sys
import tempfile

# Where a release of Rust can be, the likeliest and smallest first; suites in one string are read together. The mirror's
# address comes from the machine.
SUITES = {
    "rust-src": ["trixie-backports", "stable-backports", "testing", "unstable", "experimental"],
    "rustc-web": ["bookworm-security bookworm"],
}
DEBIAN_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def deb822_entries(text):
    """(address, components, signed-by) of every package source in a `.sources` file."""
    for paragraph in re.split(r"\n\s*\n", re.sub(r"(?m)^#.*\n?", "", text)):
        fields = dict(re.findall(r"(?m)^([\w-]+):[ \t]*(.*(?:\n[ \t]+.*)*)", paragraph))
        if "deb" in fields.get("Types", "").split() and fields.get("Enabled", "yes").strip() != "no":
            for address in fields.get("URIs", "").split():
                yield address, fields.get("Components", "").split(), fields.get("Signed-By", "").strip()


def one_line_entries(text):
    """The same of every `deb [options] address suite components` line."""
    for options, address, components in re.findall(r"(?m)^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+\S+\s*(.*)$", text):
        signed = re.search(r"signed-by=(\S+)", options)
        yield address, components.split(), signed.group(1) if signed else ""


def mirrors(etc="/etc/apt"):
    """(address, signed-by) of each Debian mirror in the machine's configuration, once each."""
    found = {}
    for path in [f"{etc}/sources.list", *sorted(glob.glob(f"{etc}/sources.list.d/*"))]:
        if not os.path.isfile(path):
            continue
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
        for address, components, signed in (deb822_entries if path.endswith(".sources") else one_line_entries)(text):
            if "debian" in address.lower() and "main" in components:
                found.setdefault(address.rstrip("/"), signed)
    keyring = DEBIAN_KEYRING if os.path.exists(DEBIAN_KEYRING) else ""
    return [(address, signed or keyring) for address, signed in found.items()]


class Apt:
    """apt with its own sources and state; the machine's proxy and certificate settings stay in force."""

    def __init__(self, folder):
        self.folder = folder
        for part in ("lists/partial", "cache/archives/partial", "preferences"):
            os.makedirs(f"{folder}/{part}")
        self.options = []
        for key, value in {
            "Dir::Etc::sourcelist": f"{folder}/archive.sources",
            "Dir::Etc::sourceparts": "-",
            "Dir::Etc::preferences": "-",
            "Dir::Etc::preferencesparts": f"{folder}/preferences",
            "Dir::State": folder,
            "Dir::State::lists": f"{folder}/lists",
            "Dir::State::status": "/var/lib/dpkg/status",
            "Dir::Cache": f"{folder}/cache",
            "Debug::NoLocking": "true",
            "APT::Sandbox::User": "",
            "Acquire::Languages": "none",
            "Acquire::Retries": "1",
            "Acquire::http::Timeout": "20",
            "Acquire::https::Timeout": "20",
        }.items():
            self.options += ["-o", f"{key}={value}"]

    def run(self, program, *arguments, seconds=300):
        return subprocess.run(
            [program, *self.options, *arguments], cwd=self.folder, text=True, timeout=seconds,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "LC_ALL": "C"}, check=False,
        )

    def read(self, suites):
        """Reads the package lists of these suites; a mirror holds some of them only, which apt reports and passes over."""
        with open(f"{self.folder}/archive.sources", "w", encoding="utf-8") as file:
            for suite in suites.split():
                for address, signed in mirrors():
                    file.write(f"Types: deb\nURIs: {address}\nSuites: {suite}\nComponents: main\n")
                    file.write(f"Signed-By: {signed}\n\n" if signed else "\n")
        self.run("apt-get", "update")

    def versions(self, package):
        return [line.split("|")[1].strip() for line in self.run("apt-cache", "madison", package).stdout.splitlines()]


def fetch(apt, package, release):
    """Searches the suites until one has the package in the wanted release; gives the downloaded files."""
    seen = []
    for suites in SUITES[package]:
        apt.read(suites)
        versions = apt.versions(package)
        seen += [f"{version} in {suites}" for version in versions]
        version = next((v for v in versions if v.startswith(f"{release}+") or not release), None)
        if version is None:
            continue
        print(f"      {package} {version} from {suites}", flush=True)
        if package == "rust-src":
            result = apt.run("apt-get", "download", f"{package}={version}", seconds=900)
        else:
            result = apt.run(
                "apt-get", "install", "--download-only", "--yes", "--no-install-recommends", "--allow-downgrades",
                f"{package}={version}", f"rust-web-src={version}", seconds=900,
            )
        if result.returncode == 0:
            return glob.glob(f"{apt.folder}/*.deb") + glob.glob(f"{apt.folder}/cache/archives/*.deb")
        seen.append(f"apt said: {' '.join(result.stdout.split())[-400:]}")
    raise LookupError(f"no suite of this machine's Debian mirror gave {package} {release}".rstrip() + f" (seen: {', '.join(seen) or 'nothing'})")


def main(package, release, folder):
    if not any(os.access(os.path.join(path, "apt-get"), os.X_OK) for path in os.get_exec_path()):
        sys.exit("      this machine has no apt")
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            files = fetch(Apt(scratch), package, release)
        except (LookupError, subprocess.TimeoutExpired) as reason:
            sys.exit(f"      {reason}")
        for file in files:
            subprocess.run(["dpkg-deb", "-x", file, folder], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
