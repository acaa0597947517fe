"""The report on paper: a tagged PDF (PDF/UA) from the same words as the page, with the fonts inside."""

import base64
from typing import Any

from django.template.loader import render_to_string

from fotfeste.ground.ui import paper
from fotfeste.insight.outcomes import presentation
from fotfeste.insight.outcomes.indicators.definition import Section
from fotfeste.insight.outcomes.report import Reader, Report


def pdf(report: Report) -> bytes:
    """The report as PDF in the language in force."""
    return paper.pdf(render_to_string("outcomes/paper.html", context(report)), sheets=("outcomes/paper.css",))


def context(report: Report) -> dict[str, Any]:
    """What the sheet shows."""
    plot = presentation.outcome_plot(report, name="o")
    return {
        "report": report,
        "headline": presentation.headline(report),
        "second": presentation.second_sentence(report),
        "period": presentation.period_in_words(report.period),
        "plot": plot,
        # As an image with words: a picture put into the page would be read aloud letter by letter in a tagged PDF.
        "picture": "data:image/svg+xml;base64," + base64.b64encode(plot.svg.encode()).decode(),
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
        "language": presentation.language(),
    }
