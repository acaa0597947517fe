"""The two pages for the council, read back as a councillor, a screen reader and a suspicious neighbour would."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdf
import pytest
from django.contrib.staticfiles import finders
from django.utils import translation

from fotfeste.insight.figures.plots.stack import TONES
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report import paper
from fotfeste.insight.report.building import Limit, Reader, Report
from fotfeste.insight.report.council import words as council_words
from fotfeste.insight.report.council.pages import Council, council
from fotfeste.insight.report.council.pictures import Picture
from fotfeste.insight.tables.schema import ASSESSMENTS, CHANGES, MEASURES, THRESHOLDS, from_rows
from tests.spec.report.test_outside_the_team import people
from tests.spec.report.tidy import episodes, report

KLEPP = {
    ("first_time", "no_service"): 84,
    ("first_time", "fewer_services"): 3,
    ("first_time", "same_or_more_services"): 3,
    ("first_time", "dropout:hospital"): 11,
    ("existing", "no_service"): 2,
    ("existing", "fewer_services"): 21,
    ("existing", "same_or_more_services"): 30,
    ("existing", "dropout:death"): 7,
}
SMALL = {
    ("first_time", "no_service"): 9,
    ("first_time", "fewer_services"): 2,
    ("existing", "same_or_more_services"): 6,
    ("existing", "dropout:death"): 1,
}
LARGE = {cell: many * 12 for cell, many in KLEPP.items()}
LONG_NAME = "Interkommunalt samarbeid om kvardagsrehabilitering i Nordre Sunnfjord, Bremanger, Kinn og Askvoll"
INSTRUMENTS = ("copm", "sppb", "psfs", "barthel", "tug")


def _words(text: str) -> str:
    return json.dumps({"en": text, "nb": text, "nn": text})


def _scores(who: list[dict[str, Any]], limits: tuple[float, ...], name: str) -> dict[str, Any]:
    """Everybody starts at 3; every fourth is not measured again, the others gain 0, 2 and 4 in turn."""
    assessed, changed, measures, thresholds = [], [], [], []
    for instrument in INSTRUMENTS:
        value = {"copm": "performance", "psfs": "rating", "tug": "seconds"}.get(instrument, "total")
        at = {"instrument": instrument, "version": "1", "measure": value}
        named = {"instrument_name": _words(name), "name": _words(name), "unit": _words("points")}
        measures.append({**at, **named, "better": "higher", "decimals": 1, "averaged": True})
        for size in limits:
            kept = {"kind": "mic", "kind_name": _words("MIC"), "population": _words("all"), "source": f"limit {size}"}
            band = {"baseline_low": None, "baseline_high": None}
            thresholds.append({**at, **kept, **band, "threshold": f"{at} {size}", "size": size, "applies_to": "person"})
        for number, e in enumerate(who):
            taken = {"assessment": f"{instrument}{number}", "occasion": "baseline", "assessed_on": date(2026, 1, 6)}
            assessed.append({**at, **taken, "episode": e["episode"], "value": 3.0})
            if number % 4:
                gain = 2.0 * (number % 4 - 1)
                again = {"occasion": "discharge", "baseline": 3.0, "later": 3.0 + gain}
                changed.append({**at, **again, "episode": e["episode"]})
    return {
        "assessments": from_rows(ASSESSMENTS, assessed),
        "changes": from_rows(CHANGES, changed),
        "measures": from_rows(MEASURES, measures),
        "thresholds": from_rows(THRESHOLDS, thresholds),
    }


def _asked(who: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Referrals, visits and follow-ups for everybody; four of five are contacted in time and reached."""
    referrals, visits, follow_ups = [], [], []
    for number, e in enumerate(who):
        in_time = number % 5 > 0
        referrals.append(
            {
                "referral": e["person"],
                "person": e["person"],
                "group": e["group"],
                "received_on": date(2025, 1, 2),
                "contact_due_on": date(2025, 1, 7),
                "contacted_on": date(2025, 1, 3),
                "working_days_to_contact": 1 if in_time else 5,
                "status": "accepted",
            }
        )
        e["referral"] = e["person"]
        visits.append(
            {
                "visit": e["person"],
                "episode": e["episode"],
                "visited_on": e["started_on"],
                "status": "done",
                "minutes_on_site": 60,
                "minutes_travel": 10,
                "staff_count": 1,
            }
        )
        follow_ups += [
            {
                "episode": e["episode"],
                "months": months,
                "due_on": date(2026, 3, 1),
                "done_on": date(2026, 3, 1) if in_time else None,
                "result": "reached" if in_time else "no_answer",
            }
            for months in (1, 3, 6, 12)
        ]
    return {"referrals": referrals, "visits": visits, "follow_ups": follow_ups}


def full(
    counts: dict[tuple[str, str], int],
    reader: Reader,
    *,
    limits: tuple[float, ...] = (2.0, 3.0),
    name: str = "Test",
    unconfirmed: int = 0,
    period: Period | None = None,
) -> Report:
    with TemporaryDirectory() as folder:
        who = episodes(people(counts))
        for e in who[:unconfirmed]:
            e["outcome_class"] = None
        more = _scores(who, limits, name)
        return report(Path(folder), period=period, reader=reader, more=more, episodes=who, **_asked(who))


@cache
def case(name: str) -> Report:
    """The reports that are drawn most often; each is counted once."""
    with TemporaryDirectory() as folder:
        if name == "empty":
            return report(Path(folder), reader=Reader.OUTSIDE)
        if name == "no scores":
            return report(Path(folder), reader=Reader.OUTSIDE, episodes=episodes(people(KLEPP)))
    if name == "everything at once":
        return replace(full(LARGE, Reader.TEAM, unconfirmed=40), limits=tuple(Limit), under_way=12)
    counts, reader = {
        "klepp, team": (KLEPP, Reader.TEAM),
        "klepp, outside": (KLEPP, Reader.OUTSIDE),
        "small, outside": (SMALL, Reader.OUTSIDE),
    }[name]
    return full(counts, reader)


CASES = ("empty", "no scores", "small, outside", "klepp, outside", "klepp, team", "everything at once")


@cache
def sheet(name: str, language: str) -> bytes:
    with translation.override(language):
        return paper.pdf(case(name), municipality=LONG_NAME)


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def text(data: bytes) -> str:
    """All that is printed, with the lines joined."""
    return re.sub(r"\s+", " ", " ".join(p.extract_text() for p in read(data).pages)).replace("\xad", "")


def pages(name: str, language: str = "nb") -> Council:
    with translation.override(language):
        return council(case(name), municipality="Klepp kommune")


def pictures(found: Council) -> list[Picture]:
    return [found.fates, found.abilities, found.promises]


def alts(data: bytes) -> list[str]:
    found, waiting = [], [read(data).trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while waiting:
        item = waiting.pop().get_object()
        if isinstance(item, pypdf.generic.ArrayObject):
            waiting += list(item)
        elif isinstance(item, pypdf.generic.DictionaryObject):
            if "/Alt" in item:
                found.append(str(item["/Alt"]))
            if "/K" in item:
                waiting.append(item["/K"])
    return found


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", CASES)
def test_it_is_two_pages_whatever_there_is_to_say(name: str, language: str) -> None:
    assert len(read(sheet(name, language)).pages) == 2


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_is_tagged_says_its_language_and_carries_its_fonts(language: str) -> None:
    root: Any = read(sheet("klepp, outside", language)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert b"pdfuaid" in root["/Metadata"].get_data()
    for page in read(sheet("klepp, outside", language)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            known = font.get_object()
            inner = known.get("/DescendantFonts", [known])[0].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())


@pytest.mark.parametrize("name", CASES)
def test_nothing_in_the_norwegian_pages_is_left_in_english(name: str) -> None:
    with translation.override("en"):
        fixed = [*council_words.WHAT, *(t for pair in council_words.WORDS for t in pair)]
        fixed += [t for pair in council_words.LIMITS.values() for t in pair]
        fixed += [*council_words.FATES.values(), *council_words.MEASURES.values()]
        fixed += [each.words.title for each in council_words.PROMISES]
        english = {str(words) for words in fixed}
    for language in ("nb", "nn"):
        printed = text(sheet(name, language)) + " ".join(alts(sheet(name, language)))
        assert not [words for words in english if words in printed]
        assert not re.search(r"\b(the|who|when|how|hidden|persons|started|between)\b", printed.lower())


def test_the_answer_comes_first_and_never_without_saying_that_it_is_not_an_effect() -> None:
    found = pages("klepp, team")
    assert found.answer == "86 av 143 som fullførte treningen, hadde ingen tjenester fra kommunen da den var slutt"
    assert found.lead == (
        "Det er 60\xa0%. Tilfeldigheter spiller inn: Den egentlige andelen ligger trolig mellom 52 og 68\xa0%.",
        "Regner vi med alle som startet, også 18 som ikke fullførte, er det 53\xa0% (86 av 161).",
    )
    assert found.caveat == "Tallene viser hvordan det gikk. De viser ikke hvor mye som skyldes treningen."


@pytest.mark.parametrize("name", CASES)
def test_every_picture_says_who_how_sure_how_counted_and_when_or_why_it_is_not_there(name: str) -> None:
    for picture in pictures(pages(name)):
        if picture.plot:
            assert [head for head, _ in picture.facts] == ["Hvem", "Usikkerhet", "Slik er det talt", "Når"]
            assert all(words.endswith(".") for _, words in picture.facts)
            assert "14.09.2026" in picture.facts[-1][1]
        else:
            assert not picture.facts and picture.answer.endswith(".")


@pytest.mark.parametrize("name", ["klepp, outside", "klepp, team"])
def test_every_picture_tells_its_numbers_to_those_who_cannot_see_it(name: str) -> None:
    said = alts(sheet(name, "nb"))
    for picture in pictures(pages(name)):
        assert picture.plot is not None and picture.plot.alt in said
        for row in picture.plot.table.rows:
            assert all(cell in picture.plot.alt for cell in row)
        assert re.search(r"\d", picture.plot.alt)


def test_every_share_stands_beside_its_count_and_what_it_is_of() -> None:
    for picture in pictures(pages("klepp, team"))[1:]:
        assert picture.plot is not None
        for _name, number, detail, sure, _missing in picture.plot.table.rows:
            assert re.fullmatch(r"\d+\xa0%", number)
            assert re.fullmatch(r"\d+ av \d+ (personer|henvisninger)", detail)
            assert re.fullmatch(r"trolig mellom \d+ og \d+\xa0%", sure)


def test_those_who_broke_off_are_in_the_first_picture_and_the_parts_make_up_everyone() -> None:
    found = pages("klepp, team").fates
    assert [head.label for head in found.heads] == [
        "Ingen tjenester",
        "Færre tjenester",
        "Samme eller flere tjenester",
        "Fullførte ikke",
    ]
    assert [(name, *cells) for name, cells in found.rows] == [
        ("Alle", "86", "24", "33", "18", "161"),
        ("Nye søkere", "84", "3", "3", "11", "101"),
        ("Hadde tjenester fra før", "2", "21", "30", "7", "60"),
    ]


def test_somebody_without_a_confirmed_outcome_is_a_part_of_the_picture_and_told() -> None:
    with translation.override("nb"):
        found = council(full(KLEPP, Reader.TEAM, unconfirmed=2)).fates
    assert found.heads[-1].label == "Ikke bekreftet"
    assert found.rows[0][1] == ("84", "24", "33", "18", "2", "161")
    assert "2 av dem har ikke fått resultatet bekreftet" in found.facts[0][1]


def test_few_persons_are_not_shown_outside_the_team_and_the_page_says_so() -> None:
    found = pages("small, outside")
    assert found.fates.plot is None and "skjult" in found.fates.answer
    assert not found.fates.rows
    assert "Tall under 5 er skjult" in " ".join(words for _, words in found.limits)
    assert not found.warning


def test_what_is_hidden_in_a_group_is_one_part_and_no_number_of_it_is_told() -> None:
    found = pages("klepp, outside").fates
    assert dict(found.rows)["Hadde tjenester fra før"] == ("Skjult", "Skjult", "Skjult", "7", "60")
    assert found.plot is not None
    drawn = re.findall(r">([^<>]+)</text>", found.plot.svg)
    assert drawn.count("Skjult") == 2
    assert not {"84", "3", "2", "21", "30"} & set(drawn)


def test_a_longer_period_is_advised_only_where_there_is_one() -> None:
    year = full(SMALL, Reader.OUTSIDE, period=Period(date(2026, 1, 1), date(2026, 12, 31)))
    with translation.override("nb"):
        assert "En lengre periode" in council(year).fates.answer
    assert "En lengre periode" not in pages("small, outside").fates.answer


def test_the_teams_own_pages_say_at_the_top_that_they_are_not_for_handing_on() -> None:
    assert "ikke til å dele" in text(sheet("klepp, team", "nb"))
    assert "ikke til å dele" not in text(sheet("klepp, outside", "nb"))


def test_clearly_better_is_the_strictest_limit_and_counts_those_not_measured_again_as_not_better() -> None:
    found = pages("klepp, team").abilities
    assert found.plot is not None
    first = found.plot.table.rows[0]
    # Of 161, numbers 3, 7, 11 … gained 4, which is 3 or more; 0, 4, 8 … were not measured again.
    assert first[:3] == ("Gjøre det som er viktigst for en selv", "25\xa0%", "40 av 161 personer")
    assert first[-1] == "41 ikke målt igjen"
    assert "COPM: minst 3 points bedre" in found.plot.svg


def test_at_most_four_measures_are_drawn_what_matters_to_the_person_first() -> None:
    plot = pages("klepp, team").abilities.plot
    assert plot is not None
    assert [row[0] for row in plot.table.rows] == [
        "Gjøre det som er viktigst for en selv",
        "Gjøre det som var blitt vanskelig",
        "Holde balansen, gå og reise seg",
        "Vaske seg, kle på seg og spise",
    ]


def test_a_measure_without_a_published_limit_is_not_called_better_or_worse() -> None:
    with translation.override("nb"):
        found = council(full(KLEPP, Reader.TEAM, limits=())).abilities
    assert found.plot is None and "grense" in found.answer


def test_a_long_name_of_a_municipalitys_own_form_does_not_run_into_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(council_words, "MEASURES", {})
    monkeypatch.setattr(council_words, "SHORT", {})
    name = "Kommunens eget skjema for hverdagsmestring og deltakelse i nærmiljøet"
    with translation.override("nb"):
        plot = council(full(KLEPP, Reader.TEAM, name=name)).abilities.plot
    assert plot is not None
    drawn = re.findall(r">([^<>]+)</text>", plot.svg)
    assert any(words.startswith("Kommunens eget") for words in drawn)
    assert max(map(len, drawn)) <= 40


def test_help_in_time_and_follow_up_are_counted_as_in_the_rest_of_the_report() -> None:
    report_, plot = case("klepp, team"), pages("klepp, team").promises.plot
    assert plot is not None
    contact = report_.figure("contacted_as_promised")
    assert plot.table.rows[0][2] == f"{contact.numerator} av {contact.n} henvisninger"
    assert len(plot.table.rows) == 5


def test_waiting_length_and_hours_have_unit_persons_and_interval() -> None:
    numbers = pages("klepp, team").numbers
    assert [n.number.split("\xa0")[1] for n in numbers] == ["dager", "dager", "timer"]
    for number in numbers:
        # An interval whose two ends are shown as the same number is none to tell.
        assert re.fullmatch(r"Regnet ut fra \d+ personer\.( Trolig (\S+) til (?!\2 )\S+ (dager|timer)\.)?", number.sure)
    assert any("Trolig" in number.sure for number in numbers)


@pytest.mark.parametrize("name", CASES)
def test_every_limit_of_the_report_is_told(name: str) -> None:
    assert len(pages(name).limits) == len(case(name).limits)
    with translation.override("nb"):
        heads = [str(council_words.LIMITS[limit.value][0]) for limit in case(name).limits]
    printed = text(sheet(name, "nb"))
    assert heads and all(head in printed for head in heads)


def test_the_municipality_stands_in_the_title_and_stays_text() -> None:
    with translation.override("nb"):
        data = paper.pdf(case("empty"), municipality="<b>Ås</b> & omegn")
    assert "Hverdagsrehabilitering i <b>Ås</b> & omegn" in text(data)
    assert read(data).metadata.title == "Hverdagsrehabilitering i <b>Ås</b> & omegn"  # type: ignore[union-attr]


def test_a_name_of_any_length_leaves_the_two_pages_two() -> None:
    with translation.override("nn"):
        data = paper.pdf(case("everything at once"), municipality="Nordre Sunnfjord " * 30)
    assert len(read(data).pages) == 2 and "Nordre Sunnfjord" in text(data)


def test_without_a_municipality_the_title_stands_alone() -> None:
    with translation.override("nb"):
        assert council(case("empty")).title == "Resultater av hverdagsrehabilitering"


def test_the_annex_comes_after_the_two_pages_with_every_figure_and_definition() -> None:
    with translation.override("nb"):
        data = paper.pdf(case("klepp, team"), annex=True)
    found = read(data).pages
    assert len(found) > 2
    assert "Vedlegg: alle tall" in found[2].extract_text()
    assert "Slik er det talt" in " ".join(p.extract_text() for p in list(found)[2:])


def test_the_heads_of_the_table_have_the_tones_of_the_bars() -> None:
    css = Path(str(finders.find("report/council.css"))).read_text("utf-8")
    for tone, (fill, _outline, _ink) in TONES.items():
        assert f".tone--{tone.value} {{ background: {fill};" in css


def test_the_parts_of_a_bar_are_told_apart_in_black_and_white() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    filled = [lightness(fill) for fill, _outline, _ink in TONES.values()][:4]
    assert all(lighter - darker > 0.15 for darker, lighter in pairwise(filled))
    plot = pages("klepp, outside").fates.plot
    assert plot is not None and "stroke-dasharray" in plot.svg


@pytest.mark.parametrize("name", ["klepp, outside", "klepp, team"])
def test_the_pictures_fetch_nothing_and_have_one_name(name: str) -> None:
    for picture in pictures(pages(name)):
        assert picture.plot is not None
        assert picture.plot.svg.count('role="') == 1
        assert not re.search(r"\sstyle=|<script|href=|url\((?!#)|<image", picture.plot.svg)
