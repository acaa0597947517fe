"""How the search is compiled: to machine code, kept on disk, so that nobody waits for a compiler when planning.

Numba's own cache looks only at the file of the function that is called, not at those it calls. Here every function of
the search is kept in a folder named after the text of all of them: a change anywhere compiles all anew.
"""

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba import config

F = TypeVar("F", bound=Callable[..., Any])
HERE = Path(__file__).parent
KEPT = HERE / "__pycache__"


def _fingerprint() -> str:
    digest = hashlib.sha256(numba.__version__.encode())
    for file in sorted(HERE.glob("*.py")):
        text = file.read_bytes()
        # The others only call in; a change of theirs compiles nothing anew.
        if b"@compiled" in text or b"np.dtype" in text:
            digest.update(text)
    return digest.hexdigest()[:16]


def _folder() -> Path:
    """Where the machine code lies: beside the source, or a copy of it for this process.

    Numba reads only where it may write, and looks in the user's home otherwise. A service runs from an installation
    that is somebody else's, often without any home, and must neither fail nor compile there.
    """
    installed = KEPT / f"compiled-{_fingerprint()}"
    try:
        installed.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=installed).close()
    except OSError:
        copied = Path(tempfile.mkdtemp(prefix="fotfeste-planner-"))
        atexit.register(shutil.rmtree, copied, ignore_errors=True)
        # File by file: a tree would be copied as unwritable as it is.
        for file in installed.glob("*/*"):
            (copied / file.parent.name).mkdir(exist_ok=True)
            shutil.copyfile(file, copied / file.parent.name / file.name)
        return copied
    return installed


CACHE = _folder()
config.CACHE_DIR = str(CACHE)  # type: ignore[attr-defined]  # made when Numba starts

# Without the lock of the interpreter, so that both cores search; without counting references, for nothing here makes or
# frees memory; without Python's division checks.
_LIKE: dict[str, Any] = {"nogil": True, "error_model": "numpy", "boundscheck": False, "_nrt": False}


def compiled(function: F) -> F:
    """Machine code, kept on disk."""
    return cast(F, numba.njit(cache=True, **_LIKE)(function))
