"""HTML on paper: tagged PDF (PDF/UA-1) with the product's fonts inside, which hold the Northern Sami letters.

Nothing is fetched. Words on paper come from many hands: an address in them must never make this server read a file or
call somebody.
"""

import atexit
import threading
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from . import print_libraries

FONTS = {
    "ui/vendor/fonts/inter-latin-wght-normal.woff2": "U+0000-00FF, U+2000-206F, U+20AC, U+2190-2193, U+2212",
    "ui/vendor/fonts/inter-latin-ext-wght-normal.woff2": "U+0100-02FF, U+1E00-1EFF",
}
# The files hold every weight; WeasyPrint is told of each weight that is used.
WEIGHTS = (400, 600, 700)


def pdf(html: str, *, sheets: tuple[str, ...] = ()) -> bytes:
    """A whole HTML document as PDF/UA-1, with the static style sheets named in `sheets` beside its own.

    Only the fonts and `data:` addresses inside the document are read. Takes about a second. Raises
    `FileNotFoundError` when the product's own files are missing.
    """
    print_libraries.load()
    from weasyprint import HTML

    fetcher, style, known = _dressed(sheets)
    document = HTML(string=html, url_fetcher=fetcher)
    return bytes(document.write_pdf(stylesheets=[style], font_config=known, pdf_variant="pdf/ua-1"))


_kept = threading.local()
# The fonts' own farewell fails when the interpreter is half gone.
atexit.register(lambda: _kept.__dict__.clear())


def _dressed(sheets: tuple[str, ...]) -> tuple[Any, Any, Any]:
    """What fetches files, the style and the fonts it knows, kept for the thread.

    Unpacking the fonts takes longer than writing a letter. WeasyPrint does not promise that threads may share them.
    """
    kept: dict[tuple[str, ...], tuple[Any, Any, Any]] = _kept.__dict__.setdefault("by_sheets", {})
    if sheets not in kept:
        kept[sheets] = _dress(sheets)
    return kept[sheets]


def _dress(sheets: tuple[str, ...]) -> tuple[Any, Any, Any]:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts = {_own(name).as_uri(): reach for name, reach in FONTS.items()}

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:") and url not in fonts:
                raise ValueError(f"Paper may not read {url}.")
            return super().fetch(url, headers)

    faces = "".join(
        f'@font-face {{ font-family: "Inter"; font-weight: {weight}; src: url("{url}"); unicode-range: {reach} }}'
        for url, reach in fonts.items()
        for weight in WEIGHTS
    )
    own, known = OwnFiles(), FontConfiguration()
    text = faces + "".join(_own(sheet).read_text("utf-8") for sheet in sheets)
    return own, CSS(string=text, url_fetcher=own, font_config=known), known


def _own(name: str) -> Path:
    path = finders.find(name)
    if not path:
        raise FileNotFoundError(f"{name} is not among the static files. Install Fotfeste again: `make setup`.")
    return Path(path)
