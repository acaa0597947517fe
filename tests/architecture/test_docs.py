"""The documentation follows the product: links lead somewhere, pages are in the contents, generated ones are fresh."""

import re
import shlex
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from fotfeste.ground.access.rules.rights import Role
from fotfeste.ground.database.location import Address
from tools import reference

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(chain(ROOT.glob("*.md"), DOCS.rglob("*.md")))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
EXAMPLE = re.compile(r"<!-- run -->\n```sh\n(.*?)```", re.DOTALL)


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchors(page: Path) -> set[str]:
    found = set()
    for line in prose(page).splitlines():
        if line.startswith("#"):
            title, _, mark = line.lstrip("# ").partition(" { #")
            found.add(mark.rstrip(" }") or re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_to_a_file_of_ours_leads_to_one_and_to_a_heading_in_it(page: Path):
    lost = []
    for target in LINK.findall(prose(page)):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        path, _, heading = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (heading and heading not in anchors(there)):
            lost.append(target)
    assert lost == []


def test_every_page_of_the_documentation_is_in_the_contents_and_nothing_else_is():
    listed = set(re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}


@pytest.mark.parametrize("page", reference.PAGES)
def test_a_page_written_from_the_code_is_as_the_code_says_today(page: str):
    kept = reference.FOLDER / f"{page}.md"
    assert kept.read_text(encoding="utf-8") == reference.PAGES[page](), "Run `python -m tools.reference`."


def test_every_decision_is_listed_and_says_question_decision_and_consequences():
    index = (DOCS / "adr" / "index.md").read_text(encoding="utf-8")
    for page in sorted((DOCS / "adr").glob("0*.md")):
        text = page.read_text(encoding="utf-8")
        assert page.name in index, f"{page.name} is not in docs/adr/index.md"
        assert text.startswith(f"# {page.name[:4]}. "), page.name
        assert {"## Question", "## Decision", "## Consequences"} <= set(text.splitlines()), page.name


def test_every_role_has_a_page_about_its_first_day():
    pages = {
        Role.PERSON: "bruker",
        Role.RELATIVE: "parorende",
        Role.ALLOCATOR: "saksbehandler",
        Role.COORDINATOR: "koordinator",
        Role.THERAPIST: "terapeut",
        Role.TRAINER: "hjemmetrener",
        Role.HOME_SERVICE: "hjemmetjenesten",
        Role.MANAGER: "leder",
        Role.LEADERSHIP: "leder",
        Role.ANALYST: "leder",
        Role.EXTERNAL: "henviser",
        Role.ADMIN: "systemansvarlig",
    }
    assert set(pages) == set(Role) - {Role.SYSTEM}
    index = (DOCS / "brukere" / "index.md").read_text(encoding="utf-8")
    assert [page for page in pages.values() if f"({page}.md)" not in index] == []


def test_every_word_of_the_glossary_stands_there_once():
    rows = [line for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    words = [re.sub(r" \(.*\)", "", row.split("|")[1].strip()) for row in rows if "---" not in row]
    words = [word for word in words if word != "English"]
    assert len(words) > 50
    assert sorted(words) == sorted(set(words))


def test_every_role_of_the_product_is_a_word_of_the_glossary():
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    spoken_otherwise = {Role.LEADERSHIP, Role.ANALYST, Role.ADMIN, Role.EXTERNAL, Role.SYSTEM}
    assert [role for role in set(Role) - spoken_otherwise if f"(`{role}`)" not in text] == []


@pytest.mark.parametrize("page", [page for page in PAGES if EXAMPLE.search(page.read_text(encoding="utf-8"))], ids=name)
def test_the_commands_in_a_document_do_what_it_says_in_the_order_they_stand(
    page: Path, empty_database: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # Files of the repository are named from its root; what a command writes lands beside them and not in it.
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    monkeypatch.setenv("DATABASE_URL", empty_database.url())
    monkeypatch.setenv("NO_COLOR", "1")
    for block in EXAMPLE.findall(page.read_text(encoding="utf-8")):
        for line in block.strip().splitlines():
            program, *words = shlex.split(line)
            assert program == "fotfeste"
            said = subprocess.run(
                [sys.executable, "-m", "fotfeste.cli", *words],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
            assert said.returncode == 0, f"{line}\n{said.stdout}\n{said.stderr}"
            assert said.stdout.strip(), f"{line} says nothing"
