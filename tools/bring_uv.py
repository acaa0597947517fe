"""Bring the installer uv, from whatever this machine has: uv itself, pip, venv, or only Debian's own package files.

The Python package index and Debian's packages are used through their ordinary clients, as this machine has them set up.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from debian import Packages
from telling import Problem, say

LOCK = "requirements-installer.lock"


def environment(cache: Path) -> dict[str, str]:
    """The environment uv runs in: the machine's certificates, its own Python, nothing of another environment."""
    ours = {
        # Both names: newer versions renamed the setting. Machines behind a proxy trust certificates of their own.
        "UV_SYSTEM_CERTS": "1",
        "UV_NATIVE_TLS": "1",
        "UV_NO_PROGRESS": "1",
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_HTTP_TIMEOUT": "180",
    }
    home = os.environ.get("HOME", "")
    if not (home and os.access(home, os.W_OK)) and "UV_CACHE_DIR" not in os.environ:
        ours["UV_CACHE_DIR"] = str(cache / "uv-cache")
    kept = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")}
    return {**kept, **ours}


def bring(cache: Path) -> str:
    """The path of a uv that runs. Raises Problem with all that was tried when there is no way to one."""
    private = cache / "uv" / "bin" / "uv"
    for known in (shutil.which("uv"), str(private)):
        if known and _runs([known, "--version"]):
            return known
    say("Bringing the installer uv ...")
    tried = []
    for name, pip in _pips(cache):
        shutil.rmtree(cache / "uv", ignore_errors=True)
        said = subprocess.run(
            [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", "--no-deps",
             "--only-binary", ":all:", "--target", str(cache / "uv"), "--requirement", LOCK],
            capture_output=True, text=True, check=False, env={**os.environ, **_wheel_path(pip)},
        )  # fmt: skip
        if said.returncode == 0 and _runs([str(private), "--version"]):
            return str(private)
        tried.append(f"  {name}: {(said.stderr.strip().splitlines() or ['uv does not run here'])[-1]}")
    raise Problem(
        "The installer uv could not be brought. Tried:\n" + "\n".join(tried),
        "Install pip (`apt-get install python3-pip`) or uv and run the command again; "
        "if pip is there, check that it reaches a Python package index.",
    )


def lock(root: Path, uv: str, env: dict[str, str]) -> None:
    """Write the installer's own lock."""
    text = subprocess.run(
        [uv, "pip", "compile", "--quiet", "--generate-hashes", "--no-header", "--no-annotate", "--universal", "-"],
        input="uv\n", env=env, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    (root / LOCK).write_text(f"# Written by `make lock`: the installer itself.\n{text}")


def _pips(cache: Path) -> Iterator[tuple[str, list[str]]]:
    """Ways to a working pip, the cheapest first. Each is made only when those before it failed."""
    if _runs([sys.executable, "-m", "pip", "--version"]):
        yield "pip", [sys.executable, "-m", "pip"]
    venv = cache / "pip-venv"
    shutil.rmtree(venv, ignore_errors=True)
    if _runs([sys.executable, "-m", "venv", str(venv)]):
        yield "venv", [str(venv / "bin" / "python"), "-m", "pip"]
    shutil.rmtree(venv, ignore_errors=True)
    debian = Packages(cache)
    if not debian.there():
        return
    with contextlib.suppress(Problem):
        folder = debian.unpack(["python3-pip-whl"])
        wheels = sorted((folder / "usr" / "share" / "python-wheels").glob("pip-*.whl"))
        if wheels:
            yield "pip from Debian's package python3-pip-whl", [sys.executable, str(wheels[-1] / "pip")]


def _wheel_path(pip: list[str]) -> dict[str, str]:
    # pip runs from inside its wheel; a subprocess of its own needs to find it there too.
    wheel = Path(pip[1]).parent if pip[1].endswith(".whl/pip") else None
    return {"PYTHONPATH": str(wheel)} if wheel else {}


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
