"""The report on paper: a tagged PDF (PDF/UA) from the same words as the page, with the fonts inside."""

import base64
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from fotfeste.insight.outcomes import presentation
from fotfeste.insight.outcomes.indicators.definition import Section
from fotfeste.insight.outcomes.report import Reader, Report

FONTS = {
    # Latin Extended holds the Sami letters (á č đ ŋ š ŧ ž beyond Latin-1).
    "ui/vendor/fonts/inter-latin-wght-normal.woff2": "U+0000-00FF, U+2000-206F, U+2190-2193, U+2212, U+20AC",
    "ui/vendor/fonts/inter-latin-ext-wght-normal.woff2": "U+0100-02FF, U+1E00-1EFF",
}


def pdf(report: Report) -> bytes:
    """The report as PDF in the language in force. Reads the product's own fonts only; nothing is fetched."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts = {_found(name).as_uri(): reach for name, reach in FONTS.items()}

    class OwnFiles(URLFetcher):
        """Only the fonts and what is inside the document itself; every other address is refused."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:") and url not in fonts:
                raise ValueError(f"The report may not read {url}.")
            return super().fetch(url, headers)

    faces = "".join(
        f'@font-face {{ font-family: "Inter"; font-weight: {weight}; src: url("{url}"); unicode-range: {reach} }}'
        for url, reach in fonts.items()
        for weight in (400, 600, 700)
    )
    sheet = _found("outcomes/paper.css").read_text("utf-8")
    own, known = OwnFiles(), FontConfiguration()
    style = CSS(string=faces + sheet, url_fetcher=own, font_config=known)
    document = HTML(string=render_to_string("outcomes/paper.html", context(report)), url_fetcher=own)
    return bytes(document.write_pdf(stylesheets=[style], font_config=known, pdf_variant="pdf/ua-1"))


def _found(name: str) -> Path:
    path = finders.find(name)
    if not path:
        raise FileNotFoundError(f"{name} is not among the static files. Install Fotfeste again with `make setup`.")
    return Path(path)


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
