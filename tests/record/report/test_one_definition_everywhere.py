"""An indicator's words stand beside its definition: screen, PDF, JSON and commands say the same, in every language."""

import html
import io
import json
import re
from pathlib import Path

import pypdf
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation
from typer.testing import CliRunner

from fotfeste.ground.terminal import Commands
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.indicators.commands import register
from fotfeste.insight.indicators.definition import Indicator, Section
from fotfeste.insight.indicators.registry import INDICATORS, REPORTED
from fotfeste.insight.report import paper, presentation, queries
from fotfeste.insight.report.building import Report
from fotfeste.insight.report.council import pages

pytestmark = pytest.mark.django_db
LANGUAGES = settings.LANGUAGES_OFFERED


def said(indicator: Indicator, language: str) -> tuple[str, str]:
    with translation.override(language):
        return str(indicator.words.title), str(indicator.words.counted)


def bare(text: str) -> str:
    """Letters only: how lines are broken and words divided is not part of what is said."""
    return re.sub(r"[\s\u00ad‐-]", "", html.unescape(text))


def fotfeste(*words: str) -> str:
    app = Commands()
    register(app)
    # A second command, or Typer would leave the group's name out.
    app.command()(lambda: None)
    done = CliRunner().invoke(app, ["indicators", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def counted(results, people) -> Report:
    return queries.outcome_report(user=people.manager, period=Period(), now=timezone.localtime(), fresh=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_the_definitions_say(language, counted, people):
    client = Client()
    client.force_login(people.manager)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = bare(client.get("/resultater/").content.decode())
    assert [s for each in REPORTED for s in said(each, language) if bare(s) not in page] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_says_what_the_definitions_say(language, counted):
    with translation.override(language):
        data = paper.pdf(counted, annex=True)
        numbers = [(each.label, each.says) for each in pages.numbers(counted)]
    sheet = bare(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))
    assert [s for each in REPORTED for s in said(each, language) if bare(s) not in sheet] == []
    assert numbers and [s for both in numbers for s in both if bare(s) not in sheet] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_of_the_report_says_what_the_definitions_say(language, counted):
    told = {each["id"]: each["words"][language] for each in counted.as_dict()["definitions"]}
    assert told == {each.id: dict(zip(("title", "counted"), said(each, language), strict=True)) for each in REPORTED}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_say_what_the_definitions_say(language, counted):
    listed = fotfeste("list", "--language", language).splitlines()
    assert [line for each, line in zip(INDICATORS, listed, strict=True) if said(each, language)[0] not in line] == []
    told = {each["id"]: each["words"][language] for each in json.loads(fotfeste("list", "--json"))}
    for each in INDICATORS:
        title, how = said(each, language)
        assert told[each.id] == {"title": title} | ({"counted": how} if how else {})
        assert f"title: {title}\n" in fotfeste("show", each.id, "--language", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_counting_on_the_command_line_names_the_figures_as_the_page_does(language, counted, own_folder):
    folder = next(file.parent for file in Path(own_folder).rglob("episodes.parquet"))
    chosen = [each.id for each in REPORTED]
    shown = fotfeste("run", *chosen, "--data", str(folder), "--language", language)
    assert [s for each in REPORTED if (s := said(each, language)[0]) not in shown.splitlines()] == []
    told = json.loads(fotfeste("run", *chosen, "--data", str(folder), "--json"))
    assert {each["definition"]: each["words"][language]["title"] for each in told} == {
        each.id: said(each, language)[0] for each in REPORTED
    }


def test_every_indicator_has_a_title_of_its_own_in_bokmal_and_in_nynorsk():
    for language in LANGUAGES:
        titles = [said(each, language)[0] for each in INDICATORS]
        assert all(titles) and len(set(titles)) == len(titles)
    english = {each.id: said(each, "en")[0] for each in INDICATORS}
    assert [i for each in INDICATORS for i in [each.id] if said(each, "nb")[0] == english[i]] == []


def test_every_section_with_a_reported_indicator_stands_on_the_page(counted):
    shown = {Section.OUTCOME, Section.PROCESS, Section.DOSE, Section.FOLLOW_UP}
    assert {each.section for each in REPORTED} <= shown
    lines = [line.label for section in shown for line in presentation.lines(counted, section)]
    assert set(lines) <= {said(each, presentation.language())[0] for each in REPORTED}
