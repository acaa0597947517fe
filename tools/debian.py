"""Debian's packages: installed into the system by root, unpacked into a private folder by everyone else."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from telling import Problem, say

LISTS_ARE_FRESH_FOR_SECONDS = 6 * 3600


class Packages:
    """The machine's apt, used as root in the ordinary way and otherwise with its state in `cache/apt`."""

    def __init__(self, cache: Path) -> None:
        self.state = cache / "apt"
        self.folder = cache / "system"
        self.root = os.geteuid() == 0

    def there(self) -> bool:
        """Whether this machine has apt and dpkg at all."""
        return bool(shutil.which("apt-get", path=_PATH) and shutil.which("dpkg", path=_PATH))

    def installed(self, name: str) -> bool:
        """Whether the system itself has the package."""
        if not self.there():
            return False
        said = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Status}", name], capture_output=True, text=True, check=False
        )
        return said.stdout.startswith("install ok installed")

    def install(self, names: list[str]) -> None:
        """Into the system, as root; the package lists are fetched only when the first try fails."""
        command = ["install", "-y", "-qq", "--no-install-recommends", *names]
        if self._apt(*command).returncode != 0:
            self._apt("update", "-qq")
            said = self._apt(*command)
            if said.returncode != 0:
                raise Problem(f"apt-get could not install {' '.join(names)}: {_last(said)}", _REMEDY)

    def unpack(self, names: list[str]) -> Path:
        """Into `cache/system`, without root: the packages and those of their dependencies the system lacks.

        Gives the folder that stands for `/`.
        """
        self._refresh()
        for old in (self.state / "cache" / "archives").glob("*.deb"):
            old.unlink()
        command = ["install", "--download-only", "-y", "-qq", "--no-install-recommends", *names]
        said = self._apt(*command, private=True)
        if said.returncode != 0:
            raise Problem(f"apt-get could not fetch {' '.join(names)}: {_last(said)}", _REMEDY)
        archives = sorted((self.state / "cache" / "archives").glob("*.deb"))
        self.folder.mkdir(exist_ok=True)
        for archive in archives:
            subprocess.run(["dpkg", "-x", archive, self.folder], check=True)
            archive.unlink()
        return self.folder

    def _refresh(self) -> None:
        """Fetch package lists of our own, unless we did lately: the system's may be missing and are not ours."""
        mark = self.state / "lists-fetched"
        if mark.exists() and time.time() - mark.stat().st_mtime < LISTS_ARE_FRESH_FOR_SECONDS:
            return
        for folder in ("lists/partial", "cache/archives/partial"):
            (self.state / folder).mkdir(parents=True, exist_ok=True)
        say("Fetching Debian's package lists ...")
        said = self._apt("update", "-qq", private=True)
        if said.returncode != 0:
            raise Problem(f"apt-get could not fetch its package lists: {_last(said)}", _REMEDY)
        mark.touch()

    def _apt(self, *words: str, private: bool = False) -> "subprocess.CompletedProcess[str]":
        ours = [
            "-o", f"Dir::State::lists={self.state}/lists", "-o", f"Dir::Cache={self.state}/cache",
            "-o", "Dir::State::status=/var/lib/dpkg/status", "-o", "Dir::Etc::PreferencesParts=/dev/null",
            "-o", "Debug::NoLocking=true", "-o", "APT::Sandbox::User=", "-o", "Dir::Log::Terminal=",
        ]  # fmt: skip
        environment = {**os.environ, "PATH": _PATH, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            ["apt-get", "-o", "Acquire::Retries=3", *(ours if private else []), *words],
            capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL,
        )  # fmt: skip


# An ordinary user's PATH may lack the folders where dpkg's own programs are.
_PATH = os.environ.get("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"
_REMEDY = (
    "Check that this machine reaches a Debian mirror (`apt-get update`), or ask its administrator to install them."
)


def _last(said: "subprocess.CompletedProcess[str]") -> str:
    lines = [line for line in (said.stderr + said.stdout).splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("E:")]
    return (errors or lines or [f"code {said.returncode}"])[-1]
