"""The look can be read by people with weak sight, and nothing on a page is fetched from elsewhere."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from fotfeste.ground import ui

ROOM = Path(ui.__file__).parent
STATIC = ROOM / "static" / "ui"
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))


def schemes() -> dict[str, dict[str, str]]:
    """The colours of theme.css by scheme: token without its prefix → six hexadecimal digits."""
    blocks = re.findall(r"([^{}]+)\{([^{}]+)\}", (STATIC / "theme.css").read_text())
    found = {}
    for selector, body in blocks:
        name = "dark" if '"dark"' in selector else "auto" if '"auto"' in selector else "light"
        found[name] = dict(re.findall(r"--(?:ds-color-)?([a-z0-9-]+): #([0-9a-f]{6});", body))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


BACKGROUNDS = ("paper", "sheet", "quote", "neutral-surface-tinted", "neutral-surface-hover", "accent-surface-tinted")


@pytest.mark.parametrize("scheme", ["light", "dark", "auto"])
@pytest.mark.parametrize("text", ["neutral-text-default", "neutral-text-subtle", "accent-text-subtle", "link"])
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_every_text_colour_reaches_aa_on_every_background(scheme, text, background):
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[background]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["default", "hover", "active"])
def test_the_words_on_the_primary_button_reach_aa_in_every_state(scheme, state):
    colours = schemes()[scheme]
    assert contrast(colours["accent-base-contrast-default"], colours[f"accent-base-{state}"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("background", ["paper", "sheet"])
def test_the_border_of_a_field_can_be_seen(scheme, background):
    colours = schemes()[scheme]
    assert contrast(colours["neutral-border-default"], colours[background]) >= 3


def test_following_the_device_gives_the_same_dark_colours_as_choosing_dark():
    assert schemes()["auto"] == schemes()["dark"]


def test_the_fonts_hold_norwegian_and_northern_sami_letters():
    held: set[int] = set()
    for file in sorted((STATIC / "vendor" / "fonts").glob("*.woff2")):
        held |= set(TTFont(file).getBestCmap())
    assert not {letter for letter in "æøåÆØÅáčđŋšŧžÁČĐŊŠŦŽ–−«»·" if ord(letter) not in held}


@pytest.mark.parametrize("file", sorted(STATIC.rglob("*.css")), ids=lambda file: file.name)
def test_a_style_sheet_fetches_only_its_own_neighbours(file):
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", file.read_text())
    assert [a for a in addresses if not a.startswith("data:") and not (file.parent / a).is_file()] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_a_template_has_no_inline_script_style_or_handler_and_no_foreign_address(file):
    text = file.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//", text)


@pytest.mark.parametrize("file", sorted((ROOM / "templates" / "ui").glob("*.html")), ids=lambda file: file.name)
def test_a_partial_states_what_it_needs(file):
    if file.name != "style.html":
        assert re.search(r"\{# needs: ", file.read_text())
