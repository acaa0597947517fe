"""Every definition is whole: words in three languages, limits with sources, a licence, and values that fit its rule."""

import dataclasses

import pytest

from fotfeste.care.assessment.rules.answers import REASON_NAMES, AnswerError, Reason
from fotfeste.care.assessment.rules.definition import Cutoff, LicenceClass
from fotfeste.care.assessment.rules.fields import Block, IntegerChoice, Rating
from fotfeste.care.assessment.rules.registry import INSTRUMENTS, get
from fotfeste.care.assessment.rules.scoring import score
from fotfeste.care.assessment.rules.thresholds import KIND_NAMES, Kind, Source, Threshold
from fotfeste.care.assessment.rules.wording import Text, joined, number, same

every_instrument = pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)


def texts_in(thing):
    """Every `Text` inside a definition."""
    if isinstance(thing, Text):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for one in dataclasses.fields(thing):
            yield from texts_in(getattr(thing, one.name))
    elif isinstance(thing, tuple):
        for one in thing:
            yield from texts_in(one)


@every_instrument
def test_every_limit_names_a_value_of_its_instrument_and_a_source(instrument):
    for version in instrument.versions:
        codes = {value.code for value in version.values}
        assert {limit.of for limit in instrument.thresholds} <= codes
    assert all(limit.source.citation for limit in instrument.thresholds)


@every_instrument
def test_every_version_can_be_scored_from_nothing_without_a_number(instrument):
    for version in instrument.versions:
        scored = score(instrument, {}, version=version.code)
        assert [value.code for value in scored.values] == [value.code for value in version.values]
        assert all(value.number is None for value in scored.values)
        assert scored.completeness.answered == 0 and scored.completeness.missing


@every_instrument
def test_words_have_no_unfilled_part_and_nynorsk_is_not_bokmal_copied(instrument):
    texts = list(texts_in(instrument))
    assert not [text for text in texts if "{" in text.en + text.nb + text.nn]
    assert not [text for text in texts if len(text.nb) > 60 and text.nb == text.nn]


@every_instrument
def test_every_instrument_explains_itself_and_says_who_holds_it(instrument):
    assert len(instrument.explanation.nb) > 60
    assert instrument.licence.holder and instrument.source.citation


@every_instrument
def test_every_version_gives_something_to_look_at_a_score_or_parts_on_a_scale(instrument):
    for version in instrument.versions:
        assert version.values or version.part_scales


@every_instrument
def test_every_code_fits_where_it_is_stored(instrument):
    assert len(instrument.code) <= 30
    assert all(len(version.code) <= 40 for version in instrument.versions)
    assert all(len(reason.value) <= 30 for reason in instrument.not_done)


@every_instrument
def test_a_value_counted_over_others_names_values_of_the_same_version(instrument):
    for version in instrument.versions:
        codes = {value.code for value in version.values}
        scales = {scale.code for scale in version.part_scales}
        assert all(set(value.over) <= codes for value in version.values)
        assert all(value.rated_as in scales for value in version.values if value.rated_as)


@every_instrument
def test_codes_point_at_something_the_instrument_has(instrument):
    version = instrument.versions[0]
    has = {"instrument", *(field.code for field in version.fields), *(value.code for value in version.values)}
    assert {code.target for code in instrument.codes} <= has


@every_instrument
def test_choices_are_evenly_spaced_so_that_lowest_and_highest_bound_them(instrument):
    for field in (one for version in instrument.versions for one in version.fields):
        if isinstance(field, IntegerChoice):
            values = [option.value for option in field.options]
            assert values == list(range(field.low, field.high + 1, values[1] - values[0]))


@every_instrument
def test_every_band_names_a_value_of_its_instrument_and_says_so_when_it_is_not_verified(instrument):
    for version in instrument.versions:
        assert {band.of for band in instrument.cutoffs} <= {value.code for value in version.values}
    for band in instrument.cutoffs:
        assert band.source.citation
        assert band.source.verified or "kontrollert" in band.caution.nb.lower()


@every_instrument
def test_where_wording_may_not_be_shipped_items_have_numbers_and_no_words(instrument):
    if instrument.licence.licence_class is LicenceClass.SHIP_SCORING_ONLY or instrument.code == "sunnaas":
        for field in (one for version in instrument.versions for one in version.asked):
            if isinstance(field, Rating):
                assert (field.low_label, field.high_label, field.help) == (None, None, None)
                assert field.label.nb.split()[-1] == field.code.removeprefix("item_")


def test_the_version_meant_when_none_is_named_cannot_be_mistaken_for_another():
    usual = {code: instrument.usual for code, instrument in INSTRUMENTS.items() if instrument.usual}
    assert usual == {"barthel": "norwegian_20"}
    most = {field.code: field.high for field in get("barthel").version("times_5").fields}
    for code, points in most.items():
        with pytest.raises(AnswerError):
            score(get("barthel"), {code: points})


def test_copm_ships_results_only_and_no_words_for_the_ends_of_its_scales():
    assert get("copm").licence.licence_class is LicenceClass.RESULTS_ONLY
    (block,) = get("copm").versions[0].fields
    assert isinstance(block, Block)
    assert not [field for field in block.fields if getattr(field, "low_label", None)]


def test_no_code_is_claimed_where_none_was_verified():
    none_found = ("amps", "berg", "copm", "fes_i_short", "fim", "gait_speed", "grip", "psfs", "soc13", "sppb")
    assert [code for name in (*none_found, "sunnaas", "who5") for code in get(name).codes] == []
    assert {code.code for code in get("tug").codes} == {"89422-0", "89423-8"}
    assert [(code.target, code.code) for code in get("chair_stand_30s").codes] == [("instrument", "450738001")]


def test_every_reason_and_kind_of_limit_has_words():
    assert set(REASON_NAMES) == set(Reason) and set(KIND_NAMES) == set(Kind)


@pytest.mark.parametrize(("value", "high", "citation"), [(0, None, "x"), (-1, None, "x"), (2, 1, "x"), (2, None, "")])
def test_a_limit_without_a_positive_size_or_a_source_cannot_be_made(value, high, citation):
    with pytest.raises(ValueError, match="Threshold"):
        Threshold(
            of="total",
            kind=Kind.MIC,
            value=value,
            value_high=high,
            unit="points",
            population=same("x"),
            source=Source(citation),
        )


def test_a_number_not_seen_in_any_source_is_no_limit_and_no_band_without_a_warning():
    quoted = Source("quoted on the web", verified=False)
    with pytest.raises(ValueError, match="not verified"):
        Threshold(of="total", kind=Kind.MIC, value=22, unit="points", population=same("x"), source=quoted)
    with pytest.raises(ValueError, match="not verified"):
        Cutoff(of="total", name=same("x"), high=45, source=quoted)


def test_a_wording_without_one_of_its_languages_cannot_be_made():
    with pytest.raises(ValueError, match="lacks a language"):
        Text("Yes", "Ja", "")


def test_a_reader_of_northern_sami_gets_bokmal_until_there_are_words():
    text = Text("time", "tid", "stund")
    assert [text.in_language(tag) for tag in ("nb", "nn-NO", "en_GB", "se", "")] == [
        "tid",
        "stund",
        "time",
        "tid",
        "tid",
    ]


def test_numbers_are_written_as_people_write_them():
    assert number(-2.25, 1) == Text("−2.2", "−2,2", "−2,2")
    assert number(-0.04, 1).nb == "0,0"
    assert joined([same("a"), same("b"), same("c")]).nb == "a, b og c"
