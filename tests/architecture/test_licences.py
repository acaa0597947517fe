"""What Fotfeste is installed with may be passed on with it: every licence in the lock files is known and allowed."""

import tomllib
from typing import Any

import pytest

from tools.licences import RULES, faults, locked, may_stand

ALLOWED = frozenset({"MIT", "BSD-3-Clause"})


def rules(**more: Any) -> dict[str, Any]:
    return {"allowed": sorted(ALLOWED), "spelled": {"MIT License": "MIT"}, "excepted": {}, "recorded": {}} | more


def found(said: dict[str, str | None], **more: Any) -> list[str]:
    return list(faults(dict.fromkeys(said, "requirements.lock"), rules(**more), said.get))


def test_no_package_of_any_lock_file_has_a_licence_that_was_not_agreed_to() -> None:
    assert list(faults(locked(), tomllib.loads(RULES.read_text(encoding="utf-8")))) == []


def test_every_lock_file_is_read() -> None:
    assert {"django", "pytest", "mkdocs", "pyvrp", "uv"} <= set(locked())


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("MIT AND BSD-3-Clause", True),
        ("GPL-3.0-only AND MIT OR BSD-3-Clause", True),
        ("(MIT OR GPL-3.0-only)", True),
        ("", False),
    ],
)
def test_a_choice_is_allowed_by_one_of_its_licences_and_a_sum_only_by_all(expression: str, allowed: bool) -> None:
    assert may_stand(expression, ALLOWED) is allowed


def test_a_package_under_another_licence_is_named_with_what_to_do() -> None:
    (said,) = found({"grabby": "AGPL-3.0-only"})
    assert "grabby (requirements.lock) is under “AGPL-3.0-only”" in said
    assert "Take another package" in said and "[excepted]" in said


def test_a_package_that_says_nothing_is_not_taken_for_free() -> None:
    (said,) = found({"silent": ""})
    assert said.startswith("silent (requirements.lock) says nothing") and "[recorded]" in said
    assert found({"silent": ""}, recorded={"silent": "MIT"}) == []


def test_a_package_that_is_not_installed_here_counts_as_it_was_recorded() -> None:
    assert found({"elsewhere": None}, recorded={"elsewhere": "MIT"}) == []
    assert "GPL-3.0-only" in found({"elsewhere": None}, recorded={"elsewhere": "GPL-3.0-only"})[0]


def test_a_package_that_has_changed_its_licence_since_it_was_agreed_to_is_told() -> None:
    agreed = {"library": {"licence": "LGPL-3.0-only", "why": "imported, not changed"}}
    assert found({"library": "LGPL-3.0-only"}, excepted=agreed) == []
    assert "is now “AGPL-3.0-only”" in found({"library": "AGPL-3.0-only"}, excepted=agreed)[0]
    assert "licences.toml has “MIT”" in found({"other": "BSD-3-Clause"}, recorded={"other": "MIT"})[0]


def test_the_other_spelling_of_a_licence_is_the_same_licence() -> None:
    assert found({"old": "MIT License"}) == []


def test_what_is_agreed_to_and_no_longer_used_is_to_be_removed() -> None:
    (said,) = found({}, recorded={"gone": "MIT"})
    assert said.startswith("gone stands under [recorded]")


def test_every_exception_says_why() -> None:
    excepted = tomllib.loads(RULES.read_text(encoding="utf-8"))["excepted"]
    assert [name for name, each in excepted.items() if len(each["why"]) < 20] == []
