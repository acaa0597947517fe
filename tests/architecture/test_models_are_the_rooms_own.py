"""A room's tables are its own: others ask its queries and its actions. `.importlinter` names the exceptions."""

import ast
import configparser
from pathlib import Path

import fotfeste

SOURCE = Path(fotfeste.__file__).parent
RULES = configparser.ConfigParser(interpolation=None)
RULES.read(SOURCE.parent.parent / ".importlinter", encoding="utf-8")
OWN = {name: rules for name, rules in RULES.items() if name.startswith("importlinter:contract:models_")}
# The demo puts the clock back, and the extract reads whole tables: both are there for good.
LASTING = {"fotfeste.channels.demo", "fotfeste.insight.tables.extract"}
# May only be lowered.
EXCEPTIONS_AT_MOST = 16
# The person page reads notes, tasks and services of every period in one question (ADR 0028).
ASKS_ALL_THE_SAME = {"fotfeste.care.board.queries.person"}


def exceptions() -> list[str]:
    return [line.strip() for rules in OWN.values() for line in rules.get("ignore_imports", "").splitlines() if line]


def test_every_room_of_care_that_remembers_something_keeps_its_tables_to_itself():
    remembering = {
        folder.name
        for folder in (SOURCE / "care").iterdir()
        if (folder / "models.py").exists() or (folder / "models").is_dir()
    }
    # `terms` remembers nothing: its models.py makes the triggers of the others.
    assert {name.removeprefix("importlinter:contract:models_") for name in OWN} == remembering - {"terms"}


def test_the_list_of_those_who_name_another_rooms_tables_gets_shorter_and_never_longer():
    assert len(exceptions()) <= EXCEPTIONS_AT_MOST
    for name, rules in OWN.items():
        room = name.removeprefix("importlinter:contract:models_")
        allowed = {line.strip() for line in rules["allowed_importers"].splitlines() if line}
        assert allowed <= LASTING | {f"fotfeste.care.{room}"}, name


def test_who_is_on_the_list_names_the_row_an_action_is_given_and_asks_the_table_nothing():
    asking = []
    for line in exceptions():
        importer, _, module = (part.strip() for part in line.partition("->"))
        path = SOURCE.joinpath(*importer.split(".")[1:]).with_suffix(".py")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == module
            for alias in node.names
        }
        assert names, f"{line}: nothing is imported any more"
        asking += [
            f"{importer}: {node.value.id}.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            if node.value.id in names and importer not in ASKS_ALL_THE_SAME
        ]
    assert asking == []
