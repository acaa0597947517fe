"""A room's tables are its own: others ask its queries and its actions. `.importlinter` names the exceptions."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from fotfeste.care.visits.models import Visit
from tests.architecture.source import LINTER, SOURCE, Module, breaches, may_know, modules, planted, rooms

OWN = {name: rules for name, rules in LINTER.items() if name.startswith("importlinter:contract:models_")}
# The demo puts the clock back, and the extract reads whole tables: both are there for good.
LASTING = {"fotfeste.channels.demo", "fotfeste.insight.tables.extract"}
# May only be lowered.
EXCEPTIONS_AT_MOST = 16
# The person page reads notes, tasks and services of every period in one question (ADR 0028).
ASKS_ALL_THE_SAME = {"fotfeste.care.board.queries.person"}
# Doors to a table that need no import of it.
SIDE_DOORS = {"get_model", "get_models", "get_registered_model", "all_models", "related_model", "related_objects"}


def exceptions() -> list[str]:
    return [line.strip() for rules in OWN.values() for line in rules.get("ignore_imports", "").splitlines() if line]


def room_of(app_label: str) -> str:
    """`care.pathway` for the app of that label; empty for one that is not ours."""
    name = apps.get_app_config(app_label).name
    return name.removeprefix("fotfeste.") if name.startswith("fotfeste.") else ""


def keys(models: Any) -> Iterator[str]:
    """Keys to a room that this one may not know, however they are written: as a class, as a text, as many to many."""
    for model in models:
        own = room_of(model._meta.app_label)
        if not own:
            continue
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            target = field.related_model
            other = room_of(target._meta.app_label) if target is not None else ""
            if other and not may_know(own, other):
                yield f"{model.__name__}.{field.name} -> {target.__name__}"
        yield from (f"{model.__name__}.{field.name} points anywhere" for field in model._meta.private_fields)


def thing(address: str) -> Any:
    """What stands at an address of the house; None where nothing does."""
    parts = address.split(".")
    for cut in range(len(parts), 1, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        for name in parts[cut:]:
            found = getattr(found, name, None)
        return found
    return None


def taken_elsewhere(module: Module) -> Iterator[str]:
    """What a module takes from another room than the one it lives in, and tables taken from other than `models`."""
    seen = {*module.imported(), *module.mentioned()}
    for line, address in sorted(seen):
        if not address.startswith("fotfeste."):
            continue
        through, found = ".".join(address.split(".")[1:3]), thing(address)
        if found is None or through == module.room or through not in rooms():
            continue
        # What is neither a module, a class nor a function does not say where it lives.
        home = found.__name__ if inspect.ismodule(found) else str(getattr(found, "__module__", ""))
        if home.startswith("fotfeste.") and ".".join(home.split(".")[1:3]) != through:
            yield f"{line} {address} lives in {home}: take it from there"
        elif inspect.isclass(found) and issubclass(found, Model) and ".models" not in address:
            yield f"{line} {address} is a table handed on: ask a query or an action of {through}"


def side_doors(module: Module) -> Iterator[str]:
    """Tables found by their name, or by way of another."""
    for line, name in module.mentioned():
        if name.rpartition(".")[2] in SIDE_DOORS and not name.startswith("field."):
            yield f"{line} {name}: a table is named by its class"
    for line, name in module.imported():
        if name.rpartition(".")[2] in SIDE_DOORS:
            yield f"{line} {name}: a table is named by its class"


def asked(tree: ast.Module, names: set[str]) -> Iterator[str]:
    """Where a table's class is used for more than to say of what type something is."""
    types = {
        id(inner)
        for node in ast.walk(tree)
        for note in (
            getattr(node, "annotation", None),
            getattr(node, "returns", None),
            # `Trained = Sequence[tuple[Measure, …]]` is a type as well.
            node.value if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript) else None,
        )
        if note is not None
        for inner in ast.walk(note)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names and id(node) not in types:
            yield f"{node.lineno} {node.id}"


def test_a_key_points_down_the_stairs_or_stays_in_its_room():
    assert list(keys(apps.get_models())) == []


def test_every_room_has_a_place_in_the_order():
    there = {
        f"{floor.name}.{room.name}"
        for floor in SOURCE.iterdir()
        if floor.name in ("channels", "insight", "care", "ground")
        for room in floor.iterdir()
        if (room / "__init__.py").exists()
    }
    assert set(rooms()) == there


def test_a_key_up_the_stairs_is_seen():
    """A visit's key to its period, as if visits stood below the pathway."""
    told = SimpleNamespace(
        app_label="service_model", fields=[Visit._meta.get_field("episode")], many_to_many=[], private_fields=[]
    )
    assert list(keys([SimpleNamespace(__name__="Moved", _meta=told)])) == ["Moved.episode -> Episode"]
    assert not may_know("care.pathway", "care.visits") and may_know("care.visits", "care.pathway")
    assert not may_know("channels.intake", "channels.portal") and not may_know("insight.report", "insight.effect")


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
    known = {module.name: module for module in modules()}
    for line in exceptions():
        importer, _, origin = (part.strip() for part in line.partition("->"))
        module = known[importer]
        names = {own for own, address in module.names.items() if address.rpartition(".")[0].startswith(origin)}
        assert names, f"{line}: nothing is imported any more"
        if importer not in ASKS_ALL_THE_SAME:
            asking += [f"{importer}:{each}" for each in asked(module.tree, names)]
    assert asking == []


def test_whatever_is_taken_from_another_room_is_taken_where_it_lives():
    assert breaches(taken_elsewhere) == []


def test_no_table_is_found_by_its_name():
    assert breaches(side_doors) == []


@pytest.mark.parametrize(
    "text",
    [
        "from fotfeste.care.pathway.queries.person.persons import Person",
        "from fotfeste.care.pathway.queries.person import persons as p\ndef f():\n    return p.Person.objects.all()",
        "from fotfeste.insight.tables.extract.codes import Person",
        "from fotfeste.insight.tables.extract import codes\ndef f():\n    return codes.Person",
        "def f():\n    from fotfeste.care.visits.queries.stored import Visit\n    return Visit",
    ],
)
def test_a_table_handed_on_by_another_room_is_seen(text):
    assert list(taken_elsewhere(planted(text, "fotfeste.insight.report.planted")))


@pytest.mark.parametrize(
    "text",
    [
        "from django.apps import apps\napps.get_model('pathway', 'Person')",
        "from django.apps import apps as a\na.all_models['pathway']['person']",
        "def f(Visit):\n    return Visit._meta.get_field('episode').related_model.objects",
    ],
)
def test_a_table_found_by_its_name_is_seen(text):
    assert list(side_doors(planted(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Episode.objects.all()",
        "E = Episode\nE.objects",
        "get_object_or_404(Episode, pk=1)",
        "getattr(Episode, 'objects')",
    ],
)
def test_a_table_asked_by_one_that_may_only_name_it_is_seen(text):
    assert list(asked(ast.parse(text), {"Episode"}))
    assert list(asked(ast.parse("def f(*, episode: Episode) -> list[Episode]: ..."), {"Episode"})) == []
