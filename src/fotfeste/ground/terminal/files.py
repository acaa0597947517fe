"""Files that a command is given: read as a whole, written as a whole or not at all."""

import os
from pathlib import Path

from fotfeste.ground.terminal.ending import FULL, Code, fail


def bytes_of(path: Path) -> bytes:
    """What stands in the file. One that cannot be read ends the command with words."""
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise fail(f"{path} cannot be read: {wrong.strerror}. Check the name and who may read it.", 2) from wrong
    except ValueError as wrong:
        raise fail("The name of the file holds a sign that no file's name holds. Check the name.", 2) from wrong


def text_of(path: Path) -> str:
    """The file's text, without a byte order mark. One that is not UTF-8 ends the command with words."""
    try:
        return bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise fail(
            f"{path} cannot be read: it is not text in UTF-8. Check the name, and save it as UTF-8.", 2
        ) from wrong


def write_whole(path: Path, data: bytes | str) -> None:
    """The whole file or nothing: a broken run leaves no half file, and what stood there before stands."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.exists() and not path.is_file():
            # A pipe or a terminal (`/dev/stdout`) is written to as it is; a folder refuses.
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
            return
        draft.write_bytes(data if isinstance(data, bytes) else data.encode())
        draft.replace(path)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or "the name holds a sign that no file's name holds"
        code = Code.FOUND if getattr(wrong, "errno", 0) in FULL else Code.WRONG
        raise fail(
            f"{path} cannot be written: {why}. Choose a folder with room that you may write to.", code
        ) from wrong
    finally:
        if draft.exists():
            draft.unlink()
