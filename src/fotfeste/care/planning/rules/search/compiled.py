"""How the search is compiled: to machine code, kept on disk, so that nobody waits for a compiler when planning.

Numba's own cache looks only at the file of the function that is called, not at those it calls. Here every function of
the search is kept in a folder named after the text of all of them: a change anywhere compiles all anew.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba import config

F = TypeVar("F", bound=Callable[..., Any])
HERE = Path(__file__).parent


def _fingerprint() -> str:
    digest = hashlib.sha256(numba.__version__.encode())
    for file in sorted(HERE.glob("*.py")):
        text = file.read_bytes()
        # The others only call in; a change of theirs compiles nothing anew.
        if b"@compiled" in text or b"np.dtype" in text:
            digest.update(text)
    return digest.hexdigest()[:16]


# A folder that cannot be written (an installation owned by somebody else) makes Numba fall back to the user's cache.
CACHE = HERE / "__pycache__" / f"compiled-{_fingerprint()}"
config.CACHE_DIR = str(CACHE)  # type: ignore[attr-defined]  # made when Numba starts

# Without the lock of the interpreter, so that both cores search; without counting references, for nothing here makes or
# frees memory; without Python's division checks.
_LIKE: dict[str, Any] = {"nogil": True, "error_model": "numpy", "boundscheck": False, "_nrt": False}


def compiled(function: F) -> F:
    """Machine code, kept on disk."""
    return cast(F, numba.njit(cache=True, **_LIKE)(function))
