"""Bring what no Python package holds: the libraries that make PDFs, and the browser of the browser tests."""

import ctypes
import os
import shutil
import subprocess
from pathlib import Path

from debian import Packages
from telling import Problem, say

# What WeasyPrint opens at run time (its installation page lists them for Debian 12).
PRINTING = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
    "libfontconfig1": "libfontconfig.so.1",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def printing(venv: Path, cache: Path) -> None:
    """See that the PDF libraries can be had; those fetched privately are found through `.venv/lib/print`."""
    private = venv / "lib" / "print"
    private.unlink(missing_ok=True)
    missing = [package for package, library in PRINTING.items() if not _loads(library)]
    if not missing:
        return
    say(f"Bringing the libraries that make PDFs ({', '.join(missing)}) ...")
    try:
        system = _bring(missing, cache)
    except Problem as problem:
        # Everything but letters and printed reports works without; say so, and go on.
        problem.show()
        say("Fotfeste runs, but cannot make PDFs (letters, reports) until these libraries are there.")
        return
    if system:
        private.symlink_to(_library_folder(system))


def browser(venv: Path, cache: Path) -> None:
    """See that `.venv/bin/fotfeste-browser` starts a Chromium. Raises Problem when none can be had."""
    command, driver = venv / "bin" / "fotfeste-browser", venv / "bin" / "fotfeste-node"
    if not _starts(command):
        _chromium(command, cache)
    if not _starts(driver):
        _node(driver, venv, cache)


def _chromium(command: Path, cache: Path) -> None:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not (found and _wrap(command, found)):
        say("Bringing a browser for the browser tests (Chromium, about 100 MB) ...")
        system = _bring(["chromium", "fonts-liberation"], cache)
        if system is None:
            _wrap(command, "/usr/bin/chromium")
        else:
            _fonts(system)
            _wrap(command, str(system / "usr/lib/chromium/chromium"), system)
    if not _starts(command):
        said = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
        raise Problem(
            f"The browser does not start: {(said.stderr or said.stdout).strip()[-300:]}",
            "Install Chromium (`apt-get install chromium`), or run only the tests without one: "
            "make setup-test; .venv/bin/pytest --ignore tests/browser",
        )


def _node(command: Path, venv: Path, cache: Path) -> None:
    """The browser's driver brings its own Node, which wants one library more than a minimal Debian has."""
    node = str(next(venv.glob("lib/python*/site-packages/playwright/driver/node")))
    if not _wrap(command, node):
        system = _bring(["libatomic1", "libstdc++6"], cache)
        if not _wrap(command, node, system):
            raise Problem(f"The browser's driver {node} does not start.", "Install its libraries: `ldd` names them.")


def _bring(packages: list[str], cache: Path) -> Path | None:
    """Install as root (gives None), else unpack privately (gives the folder that stands for /)."""
    debian = Packages(cache)
    if not debian.there():
        raise Problem(
            f"This machine has no apt-get, so {', '.join(packages)} cannot be fetched.",
            "Install their equivalents with this system's own package manager and run the command again.",
        )
    if debian.root:
        debian.install(packages)
        return None
    return debian.unpack(packages)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _library_folder(system: Path) -> Path:
    return next(path.parent for path in sorted((system / "usr" / "lib").glob("*/libpango-1.0.so.0")))


def _wrap(command: Path, program: str, system: Path | None = None) -> bool:
    """Write a script that starts the browser, with the privately unpacked libraries and fonts where there are any."""
    lines = ["#!/bin/sh", "# Written by the installer; the browser tests start Chromium through it."]
    if system:
        # Some packages keep libraries a folder deeper (pulseaudio does); the system finds those by run paths.
        libraries = [path for top in ("usr/lib", "lib") for path in (system / top).glob("*-linux-gnu/**/lib*.so*")]
        folders = sorted({str(path.parent) for path in libraries}, key=lambda folder: (folder.count("/"), folder))
        lines.append(f'export LD_LIBRARY_PATH="{":".join([*folders, str(system / "usr/lib/chromium")])}"')
        lines.append(f'export FONTCONFIG_FILE="{system / "fonts.conf"}"')
    lines.append(f'exec "{program}" "$@"')
    command.write_text("\n".join(lines) + "\n")
    command.chmod(0o755)
    return _starts(command)


def _starts(command: Path) -> bool:
    try:
        return subprocess.run([command, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _fonts(system: Path) -> None:
    """A font configuration that knows the privately unpacked fonts beside the system's."""
    folders = "".join(f"<dir>{path}</dir>" for path in ("/usr/share/fonts", system / "usr/share/fonts"))
    cache = system / "font-cache"
    (system / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>\n"
    )
    os.makedirs(cache, exist_ok=True)
