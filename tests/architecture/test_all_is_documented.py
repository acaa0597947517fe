"""What exists is documented, read from where it is registered and not from what writes the pages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import fotfeste
from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from fotfeste.care.terms.rules.vocabulary import LetterKind
from fotfeste.insight.indicators.registry import INDICATORS

SOURCE = Path(fotfeste.__file__).parent
REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
SETTING = re.compile(r"(FOTFESTE|DATABASE)_[A-Z_]+[A-Z]|SECRET_KEY")
# Of one process to the one it starts: nobody sets them.
BETWEEN_PROCESSES: set[str] = set()


def routes(patterns: list[object], names: tuple[str, ...] = ()) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, (*names, each.namespace) if each.namespace else names)
        elif isinstance(each, URLPattern):
            yield ":".join([*names, each.name or str(each.pattern)])


def settings_read() -> set[str]:
    """Names handed to the environment or to a reader of it: the texts that are a setting's name and nothing else."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SETTING.fullmatch(node.value):
                found.add(node.value)
    return found


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(routes(get_resolver().url_patterns))))
def test_an_address_stands_in_the_reference_with_its_right_and_what_it_is(name: str) -> None:
    (row,) = (line for line in page("addresses").splitlines() if f"| `{name}` |" in line)
    cells = [each.strip() for each in row.strip("|").split("|")]
    assert len(cells) == 4 and all(cells)


@pytest.mark.parametrize("name", sorted(settings_read() - BETWEEN_PROCESSES))
def test_a_setting_stands_in_the_reference(name: str) -> None:
    assert f"| `{name}` |" in page("settings")


@pytest.mark.parametrize("name", [each.id for each in INDICATORS])
def test_an_indicator_stands_in_the_reference(name: str) -> None:
    assert f"{{ #{name} }}" in page("indicators")


@pytest.mark.parametrize("code", list(INSTRUMENTS))
def test_an_instrument_has_its_page_and_stands_in_the_list(code: str) -> None:
    assert f"(instruments/{code}.md)" in page("instruments")
    assert len(page(f"instruments/{code}").splitlines()) > 20


@pytest.mark.parametrize("kind", list(LetterKind))
def test_a_kind_of_letter_stands_in_the_reference_with_a_name_in_norwegian(kind: LetterKind) -> None:
    (row,) = (line for line in page("letters").splitlines() if line.startswith(f"| `{kind.value}` |"))
    _, english, norwegian, _ = (each.strip() for each in row.strip("|").split("|"))
    assert norwegian and norwegian != english
