import re
from dataclasses import replace

import pytest

from fotfeste.insight.figures.plots import (
    Band,
    DoseWeek,
    DoseWords,
    OutcomeBar,
    OutcomeBlock,
    OutcomeWords,
    Plot,
    ScorePoint,
    ScoreWords,
    dose_bars,
    outcome_chart,
    score_line,
)
from fotfeste.insight.figures.plots.drawing import draw, without_style

WORDS = OutcomeWords(
    "Tjenester ved slutt", "Nye søkere 93 %", "Tabell", ("Gruppe", "Utfall", "Andel", "n", "Intervall")
)
KNOWN = OutcomeBar("Nye søkere", 0.93, 0.86, 0.97, "93 %", "84 av 90", "86 til 97")
HIDDEN = OutcomeBar("Hadde tjenester", None, None, None, "Skjult", "", "")


def _outcome(*bars: OutcomeBar) -> Plot:
    return outcome_chart([OutcomeBlock("Ingen tjenester", bars)], WORDS, name="p")


def _all() -> list[Plot]:
    score = score_line(
        [ScorePoint("Start", 3.2, "3,2"), ScorePoint("Midtveis", None, "–"), ScorePoint("Slutt", 5.4, "5,4")],
        ScoreWords("COPM", "Høyere er bedre", "Fra 3,2 til 5,4", "Tabell", ("Når", "Skår")),
        name="s",
        low=1,
        high=10,
        band=Band(3.2, 6.2, "Minste viktige endring: 3"),
    )
    dose = dose_bars(
        [DoseWeek("Uke 1", 5, 4, "4 av 5"), DoseWeek("Uke 2", None, 1, "1")],
        DoseWords("Besøk", "4 av 5, så 1", "Tabell", ("Uke", "Besøk")),
        name="d",
    )
    return [_outcome(KNOWN, HIDDEN), score, dose]


@pytest.mark.parametrize("plot", _all(), ids=["outcome", "score", "dose"])
def test_a_picture_works_where_the_page_allows_no_inline_style_script_or_fetching(plot: Plot) -> None:
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|href=|url\((?!#)|<image|<foreignObject", plot.svg)


@pytest.mark.parametrize("plot", _all(), ids=["outcome", "score", "dose"])
def test_a_picture_is_read_aloud_as_one_thing_with_a_name_and_a_description(plot: Plot) -> None:
    assert plot.svg.count('role="') == 1 and 'role="img"' in plot.svg
    assert f">{plot.alt}</desc>" in plot.svg
    named = re.search(r'aria-labelledby="(\S+) (\S+)"', plot.svg)
    assert named is not None and all(f'id="{part}"' in plot.svg for part in named.groups())


@pytest.mark.parametrize("plot", _all(), ids=["outcome", "score", "dose"])
def test_every_picture_has_its_table_with_a_cell_for_every_head(plot: Plot) -> None:
    assert plot.table.rows
    assert all(len(row) == len(plot.table.head) for row in plot.table.rows)


@pytest.mark.parametrize("plot", _all(), ids=["outcome", "score", "dose"])
def test_text_takes_the_colour_of_the_page_so_that_dark_mode_and_print_work(plot: Plot) -> None:
    fills = set(re.findall(r'<text[^>]*fill="([^"]+)"', plot.svg))
    assert fills == {"currentColor"}


def test_numbers_and_what_they_are_counted_from_stand_in_the_picture() -> None:
    svg = _outcome(KNOWN).svg
    assert "93 %" in svg and "84 av 90" in svg


def test_a_hidden_share_draws_no_bar_and_says_so() -> None:
    shown, hidden = _outcome(KNOWN).svg, _outcome(HIDDEN).svg
    assert "Skjult" in hidden
    assert hidden.count("#1f8a7d") < shown.count("#1f8a7d")


def test_names_from_users_cannot_become_markup() -> None:
    plot = _outcome(replace(KNOWN, group='<script>alert("x")</script>'))
    assert "<script" not in plot.svg


def test_a_picture_that_would_fetch_its_data_is_refused() -> None:
    with pytest.raises(ValueError, match="may not fetch"):
        draw({"data": {"url": "https://example.org/a.csv"}, "mark": "bar"}, title="t", alt="a", name="n")


def test_style_attributes_become_presentation_attributes_and_unknown_ones_go() -> None:
    assert without_style('<g style="fill: red; cursor: pointer"/>') == '<g fill="red"/>'


def test_the_same_picture_twice_in_a_page_needs_another_name() -> None:
    one = outcome_chart([OutcomeBlock("A", (KNOWN,))], WORDS, name="one")
    two = outcome_chart([OutcomeBlock("A", (KNOWN,))], WORDS, name="two")
    assert set(re.findall(r'id="([^"]+)"', one.svg)).isdisjoint(re.findall(r'id="([^"]+)"', two.svg))
