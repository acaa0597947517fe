"""Everything that can be said about the code without running it, two checks at a time. Exit code 1 if any fails."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.prefix) / "bin"
PYTHON = sys.executable

CHECKS: dict[str, list[str]] = {
    "types (mypy)": [str(BIN / "mypy"), "src"],
    "style (ruff)": [str(BIN / "ruff"), "check", "."],
    "format (ruff)": [str(BIN / "ruff"), "format", "--check", "."],
    "import directions (import-linter)": [str(BIN / "lint-imports")],
    "templates (djlint)": [str(BIN / "djlint"), "src", "--lint", "--quiet"],
    "licences of the lock files": [PYTHON, "-m", "tools.licences"],
    "one file of all tables": [PYTHON, "-W", "ignore", "-m", "tools.schema", "check"],
    "migrations": [PYTHON, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"],
    "translations": [PYTHON, "-m", "tools.messages", "check"],
    "words (banned, and the glossary)": [PYTHON, "-m", "tools.words"],
    "reading level (LIX)": [PYTHON, "-m", "tools.levels"],
}


def run(name: str, command: list[str], home: str) -> tuple[str, int, str, float]:
    began = time.monotonic()
    # A home of its own: looking at the code must neither need nor touch anyone's database.
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "fotfeste.settings", "FOTFESTE_HOME": home}
    environment.pop("DATABASE_URL", None)
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return name, said.returncode, (said.stdout + said.stderr).strip(), time.monotonic() - began


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        running = [pool.submit(run, name, command, home) for name, command in CHECKS.items()]
        for each in running:
            name, code, said, seconds = each.result()
            print(f"{'ok    ' if code == 0 else 'FAILED'} {name} ({seconds:.0f} s)", flush=True)
            if code != 0:
                failed.append(name)
                print("\n".join(f"       {line}" for line in said.splitlines()), flush=True)
    if failed:
        print(f"\nPut right: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
