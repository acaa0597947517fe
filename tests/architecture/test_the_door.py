"""A `Look` is made by the door alone: elsewhere it can be held and asked, never made."""

import ast
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

import fotfeste
from fotfeste.care.pathway.queries.person.record import _DOOR, Look
from fotfeste.ground.access.models import User

SOURCE = Path(fotfeste.__file__).parent
DOOR = SOURCE / "care/pathway/queries/person/record.py"
# Gives a look to an action that writes its own line: only these, and each writes that line.
ACTIONS_THAT_LOOK = {
    f"care/pathway/actions/{name}.py" for name in ("period/closing", "person/leaving", "period/reopening")
}


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def test_nobody_but_the_door_makes_a_look():
    outside = [file for file in SOURCE.rglob("*.py") if file != DOOR]
    made = [
        f"{file.relative_to(SOURCE)}:{node.lineno}"
        for file in outside
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and called(node) == "Look"
    ]
    held = [str(file.relative_to(SOURCE)) for file in outside if "_DOOR" in file.read_text()]
    assert (made, held) == ([], [])


def test_a_look_made_by_hand_is_refused_also_as_a_copy_with_another_person():
    told = {"user": User(), "person_id": uuid4(), "relations": frozenset(), "at": datetime.now(UTC)}
    with pytest.raises(TypeError, match="Only open_record"):
        Look(**told)
    made_by_the_door = Look(**told, door=_DOOR)
    with pytest.raises(TypeError, match="Only open_record"):
        replace(made_by_the_door, person_id=uuid4())


def test_a_look_for_an_act_is_taken_only_by_actions_that_write_their_line():
    found = set()
    for file in SOURCE.rglob("*.py"):
        if file != DOOR and any(called(node) == "look_of_act" for node in ast.walk(tree(file))):
            found.add(str(file.relative_to(SOURCE)))
            for function in [node for node in tree(file).body if isinstance(node, ast.FunctionDef)]:
                text = ast.unparse(function)
                if "_look(" in text and not function.name.startswith("_"):
                    assert "log.write(" in text, f"{file}: {function.name}"
    assert found <= ACTIONS_THAT_LOOK
