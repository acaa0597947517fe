"""What ends, ends everywhere: whoever changes how a period or its person stands tells every room."""

import ast
import importlib
from pathlib import Path

from django.conf import settings

import fotfeste
from fotfeste.care.pathway.rules.happenings import Kind
from fotfeste.care.pathway.writing.period.telling import listeners

SOURCE = Path(fotfeste.__file__).parent
CARE = SOURCE / "care"
# Fields that say how a period or its person stands.
STANDING = {"state", "started_on", "ended_on", "died_on", "moved_on", "dropout_reason"}
TELLS = {"tell", "_tell", "_happening", "close", "drop", "reopen", "move_end", "leave", "come_back"}
# The reason it tells nobody stands beside each.
QUIET = {
    "hold_episode": "reads the row anew and changes nothing",
    "hold_living": "a new referral says that somebody who moved is back; what the move closed stays closed",
    "_fill_gaps": "fills in what was empty of name, address and telephone",
    "_fill": "fills in what was empty of address, telephone and doctor, as `_fill_gaps`",
    "_move": "a referral that waits has nothing in any room yet; whom it is about is all that changes",
    "_died_or_moved_then": "the day of a closing that is told as moved by the same action",
}
ROOMS = ("pathway", "goals", "visits", "board")


def functions(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def sets_standing(function: ast.FunctionDef) -> bool:
    """Whether it writes one of the fields on an episode or a person, by name or with setattr."""
    targets = [each for node in ast.walk(function) if isinstance(node, ast.Assign) for each in node.targets]
    written = {
        (each.value.id, each.attr)
        for target in targets
        for each in ast.walk(target)
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name)
    }
    by_name = {getattr(node.func, "id", "") for node in ast.walk(function) if isinstance(node, ast.Call)}
    return "setattr" in by_name or any(what in {"episode", "person"} and name in STANDING for what, name in written)


def tells(function: ast.FunctionDef) -> bool:
    called = {
        getattr(node.func, "id", getattr(node.func, "attr", ""))
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    }
    return bool(called & TELLS)


def test_whoever_changes_how_a_period_or_a_person_stands_tells_the_rooms():
    quiet, seen = [], 0
    for path in sorted(
        [
            *(CARE / "pathway" / "actions").rglob("*.py"),
            *(CARE / "pathway" / "writing").rglob("*.py"),
            *CARE.glob("*/queries/**/*.py"),
            *CARE.glob("*/actions*.py"),
            *CARE.glob("*/actions/*.py"),
        ]
    ):
        for function in functions(path):
            if sets_standing(function) and function.name not in QUIET:
                seen += 1
                if not tells(function):
                    quiet.append(f"{path.relative_to(SOURCE)}:{function.lineno} {function.name}")
    assert quiet == []
    assert seen >= 8, "the test no longer finds the actions it is about"


def test_every_room_that_keeps_something_alive_listens():
    assert [name.split(".")[2] for name in settings.EPISODE_LISTENERS] == list(ROOMS)
    for listen in listeners():
        assert (listen.__doc__ or "").strip(), listen
    for app in CARE.iterdir():
        if (app / "models.py").exists() and app.name not in (*ROOMS, "assessment", "service_model", "terms"):
            raise AssertionError(
                f"{app.name} keeps rows about periods: give it a listener, or say here why it needs none."
            )


def test_every_kind_of_happening_is_made_somewhere_and_the_endings_are_answered_by_every_room():
    source = "\n".join(path.read_text() for path in (CARE / "pathway").rglob("*.py") if "rules" not in path.parts)
    assert [kind.name for kind in Kind if f"Kind.{kind.name}" not in source] == []
    for name in settings.EPISODE_LISTENERS:
        module = importlib.import_module(name.rpartition(".")[0])
        text = Path(module.__file__ or "").read_text()
        assert "Kind.ENDED" in text and "Kind.REOPENED" in text, name
