"""Which test files lie nearest a module: those that name it, else those that name what uses it.

Read from the imports alone, nothing is run. A name taken from a package counts for the module that the package has it
from. Of many files the quickest kinds come first, and no more than `MOST`: a mutant is tried with every one of them.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# What needs no database answers in seconds; what starts a browser never judges a mutant.
KINDS = ("rules", "spec", "generative", "verification", "record", "architecture")
MOST = 8
STEPS = 3


@dataclass(frozen=True)
class House:
    """Where the modules and the tests of a checkout lie."""

    root: Path

    def name(self, file: Path) -> str:
        """`src/fotfeste/care/x.py` → `fotfeste.care.x`; a test is named from the root."""
        within = file.relative_to(self.root)
        parts = within.with_suffix("").parts
        parts = parts[1:] if parts[0] == "src" else parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def kind(self, test: Path) -> str:
        return test.relative_to(self.root).parts[1]

    @cache  # noqa: B019 - one house for the whole run
    def modules(self) -> dict[str, Path]:
        files = [*(self.root / "src").rglob("*.py"), *(self.root / "tests").rglob("*.py")]
        return {self.name(file): file for file in sorted(files) if "migrations" not in file.parts}

    @cache  # noqa: B019
    def taken(self, module: str) -> dict[str, tuple[str, str | None]]:
        """What a module imports: the name it is called there → the module and the name in it (none: the module)."""
        file = self.modules()[module]
        package = module if file.name == "__init__.py" else module.rpartition(".")[0]
        found: dict[str, tuple[str, str | None]] = {}
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {each.asname or each.name: (each.name, None) for each in node.names}
            elif isinstance(node, ast.ImportFrom):
                above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                source = ".".join([*above, *([node.module] if node.module else [])])
                found |= {each.asname or each.name: (source, each.name) for each in node.names}
        return found

    def leads_to(self, source: str, name: str | None, depth: int = 0) -> Iterator[str]:
        """The modules that `from source import name` reaches, followed through packages that pass names on."""
        modules = self.modules()
        if name and f"{source}.{name}" in modules:
            yield f"{source}.{name}"
        elif source in modules:
            yield source
            passed_on = modules[source].name == "__init__.py" and self.taken(source).get(name or "")
            if passed_on and depth < 5:
                yield from self.leads_to(*passed_on, depth + 1)

    @cache  # noqa: B019
    def users(self) -> dict[str, frozenset[str]]:
        """Module → the modules and tests that import from it."""
        found: dict[str, set[str]] = {}
        for module in self.modules():
            for source, name in self.taken(module).values():
                for reached in self.leads_to(source, name):
                    found.setdefault(reached, set()).add(module)
        return {module: frozenset(users) for module, users in found.items()}

    def _tests(self, names: Iterable[str]) -> set[Path]:
        files = (self.modules()[name] for name in names)
        return {
            file for file in files if file.name.startswith("test_") and file.relative_to(self.root).parts[1] in KINDS
        }

    def nearest(self, module: str) -> list[Path]:
        """The test files that judge a mutant of `module`, the quickest first; empty where no test comes near it."""
        around, found = {module}, set[Path]()
        for _ in range(STEPS):
            around = {user for each in around for user in self.users().get(each, ())} - {module}
            found |= self._tests(around)
            if found:
                break
        room = set(module.split(".")[2:3])
        if not found:  # found by the product itself, as the instruments are: the tables and rules of its room judge it
            tests = {file for file in self.modules().values() if file.name.startswith("test_")}
            quick = {file for file in tests if self.kind(file) in KINDS[:2]}
            found = {file for file in quick if room & set(file.relative_to(self.root).parts)}

        own = module.rpartition(".")[2]

        def order(file: Path) -> tuple[bool, bool, bool, int, str]:
            needs_database = KINDS.index(self.kind(file)) >= KINDS.index("record")
            named = file.read_text("utf-8").count(own)
            return needs_database, own not in file.stem, not room & set(file.parts), -named, str(file)

        chosen = sorted(found, key=order)[:MOST]
        return sorted(chosen, key=lambda file: (KINDS.index(self.kind(file)), str(file)))
