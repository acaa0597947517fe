"""Install Fotfeste into this checkout: `python3 tools/install.py product [tests] [docs] [bench]`, or `lock`.

The word `no-planner` beside them leaves out compiling the planner, which the first plan then does.

Needs nothing but Python 3.11 and what a package index gives. Everything lands in `.venv` and `.cache`; only root also
installs Debian packages into the system. A stamp of all that decides the result makes the next run instant.
"""

import contextlib
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import bring_system  # noqa: E402
import bring_uv  # noqa: E402
from telling import Problem, say  # noqa: E402

ROOT = HERE.parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
SEARCH = ROOT / "src/fotfeste/care/planning/rules/search"
# Each lock holds everything below it too, so one file decides what is in .venv.
LOCKS = {
    "product": "requirements.lock",
    "tests": "requirements-dev.lock",
    "docs": "requirements-docs.lock",
    "bench": "requirements-bench.lock",
}
# Nothing is built on this machine, except the one package (plain Python) that is only given as source.
ONLY_BUILT = ["--only-binary", ":all:", "--no-binary", "pyspark-client"]
GROUPS = {
    "product": ["--no-default-groups", "--group", "build"],
    "tests": ["--group", "build", "--group", "dev"],
    "docs": ["--group", "build", "--group", "dev", "--group", "docs"],
    "bench": ["--group", "build", "--group", "dev", "--group", "docs", "--group", "bench"],
}


def main(wanted: list[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before anything checked the version
        raise Problem(
            f"Fotfeste needs Python 3.11 or newer; `{sys.executable}` is {sys.version.split()[0]}.",
            "Install a newer Python (Debian 12 brings 3.11) and say which: make PYTHON=/usr/bin/python3.11",
        )
    os.chdir(ROOT)
    CACHE.mkdir(exist_ok=True)
    if wanted == ["lock"]:
        lock()
        return
    parts = [part for part in LOCKS if part in wanted or part in installed_before()]
    stamp = CACHE / "installed"
    now = "\n".join([*parts, fingerprint(parts)])
    began = time.monotonic()
    fresh = not (VENV / "bin" / "fotfeste").exists() or not stamp.exists() or stamp.read_text() != now
    if fresh:
        stamp.unlink(missing_ok=True)
        packages(LOCKS[parts[-1]])
    # What follows mostly waits for downloads, so the planner is compiled beside it.
    with contextlib.nullcontext() if "no-planner" in wanted else planner_compiled():
        if fresh:
            bring_system.printing(VENV, CACHE)
            stamp.write_text(now)
        # Apart from the stamp: only tests need a browser, and a machine without one may still want all the rest.
        if "tests" in wanted:
            bring_system.browser(VENV, CACHE)
        catalogues()
    if fresh:
        say(f"Installed in {time.monotonic() - began:.0f} s.")


def installed_before() -> list[str]:
    """The parts the last run installed: `make setup` after `make test` must not take the tests' packages away."""
    stamp = CACHE / "installed"
    return stamp.read_text().split("\n")[:-1] if stamp.exists() and VENV.exists() else []


def fingerprint(parts: list[str]) -> str:
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    files = [LOCKS[parts[-1]], "pyproject.toml", *sorted(str(f.relative_to(ROOT)) for f in HERE.glob("*.py"))]
    for name in files:
        digest.update(name.encode())
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def packages(lock_file: str) -> None:
    """Make .venv and put exactly what the lock says into it, hashes checked, compiled to bytecode."""
    uv = bring_uv.bring(CACHE)
    environment = bring_uv.environment(CACHE)
    python = VENV / "bin" / "python"
    if not python.exists() or subprocess.run([python, "-c", ""], check=False).returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        say("Making .venv ...")
        run([uv, "venv", "--quiet", "--no-project", "--python", sys.executable, VENV], environment)
    say(f"Installing Python packages from {lock_file} (about a minute the first time) ...")
    target = ["--quiet", "--python", python]
    run(
        [uv, "pip", "sync", *target, "--require-hashes", *ONLY_BUILT, "--compile-bytecode", lock_file],
        environment,
        hint="Check that this machine reaches a Python package index (UV_DEFAULT_INDEX names another than the usual).",
    )
    run(
        [uv, "pip", "install", *target, "--no-deps", "--no-build-isolation", "--editable", "."],
        environment | {"PATH": f"{VENV / 'bin'}:{environment.get('PATH', '')}"},
    )


def catalogues() -> None:
    """Compile message catalogues that changed since they were last compiled."""
    stale = [
        po
        for po in (ROOT / "src").rglob("*.po")
        if not (mo := po.with_suffix(".mo")).exists() or mo.stat().st_mtime < po.stat().st_mtime
    ]
    if stale:
        run([VENV / "bin" / "python", "-m", "tools.messages", "compile"], dict(os.environ))


@contextlib.contextmanager
def planner_compiled() -> Iterator[None]:
    """Compile the planner's search to machine code beside the work within, and wait for it at the end.

    Nobody then waits for a compiler at the first plan. A failure stops nothing: everything else works without.
    """
    stamp, now = CACHE / "planner", search_fingerprint()

    if stamp.exists() and stamp.read_text() == now and any(SEARCH.glob("__pycache__/compiled-*/whole/*")):
        yield
        return
    say("Compiling the planner (about half a minute, once) ...")
    began = time.monotonic()
    # Of two at once, whoever began it, the second waits for the first and finds it done: the program sees to that.
    compiling = subprocess.Popen(
        [VENV / "bin" / "python", "-m", "fotfeste.care.planning.rules.search.warming"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield
    except BaseException:
        compiling.terminate()
        compiling.communicate()
        raise
    said = compiling.communicate()[1].strip()
    if compiling.returncode == 0:
        # Whoever may not write here has it in the user's own cache, and is asked again next time.
        with contextlib.suppress(OSError):
            stamp.write_text(now)
        say(f"The planner is compiled ({time.monotonic() - began:.0f} s).")
    else:
        why = said.splitlines()[-1] if said else f"code {compiling.returncode}"
        say(f"The planner could not be compiled now ({why}). All else is installed; the first plan will try again.")


def search_fingerprint() -> str:
    """What decides the machine code: the search, the compiler's packages, Python, the processor and where it lies."""
    digest = hashlib.sha256(f"{sys.version} {ROOT} {processor()}".encode())
    compilers = ("numba==", "llvmlite==", "numpy==")
    for line in (ROOT / LOCKS["product"]).read_text().splitlines():
        if line.startswith(compilers):
            digest.update(line.encode())
    for file in sorted(SEARCH.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def processor() -> str:
    """Model and abilities. Machine code made on another is not used: a disk may have moved, a home be shared."""
    told = ("model name", "flags", "Features", "CPU implementer", "CPU part")
    try:
        lines = Path("/proc/cpuinfo").read_text().split("\n\n")[0].splitlines()
    except OSError:
        return f"{platform.machine()} {platform.processor()}"
    return "\n".join(line for line in lines if line.startswith(told)) or platform.machine()


def lock() -> None:
    """Write the lock files anew from pyproject.toml. `uv.lock` itself names registry addresses and is not kept."""
    uv, environment = bring_uv.bring(CACHE), bring_uv.environment(CACHE)
    run([uv, "lock", "--quiet", "--upgrade"], environment)
    for part, name in LOCKS.items():
        shown = ["--frozen", "--quiet", "--no-emit-project", "--no-header", "--no-annotate"]
        text = subprocess.run(
            [uv, "export", *shown, *GROUPS[part], "--format", "requirements-txt"],
            env=environment, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        (ROOT / name).write_text(
            f"# Written by `make lock` from pyproject.toml: everything for {part}, with hashes.\n{text}"
        )
        say(f"{name}: {text.count('==')} packages.")
    bring_uv.lock(ROOT, uv, environment)


def run(command: list[object], environment: dict[str, str], hint: str = "") -> None:
    words = [str(word) for word in command]
    if (code := subprocess.run(words, env=environment, check=False).returncode) != 0:
        raise Problem(f"`{' '.join(words[:4])} ...` failed with code {code}; what it said is above.", hint)


if __name__ == "__main__":
    try:
        main(sys.argv[1:] or ["product"])
    except Problem as problem:
        problem.show()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
