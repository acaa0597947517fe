"""Checks the licence of every package in every lock file: `python -m tools.licences`.

What a package says of itself (its metadata, where it is installed; `licences.toml` where only another part of the
installation brings it) is held against the licences that may stand in a product under Apache-2.0. Exit code 1 names
each package that may not, or says nothing, and what to do next. Why no ready-made tool: docs/adr/0033.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RULES = Path(__file__).with_name("licences.toml")
_LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.M)
Said = Callable[[str], str | None]


def locked(root: Path = ROOT) -> dict[str, str]:
    """Every package of the lock files with the first file it stands in."""
    found: dict[str, str] = {}
    for file in sorted(root.glob("requirements*.lock")):
        for name in _LOCKED.findall(file.read_text(encoding="utf-8")):
            found.setdefault(name.lower(), file.name)
    return found


def said_by_metadata(name: str) -> str | None:
    """What the installed package says: a licence expression, else its classifiers, else free text. None: not here."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    if expression := told.get("License-Expression"):
        return str(expression)
    classifiers = [each.split(" :: ")[-1] for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    # Several classifiers are a choice, as their authors use them.
    return " OR ".join(classifiers) or (str(told.get("License") or "").strip().splitlines() or [""])[0]


def faults(packages: Mapping[str, str], rules: Mapping[str, Any], said: Said = said_by_metadata) -> Iterator[str]:
    """One sentence for each package whose licence is unknown, not allowed, or no longer what was agreed to."""
    excepted, recorded = rules["excepted"], rules["recorded"]
    for name, file in sorted(packages.items()):
        licence = said(name)
        if licence is None:
            licence = recorded.get(name)
        elif not licence and name in recorded:
            licence = recorded[name]
        elif name in recorded and _plain(licence, rules) != recorded[name]:
            yield f"{name} ({file}) says “{licence}”; licences.toml has “{recorded[name]}” for it. Correct it there."
        if not licence:
            yield (
                f"{name} ({file}) says nothing of its licence here. Read it at its source and write it under "
                "[recorded] in tools/licences.toml, or take another package."
            )
            continue
        plain = _plain(licence, rules)
        if name in excepted:
            if excepted[name]["licence"] != plain:
                yield (
                    f"{name} ({file}) was agreed to as “{excepted[name]['licence']}” and is now “{plain}”. Read what "
                    "that changes, and correct it under [excepted] in tools/licences.toml, or take another package."
                )
        elif not may_stand(plain, frozenset(rules["allowed"])):
            yield (
                f"{name} ({file}) is under “{plain}”, which is not among the licences allowed. Take another package, "
                "or write it under [excepted] in tools/licences.toml with the reason why it may stand in the product."
            )
    for table in ("excepted", "recorded"):
        for name in sorted(set(rules[table]) - set(packages)):
            yield f"{name} stands under [{table}] in tools/licences.toml and in no lock file. Remove it there."


def may_stand(expression: str, allowed: frozenset[str]) -> bool:
    """Whether an expression of licences is allowed: one part of an OR, every part of an AND (which binds closer)."""
    parts = (part.strip(" ()").split(" AND ") for part in expression.split(" OR "))
    return any(all(each.strip(" ()") in allowed for each in part) for part in parts)


def _plain(licence: str, rules: Mapping[str, Any]) -> str:
    """The same in the names of SPDX, of which each has one."""
    spelled: Mapping[str, str] = rules["spelled"]
    return " OR ".join(
        " AND ".join(spelled.get(each.strip(), each.strip()) for each in part.split(" AND "))
        for part in licence.split(" OR ")
    )


def main() -> int:
    """Print what is wrong on stderr; 1 if anything is."""
    wrong = list(faults(locked(), tomllib.loads(RULES.read_text(encoding="utf-8"))))
    for each in wrong:
        print(each, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
