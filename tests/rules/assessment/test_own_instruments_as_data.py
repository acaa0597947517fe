"""A municipality's own instruments: a whole file gives an instrument, a faulty one every fault with its cure."""

import subprocess
import sys

import pytest

from fotfeste.care.assessment.rules import registry
from fotfeste.care.assessment.rules.answers import AnswerError, Reason
from fotfeste.care.assessment.rules.changes import ChangeError, change
from fotfeste.care.assessment.rules.definition import Instrument
from fotfeste.care.assessment.rules.fields import Number, Rating
from fotfeste.care.assessment.rules.local import read_file, read_files
from fotfeste.care.assessment.rules.registry import INSTRUMENTS, get
from fotfeste.care.assessment.rules.scoring import score

HEAD = """
code = "evening_calm"
version = "2026-11"
short_name = "Kveldsro"
score = "sum"
better = "higher"
rights = "Eksempel kommune"
name.nb = "Ro om kvelden"
explanation.nb = "Vi spør om hvordan kveldene er."
"""
ITEMS = """
[[items]]
code = "calm"
low = 0
high = 4
label.nb = "Kveldene er rolige"
label.nn = "Kveldane er rolege"
[[items]]
code = "sleep"
low = 0
high = 4
label.nb = "Jeg får sove"
low_label.nb = "Aldri"
high_label.nb = "Alltid"
"""
LIST = """
adds_to = "iplos"
version = "2027-01"
name.nb = "20 variabler fra 2027"
[[variables]]
code = "housework"
name.nb = "Alminnelig husarbeid"
[[variables]]
code = "medicines"
name.nb = "Medisiner"
"""


def read(text, known=INSTRUMENTS):
    found = read_file("a.toml", text, known)
    assert isinstance(found, Instrument), [str(fault) for fault in found]
    return found


def faults(text, known=INSTRUMENTS):
    found = read_file("a.toml", text, known)
    assert not isinstance(found, Instrument)
    return {fault.key: f"{fault.what} {fault.cure}" for fault in found}


def test_a_sum_is_over_all_items_and_open_when_one_is_missing():
    calm = read(HEAD + ITEMS)
    assert score(calm, {"calm": 3, "sleep": 4})["total"].number == 7
    assert score(calm, {"calm": 3})["total"].number is None
    total = calm.versions[0].values[0]
    assert (total.low, total.high, total.direction) == (0, 8, "higher")


def test_a_mean_needs_every_item_and_is_never_over_those_that_happen_to_be_there():
    calm = read((HEAD + ITEMS).replace('"sum"', '"mean"'))
    assert score(calm, {"calm": 3, "sleep": 4})["mean"].number == 3.5
    assert score(calm, {"calm": 3, "sleep": "refused"})["mean"].number is None
    assert (calm.versions[0].values[0].low, calm.versions[0].values[0].high) == (0, 4)


def test_without_a_score_every_item_stands_by_itself_and_has_no_mean():
    calm = read((HEAD + ITEMS).replace('"sum"', '"none"'))
    assert [(v.code, v.averaged, v.main) for v in calm.versions[0].values] == [
        ("calm", False, False),
        ("sleep", False, False),
    ]
    assert score(calm, {"calm": 3})["calm"].number == 3


def test_bokmal_stands_where_nynorsk_or_english_is_not_given():
    calm, sleep = read(HEAD + ITEMS).versions[0].fields
    assert (calm.label.nn, calm.label.en) == ("Kveldane er rolege", "Kveldene er rolige")
    assert sleep.label.nn == "Jeg får sove" and sleep.low_label.nb == "Aldri"


def test_items_refuse_what_is_off_their_scale_like_any_other():
    with pytest.raises(AnswerError) as refused:
        score(read(HEAD + ITEMS), {"calm": 5})
    assert refused.value.field == "calm"


def test_a_long_scale_is_typed_and_a_short_one_is_chosen():
    fields = read(HEAD + ITEMS.replace("high = 4", "high = 100", 1)).versions[0].fields
    assert isinstance(fields[0], Number) and fields[0].whole
    assert isinstance(fields[1], Rating)


def test_the_reasons_can_be_chosen_and_refused_and_not_done_are_there_otherwise():
    assert read(HEAD + ITEMS).versions[0].fields[0].reasons == (Reason.REFUSED, Reason.NOT_DONE)
    assert read('reasons = ["too_ill"]' + HEAD + ITEMS).versions[0].fields[0].reasons == (Reason.TOO_ILL,)


def test_it_has_no_limit_for_change_and_says_so():
    calm = read(HEAD + ITEMS)
    assert calm.thresholds == () and "ingen publisert grense" in calm.cautions[0].nb


FAULTS = [
    ("better", 'better = "up"', 'better = "higher"', "'up' is not one of the choices"),
    ("better", 'better = "hihger"', 'better = "higher"', "Did you mean 'higher'?"),
    ("scor", 'scor = "sum"', 'score = "sum"', "Did you mean 'score'?"),
    ("score", 'scor = "sum"', 'score = "sum"', "It is missing."),
    ("version", "version = 3", 'version = "2026-11"', "3 cannot be used."),
    ("version", 'version = "a b"', 'version = "2026-11"', "letters, digits"),
    ("code", 'code = "barthel"', 'code = "evening_calm"', "is the code of Barthel already"),
    ("code", 'code = "Evening calm"', 'code = "evening_calm"', "small letters"),
    ("name", "", 'name.nb = "Ro om kvelden"', 'Write name.nb = "…"'),
    ("name > nb", 'name.nn = "Ro"', 'name.nb = "Ro om kvelden"', "bokmål"),
    ("name > nb", 'name.nb = ""', 'name.nb = "Ro om kvelden"', "bokmål"),
    ("name > nbb", 'name.nb = "Ro"\nname.nbb = "Ro"', 'name.nb = "Ro om kvelden"', "Did you mean 'nb'?"),
    ("name", 'name = "Ro"', 'name.nb = "Ro om kvelden"', "is no table"),
    ("explanation", "", 'explanation.nb = "Vi spør om hvordan kveldene er."', "The wording is missing."),
    ("rights", "", 'rights = "Eksempel kommune"', "who holds the rights"),
    ("items 1 > low", "low = 4", "low = 0", "It is 4, and high is 4."),
    ("items 1 > low", 'low = "0"', "low = 0", "'0' cannot be used."),
    ("items 1 > low", "low = 0.5", "low = 0", "whole number"),
    ("items 1 > low", "low = true", "low = 0", "whole number"),
    ("items 2 > code", 'code = "calm"', 'code = "sleep"', "code of an earlier item"),
    ("items 2 > code", 'code = "total"', 'code = "sleep"', "what the score of all items is called"),
    ("items 2 > label", "", 'label.nb = "Jeg får sove"', "The wording is missing."),
    ("items 2 > hihg", "hihg = 4\nhigh = 4", None, "Did you mean 'high'?"),
    ("items 1 > main", "main = true\nlow = 0", "low = 0", "none of them is a score"),
    ("score", 'score = "mean"', 'score = "sum"', "not on one scale"),
]


@pytest.mark.parametrize(("key", "wrong", "right", "said"), FAULTS)
def test_a_fault_is_named_by_its_key_with_what_to_do(key, wrong, right, said):
    text = HEAD + ITEMS
    if said == "not on one scale":
        text = text.replace("high = 4", "high = 5", 1)
    if right is None:
        head, tail = text.rsplit("high = 4", 1)
        text = head + wrong + tail
    else:
        assert right in text
        text = text.replace(right, wrong, 1)
    assert said in faults(text)[key]


def test_every_fault_is_told_at_once_and_not_only_the_first():
    text = (HEAD + ITEMS).replace('"sum"', '"summ"').replace('"higher"', '"up"').replace("low = 0", "low = 9", 1)
    assert set(faults(text)) == {"score", "better", "items 1 > low"}


@pytest.mark.parametrize("text", ["code = ", "code = 'a'\ncode = 'b'", "[[items", "\x00"])
def test_what_is_not_toml_is_said_to_be_that(text):
    assert "not TOML" in faults(text)[""]


@pytest.mark.parametrize("items", ["", "items = 3", "items = []", "items = [1, 2]", "[items]\ncode = 'a'"])
def test_no_items_are_a_fault_and_not_an_empty_instrument(items):
    assert "[[items]]" in faults(HEAD + items)["items"]


def test_two_files_with_one_code_are_two_versions_and_the_last_is_offered_first():
    second = (HEAD + ITEMS).replace("2026-11", "2027-02").replace("high = 4", "high = 6")
    (calm,), found = read_files({"a.toml": HEAD + ITEMS, "b.toml": second}, INSTRUMENTS)
    assert not found and [version.code for version in calm.versions] == ["2027-02", "2026-11"]
    old, new = (score(calm, {"calm": 1, "sleep": 1}, version=one) for one in ("2026-11", "2027-02"))
    assert (old["total"].definition.high, new["total"].definition.high) == (8, 12)
    with pytest.raises(ChangeError):
        change(old, new)


def test_two_files_with_one_code_and_one_version_are_a_fault():
    _, found = read_files({"a.toml": HEAD + ITEMS, "b.toml": HEAD + ITEMS}, INSTRUMENTS)
    assert [(fault.file, fault.key) for fault in found] == [("b.toml", "version")]


def test_faults_of_all_files_are_told_together():
    _, found = read_files({"a.toml": HEAD, "b.toml": "x = 1"}, INSTRUMENTS)
    assert {fault.file for fault in found} == {"a.toml", "b.toml"}


def test_a_list_of_variables_becomes_the_first_version_of_iplos_and_the_old_one_stays():
    iplos = read(LIST)
    assert [version.code for version in iplos.versions] == ["2027-01", "2026-11"]
    scored = score(iplos, {"housework": 3, "medicines": 2}, version="2027-01")
    assert scored["needs_help"].number == 1 and scored["needs_help"].definition.high == 2


@pytest.mark.parametrize(
    ("right", "wrong", "key", "said"),
    [
        ('"iplos"', '"barthel"', "adds_to", "iplos"),
        ('"iplos"', '"ipols"', "adds_to", "Did you mean 'iplos'?"),
        ('"2027-01"', '"2026-11"', "version", "already"),
        ('"2027-01"', '"january"', "version", "2027-01"),
        ('"medicines"', '"housework"', "variables 2 > code", "in use already"),
        ('"medicines"', '"needs_help"', "variables 2 > code", "in use already"),
        ('name.nb = "Medisiner"', "", "variables 2 > name", "missing"),
        ("adds_to", "add_to", "add_to", "Did you mean 'adds_to'?"),
    ],
)
def test_a_faulty_list_is_refused_in_words(right, wrong, key, said):
    assert said in faults(LIST.replace(right, wrong))[key]


def test_an_instrument_cannot_take_the_place_of_another_and_lose_its_versions():
    before = dict(INSTRUMENTS)
    with pytest.raises(ValueError, match="lose a version"):
        registry.with_local([Instrument(**{**_fields(get("tug")), "versions": ()})])
    assert dict(INSTRUMENTS) == before


def _fields(instrument):
    return {name: getattr(instrument, name) for name in Instrument.__slots__}


STARTS = "import django; django.setup(); from fotfeste.care.assessment.rules.registry import INSTRUMENTS as I; "
SEES = (
    STARTS + "from fotfeste.insight.tables.extract.scores import INSTRUMENTS as J; print('evening_calm' in I, I == J)"
)


def started(folder, home, code=SEES):
    environment = {
        "DJANGO_SETTINGS_MODULE": "fotfeste.settings",
        "FOTFESTE_INSTRUMENTS": str(folder),
        "FOTFESTE_HOME": str(home),
        "DATABASE_URL": "postgresql://nobody@localhost:1/none",
    }
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_product_starts_with_the_instruments_of_its_folder_and_every_room_sees_them(tmp_path):
    (tmp_path / "calm.toml").write_text(HEAD + ITEMS, encoding="utf-8")
    (tmp_path / "note.txt").write_text("not an instrument", encoding="utf-8")
    ran = started(tmp_path, tmp_path / "home")
    assert ran.stdout.strip() == "True True", ran.stderr


def test_a_broken_file_stops_the_start_with_the_words_of_its_faults_and_no_traceback(tmp_path):
    (tmp_path / "calm.toml").write_text((HEAD + ITEMS).replace('"sum"', '"summ"'), encoding="utf-8")
    ran = started(tmp_path, tmp_path / "home")
    assert ran.returncode == 1 and "Traceback" not in ran.stderr
    assert "calm.toml, score: 'summ' is not one of the choices. Did you mean 'sum'?" in ran.stderr


def test_a_folder_that_is_not_there_or_not_utf_8_is_said_in_words(tmp_path):
    assert "cannot be read" in started(tmp_path / "nowhere", tmp_path / "home").stderr
    (tmp_path / "calm.toml").write_bytes(b"\xff\xfe")
    ran = started(tmp_path, tmp_path / "home")
    assert ran.returncode == 1 and "cannot be read" in ran.stderr and "Traceback" not in ran.stderr
