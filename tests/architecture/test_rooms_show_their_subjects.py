"""A room is read by the names in it: known kinds of files, subjects where there is much, and no drawer for the rest."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.architecture.source import FLOORS, LINTER, SOURCE, Module, breaches, modules, planted, rooms

DEVELOPERS = (SOURCE.parent.parent / "DEVELOPERS.md").read_text(encoding="utf-8")
# A folder that has more is split by its subjects.
MOST_IN_A_FOLDER = 24
# A room that has more shows its subjects as folders: no folder of it then has more files than this.
MANY_LINES, MOST_IN_A_FOLDER_OF_MANY = 6_000, 18
# A list of what is alike, one file for each: a reader looks for one name, and finds it.
CATALOGUES = {"fotfeste.care.assessment.rules.instruments"}
# Words that say nothing of what is inside, also beside others: `date_helpers`, `shared_views`.
HIDING = re.compile(
    r"(^|_)(utils?|utilit(y|ies)|helpers?|common|shared?|managers?|services?|misc|core|stuff|extras?|lib|general|various)(_|$)"
)
# What a name would hide elsewhere is here the thing itself.
NOT_HIDING = {"service_model", "service_levels"}
# Modules asked for by their name as a text: import-linter does not see them, so each says why.
BY_NAME = {
    "fotfeste.cli": "every room's commands, when they are asked for",
    "fotfeste.ground.database.showroom": "the demo stands above the ground and is built from there",
    "fotfeste.ground.database.programs": "whether a package of programs is installed",
    "fotfeste.care.assessment.rules.registry": "every instrument in the folder",
}
# What a later room answers to an earlier one that asks by a setting: the settings name them all.
BY_SETTING = {
    "fotfeste.ground.ui.context",
    "fotfeste.ground.drafts.keeping",
    "fotfeste.channels.portal.views",
    "fotfeste.care.pathway.queries.letters.report_parts",
    "fotfeste.care.pathway.queries.period.closing_checks",
    "fotfeste.care.pathway.writing.period.telling",
    "fotfeste.care.service_model.queries",
}
FINDERS = ("importlib", "pkgutil", "runpy", "__import__", "sys.modules", "django.utils.module_loading")


def kinds() -> set[str]:
    """The kinds of files that DEVELOPERS.md names, and those every framework of ours brings."""
    table = DEVELOPERS.split("**Which file?**")[1].split("\n\n")[1]
    named = {
        name.rstrip("/").removesuffix(".py")
        for row in table.splitlines()
        for name in re.findall(r"`([\w./]+)`", row.split("|")[1])
    }
    return named - {"templates"} | {"apps"}


def of_its_own(room: str) -> set[str]:
    """Modules a room has besides the known kinds: those its own contract names, so that each has a place."""
    return {
        part.strip(" ()")
        for name in LINTER.sections()
        if LINTER[name].get("containers", "").split() == [f"fotfeste.{room}"]
        and LINTER[name].get("exhaustive") == "true"
        for line in LINTER[name]["layers"].splitlines()
        for part in line.split("|")
        if part.strip()
    }


def strange(module: Module) -> Iterator[str]:
    """A file of no known kind."""
    if module.room in rooms() and module.kind and module.kind not in kinds() | of_its_own(module.room):
        yield f" {module.kind} is no kind of file: see DEVELOPERS.md, or give it a place in .importlinter"


def hiding(module: Module) -> Iterator[str]:
    """A name that says nothing."""
    for part in module.name.split("."):
        if part not in NOT_HIDING and HIDING.search(part):
            yield f" {part}: if it has no name, it has no place"


def found_by_name(module: Module) -> Iterator[str]:
    """A module that is imported by its name as a text."""
    for line, name in {*module.imported(), *module.mentioned()}:
        if name.startswith(FINDERS):
            allowed = module.name in BY_NAME or (
                module.name in BY_SETTING and name.endswith(("import_string", "module_loading"))
            )
            if not allowed:
                yield f"{line} {name}: import it, or let the room above be asked by a setting"


def folders(of: tuple[Module, ...]) -> Counter[str]:
    """How many files stand beside each other in each folder, `__init__` and folders not counted."""
    return Counter(module.name.rpartition(".")[0] for module in of if not module.folder)


def crowded(of: tuple[Module, ...]) -> list[str]:
    """Folders with more files than a reader can look over, and great rooms that do not show their subjects."""
    lines = Counter[str]()
    for module in of:
        lines[module.room] += len(module.text.splitlines())
    found = []
    for folder, count in folders(of).items():
        room = ".".join(folder.split(".")[1:3])
        most = MOST_IN_A_FOLDER_OF_MANY if lines[room] > MANY_LINES else MOST_IN_A_FOLDER
        if count > most and folder not in CATALOGUES:
            found.append(f"{folder}: {count} files, at most {most}")
    return found


def test_every_file_of_a_room_is_of_a_known_kind():
    assert breaches(strange) == []


def test_no_name_hides_what_is_inside():
    assert breaches(hiding) == []
    other = [path for path in SOURCE.rglob("*") if path.suffix != ".py" and path.stem in {"utils", "helpers", "common"}]
    assert [path for path in other if "vendor" not in path.parts] == []


def test_no_module_is_asked_for_by_its_name_but_where_it_says_why():
    assert breaches(found_by_name) == []
    asking = {module.name for module in modules() if any(name.startswith(FINDERS) for _line, name in module.imported())}
    assert BY_NAME.keys() | BY_SETTING == asking


def test_a_setting_that_names_code_names_a_room_above_the_one_that_asks():
    """And never the command line: what it starts is not asked by anybody."""
    text = (SOURCE / "settings.py").read_text(encoding="utf-8")
    assert "fotfeste.cli" not in text
    named = {n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    assert any(each.startswith("fotfeste.care.") for each in named)


def test_folders_are_looked_over_in_one_glance():
    assert crowded(modules()) == []


def test_each_room_that_has_pages_keeps_them_to_itself():
    with_pages = {
        module.room.rpartition(".")[2] for module in modules() if module.kind == "views" and module.room in rooms()
    }
    kept = {name.rpartition("views_")[2] for name in LINTER.sections() if ":views_" in name}
    assert kept == with_pages
    for name in LINTER.sections():
        if ":views_" in name:
            assert LINTER[name]["allowed_importers"].split() == [
                LINTER[name]["protected_modules"].strip().removesuffix(".views")
            ]


def test_the_judge_of_a_plan_never_knows_what_searched_for_it():
    judge = LINTER["importlinter:contract:judge"]
    assert judge["type"] == "independence"
    assert set(judge["modules"].split()) == {
        f"fotfeste.care.planning.rules.{name}" for name in ("evaluation", "search")
    }
    assert "ignore_imports" not in judge


@pytest.mark.parametrize("floor", FLOORS)
def test_a_new_kind_of_file_is_seen_on_every_floor(floor):
    for room in (room for room in rooms() if room.startswith(floor)):
        assert list(strange(planted("", f"fotfeste.{room}.planted")))
        assert list(strange(planted("", f"fotfeste.{room}.planted.deeper")))
    assert list(strange(planted("", f"fotfeste.{room}.commands"))) == []


@pytest.mark.parametrize(
    "name", ["util", "helper", "shared", "date_utils", "view_helpers", "core", "misc", "common", "manager"]
)
def test_a_name_that_hides_is_seen(name):
    assert list(hiding(planted("", f"fotfeste.care.visits.queries.{name}")))
    assert list(hiding(planted("", f"fotfeste.care.visits.rules.{name}.days")))


@pytest.mark.parametrize(
    "text",
    [
        "import importlib\nimportlib.import_module('fotfeste.cli')",
        "from importlib import import_module as bring\nbring('fotfeste.cli')",
        "__import__('fotfeste.cli')",
        "import sys\nsys.modules['fotfeste.cli']",
        "from django.utils.module_loading import import_string\nimport_string('fotfeste.cli.app')",
    ],
)
def test_a_module_asked_for_by_its_name_is_seen(text):
    assert list(found_by_name(planted(text)))


def test_a_crowded_folder_is_seen():
    many = tuple(planted("", f"fotfeste.care.visits.queries.n{n}") for n in range(MOST_IN_A_FOLDER + 1))
    assert crowded(many) and not crowded(many[1:])
    long = tuple(planted("\n" * 500, f"fotfeste.care.visits.queries.n{n}") for n in range(MOST_IN_A_FOLDER_OF_MANY + 1))
    assert crowded(long)
