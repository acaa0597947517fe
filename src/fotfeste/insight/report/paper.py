"""The report on paper: a tagged PDF (PDF/UA) with the fonts inside. Two pages for the council, all figures after them
when asked for.
"""

import base64
from typing import Any

from django.template.loader import render_to_string

from fotfeste.ground.ui import paper
from fotfeste.insight.figures.plots import Plot
from fotfeste.insight.indicators.definition import Section
from fotfeste.insight.report import presentation
from fotfeste.insight.report.building import Reader, Report
from fotfeste.insight.report.council.pages import council

SHEETS = ("report/council.css", "report/paper.css")


def pdf(report: Report, *, municipality: str = "", annex: bool = False) -> bytes:
    """The council report as PDF in the language in force; `annex` adds every figure, table and definition."""
    return paper.pdf(render_to_string("report/council.html", context(report, municipality, annex)), sheets=SHEETS)


def context(report: Report, municipality: str = "", annex: bool = False) -> dict[str, Any]:
    """What the sheets show."""
    pages = council(report, municipality=municipality)
    return {
        "language": presentation.language(),
        "council": pages,
        "fates": _address(pages.fates.plot),
        "abilities": _address(pages.abilities.plot),
        "promises": _address(pages.promises.plot),
        "annex": annex,
        **(_annex(report) if annex else {}),
    }


def _address(plot: Plot | None) -> str:
    """A picture as an image with words: put into the page it would be read aloud letter by letter in a tagged PDF."""
    return "data:image/svg+xml;base64," + base64.b64encode(plot.svg.encode()).decode() if plot else ""


def _annex(report: Report) -> dict[str, Any]:
    plot = presentation.outcome_plot(report, name="o")
    return {
        "report": report,
        "headline": presentation.headline(report),
        "second": presentation.second_sentence(report),
        "plot": plot,
        "picture": _address(plot),
        "outcome": presentation.lines(report, Section.OUTCOME),
        "reasons": presentation.dropout_reasons(report),
        "work": [
            *presentation.lines(report, Section.PROCESS),
            *presentation.lines(report, Section.DOSE),
            *presentation.lines(report, Section.FOLLOW_UP),
        ],
        "groups": [presentation.group_words(report, g) for g in presentation.ORDER],
        "changes": presentation.changes(report),
        "published": presentation.published_lines(report),
        "published_notes": presentation.published_notes(report),
        "limits": presentation.limits(report),
        "definitions": presentation.definitions(report),
        "inside": report.reader is Reader.TEAM,
    }
