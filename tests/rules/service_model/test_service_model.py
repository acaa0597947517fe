"""The municipality's choices as data: every fault is found at once, and each says where it is and what to write."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from fotfeste.care.service_model import rules as service_model
from fotfeste.care.service_model.rules import KEYS, Kind, ServiceModel, ServiceModelError, load, read, write
from fotfeste.care.service_model.rules.keys import MEETING_ROLES, PROFESSIONS
from fotfeste.ground.access.rules.rights import Profession, Role

PRESETS = Path(service_model.__file__).parents[1] / "presets"
NAMES = sorted(path.stem for path in PRESETS.glob("*.toml"))
GJOVIK = (PRESETS / "gjovik.toml").read_text(encoding="utf-8")
CODES = ("copm", "sppb", "barthel", "icf", "tug")


def preset(name: str) -> ServiceModel:
    return load((PRESETS / f"{name}.toml").read_text(encoding="utf-8"), file=f"{name}.toml")


def test_there_is_a_preset_for_every_way_of_working_that_is_described():
    assert NAMES == [
        "baerum", "bodo", "bomlo", "fredericia", "gjovik", "intermunicipal", "klepp", "mandal", "ostersund",
        "trondheim_lerkendal",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_preset_can_be_used_and_says_what_is_the_sources_and_what_is_ours(name: str):
    assert preset(name).name
    comments = [line for line in (PRESETS / f"{name}.toml").read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
    assert any(line.startswith("# From the source") for line in comments)
    assert any(line.startswith("# Ours") for line in comments)


@pytest.mark.parametrize("name", NAMES)
def test_every_instrument_of_a_preset_is_one_of_ours(name: str):
    assert sorted(set(preset(name).instruments.all) - set(INSTRUMENTS)) == []


def test_a_version_saved_with_its_legal_ground_as_text_is_read_with_the_paragraphs_the_text_named():
    basis = 'legal_basis = ["hol-3-2-1-5", "hol-3-2-1-6a", "pbrl-2-1-2"]'
    older = GJOVIK.replace(
        basis,
        'law = "helse- og omsorgstjenesteloven § 3-2 første ledd nr. 5, jf. pasient- og brukerrettighetsloven § 2-1 a"',
    )
    for key in ("municipality_number", "phone_hours_nn", "phone_hours_en"):
        older = older.replace(f'{key} = ""\n', "")
    assert basis in GJOVIK and "municipality_number" not in older
    assert load(older).decision.legal_basis == ("hol-3-2-1-5", "pbrl-2-1-2")


def test_a_model_without_any_legal_ground_is_told_which_there_are():
    with pytest.raises(ServiceModelError, match=r"legal_basis: A value is missing here\. Write a list with some"):
        load(GJOVIK.replace("legal_basis", "# legal_basis"))


@pytest.mark.parametrize("name", NAMES)
def test_a_model_written_out_is_read_back_the_same(name: str):
    assert load(write(preset(name))) == preset(name)


def test_the_facts_of_the_sources_stand_in_the_presets():
    gjovik, bodo, bomlo, baerum, klepp = map(preset, ("gjovik", "bodo", "bomlo", "baerum", "klepp"))
    assert (gjovik.deadlines.contact_within_working_days, gjovik.first_visit.staff, gjovik.length.default_weeks) == (
        3,
        2,
        4,
    )
    assert bodo.eligibility.minimum_age is None and "allocator" in bodo.meeting.who
    assert (bodo.decision.type, bodo.team.full_time_equivalents["health_care_worker"]) == ("specific", 1.89)
    assert (bomlo.review.first_week, bomlo.review.last_week, bomlo.length.max_weeks) == (6, 8, 26)
    assert (baerum.eligibility.minimum_age, baerum.eligibility.professions_needed, baerum.meeting.every_weeks) == (
        18,
        3,
        2,
    )
    assert set(baerum.instruments.baseline) == {"fim", "copm"}
    assert (klepp.effort.hours_low, klepp.effort.hours_high, klepp.eligibility.minimum_age) == (4, 10, 65)
    assert not klepp.eligibility.mild_cognitive_impairment
    assert preset("fredericia").eligibility.groups == ("first_time",)
    assert preset("trondheim_lerkendal").eligibility.minimum_age == 65
    assert preset("mandal").team.teams == 0


# what is in the file | becomes | kind of fault | key | what the message says
BROKEN = """
name = "Gjøvik: innsatsteam som veileder"     | name = Gjøvik                        | not_toml             |                                        | presets show gjovik
decision = type                               | decision = type                      | not_toml             |                                        | not TOML
staff = 2                                     |                                      | missing              | first_visit.staff                      | a whole number from 1 to 5
staff = 2                                     | staff = 2\\nstaf_in_all = 3          | unknown_key          | first_visit.staf_in_all                | no such key
staff = 2                                     | staff = 2\\nprofesions = 2           | unknown_key          | first_visit.profesions                 | Did you mean first_visit.professions
[meeting]                                     | [meetings]                           | unknown_key          | meetings                               | Did you mean meeting
about =                                       | staff = 2\\nabout =                  | unknown_key          | staff                                  | Did you mean first_visit.staff
default_weeks = 4                             | default_weeks = "4"                  | wrong_type           | length.default_weeks                   | a whole number
default_weeks = 4                             | default_weeks = 4.5                  | wrong_type           | length.default_weeks                   | a whole number
default_weeks = 4                             | default_weeks = true                 | wrong_type           | length.default_weeks                   | It is true
contact_within_working_days = 3               | contact_within_working_days = 0      | out_of_range         | deadlines.contact_within_working_days  | from 1 to 30
appeal_weeks = 4                              | appeal_weeks = 2                     | out_of_range         | decision.appeal_weeks                  | from 4 to 52
contact_before_discharge = true               | contact_before_discharge = 1         | wrong_type           | deadlines.contact_before_discharge     | true or false
weekday = "tuesday"                           | weekday = "tirsdag"                  | unknown_word         | meeting.weekday                        | "tuesday"
weekday = "tuesday"                           | weekday = "tusday"                   | unknown_word         | meeting.weekday                        | Did you mean "tuesday"
type = "unspecific"                           | type = "vague"                       | unknown_word         | decision.type                          | "specific", "unspecific", "team"
"occupational_therapist", "nurse",            | "ergoterapeut", "nurse",             | unknown_word         | first_visit.who                        | "occupational_therapist"
nurse = 1.0                                   | nurs = 1.0                           | unknown_word         | team.full_time_equivalents             | Did you mean "nurse"
nurse = 1.0                                   | nurse = -1.0                         | out_of_range         | team.full_time_equivalents             | from 0 to 200
nurse = 1.0                                   | nurse = "one"                        | wrong_type           | team.full_time_equivalents             | a table of professions
"therapist", "trainer"]                       | "therapist", "doctor"]               | unknown_word         | meeting.who                            | "coordinator"
"team", "home_service"]                       | "team", "neighbours"]                | unknown_word         | training.by                            | "home_trainers"
months = [1, 3, 6, 12]                        | months = [3, 1, 6, 12]               | not_sorted           | follow_up.months                       | [1, 3, 6, 12]
months = [1, 3, 6, 12]                        | months = [1, 2, 6, 12]               | unknown_word         | follow_up.months                       | some of 1, 3, 6, 12
months = [1, 3, 6, 12]                        | months = [1, 3, 3, 12]               | twice                | follow_up.months                       | 3 is there twice
months = [1, 3, 6, 12]                        | months = "1, 3"                      | wrong_type           | follow_up.months                       | [1, 3, 6, 12]
"phone", "phone", "phone", "phone"]           | "phone", "phone"]                    | methods              | follow_up.methods                      | one way for each month
"phone", "phone", "phone", "phone"]           | "phone", "phone", "phone", "pigeon"] | unknown_word         | follow_up.methods                      | "home_visit"
first = 5                                     | first = 1                            | rises                | effort.last                            | high at first
first = 5                                     | visits_by_week = [4, 5, 3, 2]        | rises                | effort.visits_by_week                  | from 4 to 5
last = 2                                      | last = 2\\nvisits_by_week=[5,4,3,2]  | two_curves           | effort.visits_by_week                  | Keep one of the two
last = 2                                      |                                      | no_curve             | effort.last                            | week by week, or the first and the last
first = 5\\nlast = 2                          | visits_by_week = [5, 4, 3]           | other_length         | effort.visits_by_week                  | each of the 4 weeks
first = 5\\nlast = 2                          | visits_by_week = [40, 4, 3, 2]       | out_of_range         | effort.visits_by_week                  | from 0 to 28
max_weeks = 13                                | max_weeks = 3                        | longer_than_longest  | length.default_weeks                   | at most 3
max_weeks = 13                                | max_weeks = 4                        | no_room_to_extend    | length.extension                       | “none”
extension_weeks = 4                           |                                      | no_extension_weeks   | length.extension_weeks                 | how many weeks at a time
last_week = 2                                 | last_week = 9                        | review_after_end     | review.last_week                       | Write 4 or less
last_week = 2                                 | last_week = 1                        | review_order         | review.last_week                       | Write 2 or more
professions = 2\\nwho                         | professions = 3\\nwho                | more_professions_than_staff | first_visit.professions         | let more people go
"occupational_therapist", "nurse", "health_care_worker"] | ]                         | few_to_choose        | first_visit.who                        | Name more professions
staff = 2                                     | staff = 0                            | out_of_range         | first_visit.staff                      | from 1 to 5
groups =                                      | minimum_age=70\\nmaximum_age=60\\ngroups = | ages           | eligibility.minimum_age                | higher than the highest
groups =                                      | minimum_age = -1\\ngroups =          | out_of_range         | eligibility.minimum_age                | or leave the key out
name = "Gjøvik: innsatsteam som veileder"     | name = "  "                          | empty                | name                                   | a text in quotes
groups = ["first_time", "existing"]           | groups = []                          | empty                | eligibility.groups                     | "first_time"
baseline = ["icf", "copm",                    | baseline = ["copm", "copm",          | twice                | instruments.baseline                   | "copm" is there twice
baseline = ["icf", "copm",                    | baseline = ["icf", "comp",           | unknown_instrument   | instruments.baseline                   | Did you mean "copm"
baseline = ["icf", "copm",                    | baseline = ["rorschach",             | unknown_instrument   | instruments.baseline                   | "barthel"
municipality_number = ""                      | municipality_number = "461"          | municipality_number  | sender.municipality_number             | four digits
municipality_number = ""                      | municipality_number = "9901"         | municipality_number  | sender.municipality_number             | the county
"hol-3-2-1-5", "hol-3-2-1-6a",                | "hol-3-2-1-5", "hol-3-2-1-6",        | unknown_word         | decision.legal_basis                   | "hol-3-2-1-6b"
"hol-3-2-1-5", "hol-3-2-1-6a",                | "hol-3-1",                           | no_service           | decision.legal_basis                   | names a service
appeal_weeks = 4                              | appeal_weeks = 4\\nnew_administration_act_from = 2020-01-01 | before_the_act | decision.new_administration_act_from | 2025-06-20
"hol-3-2-1-5", "hol-3-2-1-6a", "pbrl-2-1-2"   |                                      | empty                | decision.legal_basis                   | "hol-3-2-1-5"
midway = []                                   | midway = "copm"                      | wrong_type           | instruments.midway                     | ["copm", "sppb"]
months = [1, 3, 6, 12]\\nmethods = ["phone",  | months = [1, 3, 6]\\nmethods = [     | nobody_contacted_then | instruments.month_12                  | Add the month
every_weeks = 1                               | every_weeks = 2                      | no_day_to_count_from | meeting.first_on                       | such as 2027-01-05
every_weeks = 1                               | every_weeks = 2\\nfirst_on = "5.1."  | wrong_type           | meeting.first_on                       | a date without quotes
every_weeks = 1                               | every_weeks = 2\\nfirst_on = 2027-01-06 | other_weekday     | meeting.first_on                       | not a Tuesday
shape = "even"                                | shape = "even"\\nhours_low = 9\\nhours_high = 4 | hours     | effort.hours_low                       | Write 4 or fewer
shape = "even"                                | shape = "even"\\nhours_low = nan     | out_of_range         | effort.hours_low                       | from 0 to 60
[hand_over]\\ncheck_after_days = 14           | hand_over = 14                       | not_toml_or_table    | hand_over.check_after_days             | a table that begins with
"""  # noqa: E501


def rows() -> list[list[str]]:
    return [[cell.strip().replace("\\n", "\n") for cell in line.split("|")] for line in BROKEN.strip().splitlines()]


def broken(before: str, after: str) -> str:
    if before == "decision = type":
        return GJOVIK + "[[[\n"
    if after == "hand_over = 14":
        return "hand_over = 14\n" + GJOVIK.replace(before, "")
    assert before in GJOVIK, before
    return GJOVIK.replace(before, after, 1)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[2]}-{row[3]}")
def test_every_kind_of_fault_is_recognised_and_says_file_key_and_cure(row: list[str]):
    before, after, kind, key, says = row
    with pytest.raises(ServiceModelError) as refused:
        load(broken(before, after), instruments=CODES, file="klokkevik.toml")
    found = [fault for fault in refused.value.faults if fault.key == key]
    assert found, refused.value
    assert {fault.kind for fault in found} & {kind, "wrong_type" if kind == "not_toml_or_table" else kind}
    assert any(says in fault.said() for fault in found), [fault.said() for fault in found]
    assert f"klokkevik.toml: {key}" in str(refused.value)


def test_the_table_holds_more_than_twenty_kinds_of_fault():
    assert len({row[2] for row in rows()}) > 20


def test_all_faults_are_told_at_once_in_the_order_of_the_keys():
    text = GJOVIK.replace("staff = 2", "staff = 9").replace('"tuesday"', '"tusday"').replace("first = 5", "first = 1")
    with pytest.raises(ServiceModelError) as refused:
        load(text)
    assert [fault.key for fault in refused.value.faults] == ["first_visit.staff", "effort.last", "meeting.weekday"]


def test_an_empty_file_lacks_every_key_that_is_needed_and_nothing_else():
    with pytest.raises(ServiceModelError) as refused:
        load("")
    missing = [fault.key for fault in refused.value.faults if fault.kind == "missing"]
    assert missing == [k.path for k in KEYS.values() if k.needed and k.kind is not Kind.INSTRUMENTS]


def test_without_the_list_of_instruments_any_code_may_stand():
    assert load(GJOVIK.replace('"icf"', '"something_new"')).instruments.baseline[0] == "something_new"


def test_a_text_with_quotes_lines_and_control_characters_survives_the_file():
    model = load(GJOVIK)
    odd = 'Sagt: "ja"\\nei\n\tog \x00 \x7f så'
    with_it = replace(model, decision=replace(model.decision, text=odd), sender=replace(model.sender, phone="12 34"))
    assert load(write(with_it)) == with_it


def test_what_a_meeting_is_counted_from_is_kept_as_a_date():
    model = load(GJOVIK.replace("every_weeks = 1", "every_weeks = 2\nfirst_on = 2027-01-05"))
    assert model.meeting.first_on == date(2027, 1, 5)
    assert load(write(model)) == model


def test_professions_and_roles_are_those_of_the_table_of_rights():
    assert set(PROFESSIONS) == set(Profession)
    assert set(MEETING_ROLES) <= set(Role)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*KEYS, "effort", "meeting", "team", "follow_up"]), JUNK, max_size=12))
def test_whatever_stands_in_a_file_it_is_a_model_or_a_list_of_faults(given_data: dict[str, object]):
    data: dict[str, object] = {}
    for path, value in given_data.items():
        group, _, name = path.rpartition(".")
        if group:
            table = data.setdefault(group, {})
            if isinstance(table, dict):
                table[name] = value
        else:
            data[name] = value
    found = read(data, instruments=CODES)
    assert isinstance(found, ServiceModel) or all(fault.said() for fault in found)
