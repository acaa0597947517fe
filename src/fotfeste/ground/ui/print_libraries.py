"""The libraries WeasyPrint opens, from where the installer put them when the system has none.

Call `load()` before `import weasyprint`. On a machine where root installed them, or had them already, it does nothing.
"""

import ctypes
import os
import re
import sys
from functools import cache
from pathlib import Path

FOLDER = Path(sys.prefix) / "lib" / "print"
WANTED = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1")
LACKING = re.compile(r"^(\S+\.so[.\d]*): cannot open shared object file")


@cache
def load() -> None:
    """Load what WeasyPrint needs into this process, dependencies first, so that it finds them under their own names."""
    if not FOLDER.is_dir():
        return
    fonts = FOLDER.resolve().parents[1] / "share" / "fonts"
    configuration = FOLDER.resolve().parents[2] / "etc" / "fonts"
    if not Path("/etc/fonts/fonts.conf").exists() and configuration.is_dir():
        os.environ.setdefault("FONTCONFIG_PATH", str(configuration))
        os.environ.setdefault("XDG_DATA_DIRS", f"{fonts.parent}:/usr/local/share:/usr/share")
    for library in WANTED:
        _load(library)


def _load(library: str) -> None:
    for _ in range(50):
        try:
            ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL)
            return
        except OSError:
            pass
        try:
            ctypes.CDLL(str(FOLDER / library), mode=ctypes.RTLD_GLOBAL)
            return
        except OSError as problem:
            lacking = LACKING.match(str(problem))
            if not lacking or lacking[1] == library or not (FOLDER / lacking[1]).exists():
                # WeasyPrint's own message names the library and its installation page.
                return
            _load(lacking[1])
