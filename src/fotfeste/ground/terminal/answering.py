"""Answers to programs (`--json`): on stdout, and nothing else there."""

import json
import math
import sys
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any


def answer(data: object) -> None:
    """One answer as indented JSON."""
    _write(data, indent=2)


def answer_line(data: object) -> None:
    """One of several answers: JSON on a line of its own."""
    _write(data, indent=None)


def _write(data: object, *, indent: int | None) -> None:
    # Letters stand as they are where the reader's encoding has them all; escapes are read everywhere.
    escaped = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    try:
        text = json.dumps(data, ensure_ascii=escaped, indent=indent, allow_nan=False, default=_plain)
    except ValueError:
        text = json.dumps(_finite(data), ensure_ascii=escaped, indent=indent, allow_nan=False, default=_plain)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _finite(data: Any) -> Any:
    """The same with null for what is no number: JSON has no NaN and no infinity."""
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_finite(each) for each in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")
