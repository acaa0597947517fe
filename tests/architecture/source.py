"""The source as the laws of the house read it: every module as a tree, and what its names stand for.

A law is a function of one `Module` that gives its breaches in words. It is asked of every module of the house, and of
small planted ones that must break it: a law that nothing can break is none.
"""

import ast
import configparser
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import fotfeste

SOURCE = Path(fotfeste.__file__).parent
FLOORS = ("channels", "insight", "care", "ground")
LINTER = configparser.ConfigParser(interpolation=None)
LINTER.read(SOURCE.parent.parent / ".importlinter", encoding="utf-8")


@dataclass(frozen=True)
class Module:
    """One file: its dotted name, its text and whether it is the `__init__` of a folder."""

    name: str
    text: str
    folder: bool = False

    @property
    def room(self) -> str:
        """Its floor and room, `care.pathway`; the file's own name where it stands in no room."""
        return ".".join(self.name.split(".")[1:3])

    @property
    def kind(self) -> str:
        """What it is in its room, `views`; empty for what stands in no room and for the room itself."""
        return next(iter(self.name.split(".")[3:4]), "")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def names(self) -> dict[str, str]:
        """What each imported name stands for, by its full address: `d` for `from datetime import date as d`."""
        package = self.name.split(".") if self.folder else self.name.split(".")[:-1]
        found = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for each in node.names:
                    found[each.asname or each.name.partition(".")[0]] = (
                        each.name if each.asname else each.name.partition(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom):
                above = package[: len(package) - node.level + 1] if node.level else []
                origin = ".".join([*above, *([node.module] if node.module else [])])
                for each in node.names:
                    found[each.asname or each.name] = f"{origin}.{each.name}"
        # A name that is given another name: `today = date.today`.
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Name, ast.Attribute)):
                meant = _address(node.value, found)
                for target in node.targets:
                    if isinstance(target, ast.Name) and meant.partition(".")[0] in {"fotfeste", "datetime", "django"}:
                        found.setdefault(target.id, meant)
        return found

    def imported(self) -> Iterator[tuple[int, str]]:
        """Line and full address of everything that is imported, wherever in the file."""
        package = self.name.split(".") if self.folder else self.name.split(".")[:-1]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, each.name) for each in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package[: len(package) - node.level + 1] if node.level else []
                origin = ".".join([*above, *([node.module] if node.module else [])])
                yield from ((node.lineno, f"{origin}.{each.name}") for each in node.names)

    def meant(self, node: ast.AST) -> str:
        """The full address of a name or an attribute, as far as it is written out: `datetime.date.today`."""
        return _address(node, self.names)

    def mentioned(self) -> Iterator[tuple[int, str]]:
        """Line and full address of every name and attribute that is read."""
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
                yield node.lineno, self.meant(node)


def _address(node: ast.AST, names: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{_address(node.value, names)}.{node.attr}"
    return f"({ast.unparse(node)})"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the house; migrations, which the framework writes, apart."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if "migrations" not in parts:
            folder = parts[-1] == "__init__"
            name = ".".join(("fotfeste", *(parts[:-1] if folder else parts)))
            found.append(Module(name, path.read_text(encoding="utf-8"), folder))
    return tuple(found)


def planted(text: str, name: str = "fotfeste.care.pathway.views.planted") -> Module:
    """A module that does not exist."""
    return Module(name, text)


Law = Callable[[Module], Iterable[str]]


def breaches(law: Law, where: Callable[[Module], bool] = lambda _module: True) -> list[str]:
    """What breaks a law in the house: the module, then the breach in words."""
    return [f"{module.name}:{breach}" for module in modules() if where(module) for breach in law(module)]


@cache
def rooms() -> dict[str, tuple[int, int]]:
    """Each room, `care.pathway`, with its floor and its step on the floor, both from below, by `.importlinter`."""
    floors = _layers("floors")
    found = {}
    for floor in FLOORS:
        steps = [
            name for name in LINTER.sections() if LINTER[name].get("containers", "").split() == [f"fotfeste.{floor}"]
        ]
        layers = [row for name in steps for row in _layers(name.rpartition(":")[2])]
        if not steps:
            # Rooms that do not know each other stand on one step.
            layers = [sorted(path.name for path in (SOURCE / floor).iterdir() if (path / "__init__.py").exists())]
        for height, row in enumerate(reversed(layers)):
            found |= {f"{floor}.{room}": (len(floors) - floors.index([floor]), height) for room in row}
    return found


def _layers(contract: str) -> list[list[str]]:
    lines = LINTER[f"importlinter:contract:{contract}"]["layers"].split("\n")
    return [[part.strip(" ()") for part in line.split("|")] for line in lines if line.strip()]


def may_know(room: str, other: str) -> bool:
    """Whether one room may know another: itself, and what stands below it."""
    return room == other or rooms()[other] < rooms()[room]
