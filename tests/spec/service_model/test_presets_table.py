"""One person carried through the whole pathway by the pure rules of each preset.

Anna, 79, applies in the autumn of 2026, comes home from hospital after a stroke where the preset takes those, and needs
what the preset asks for. Every day can be checked in a calendar: the referral comes on Monday 7 September 2026.
Training begins three working days after the answer is due, and the period has the usual length. The same table is
worked out anew by `course_of`, line by line.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from fotfeste.care.pathway.rules.deadlines import add_working_days, appeal_before, contact_due, is_working_day
from fotfeste.care.pathway.rules.decision.content import lacking
from fotfeste.care.pathway.rules.follow_up import due_days
from fotfeste.care.pathway.rules.period.care_team import may_train
from fotfeste.care.pathway.rules.period.course import extended_end, longest_end, meeting_days, review_window
from fotfeste.care.pathway.rules.period.weeks import last_day
from fotfeste.care.pathway.rules.referral.screening import asked, recommend
from fotfeste.care.service_model import rules as service_model
from fotfeste.care.service_model.rules import ServiceModel, load
from fotfeste.care.service_model.rules.taper import curve
from fotfeste.care.terms.rules.vocabulary import Group

PRESETS = Path(service_model.__file__).parents[1] / "presets"
RECEIVED = date(2026, 9, 7)
DISCHARGED = date(2026, 9, 9)

TABLE = """
fredericia
  contact due           | 09.09.26
  answer due            | 21.09.26
  eligible              | yes
  aged 60               | no: too_young → rehabilitation_at_home
  had home services     | no: not_this_group → home_services
  hip, not stroke       | yes
  one profession        | no: several_professions → one_profession
  mild memory loss      | yes
  decision              | specific, says how often
  appeal by             | 19.10.26
  first visit           | 2 of 2 professions
  a trainer trains      | yes
  training              | 24.09.26–04.11.26, 6 weeks
  visits                | 7 7 5 4 3 2
  baseline by           | 08.10.26
  baseline              | copm sppb
  midway                | -
  discharge             | copm sppb
  meetings              | 28.09 05.10 12.10 19.10 26.10 02.11
  meets                 | coordinator therapist trainer
  review                | 15.10.26–15.10.26
  extended to           | 25.11.26
  never after           | 16.12.26
  check by home nursing | 18.11.26
  after 1 months        | 04.12.26 phone: no instrument
  after 3 months        | 04.02.27 home_visit: copm sppb
  after 6 months        | 04.05.27 phone: copm sppb
  after 12 months       | 04.11.27 home_visit: copm sppb
ostersund
  contact due           | 09.09.26
  answer due            | 21.09.26
  eligible              | yes
  aged 60               | yes
  had home services     | yes
  hip, not stroke       | yes
  one profession        | no: several_professions → one_profession
  mild memory loss      | yes
  decision              | unspecific, leaves how often open
  appeal by             | 19.10.26
  first visit           | 2 of 2 professions
  a trainer trains      | yes
  training              | 24.09.26–18.11.26, 8 weeks
  visits                | 5 5 4 4 3 3 2 1
  baseline by           | 08.10.26
  baseline              | copm sppb barthel
  midway                | copm
  discharge             | copm sppb barthel
  meetings              | 30.09 07.10 14.10 21.10 28.10 04.11 11.11 18.11
  meets                 | coordinator therapist trainer home_service
  review                | 22.10.26–22.10.26
  extended to           | 16.12.26
  never after           | 13.01.27
  check by home nursing | 02.12.26
  after 1 months        | 18.12.26 phone: no instrument
  after 3 months        | 18.02.27 home_visit: copm sppb
  after 6 months        | 18.05.27 phone: copm sppb
  after 12 months       | 18.11.27 home_visit: copm sppb
bodo
  contact due           | 09.09.26
  answer due            | 21.09.26
  eligible              | yes
  aged 60               | yes
  had home services     | yes
  hip, not stroke       | yes
  one profession        | no: several_professions → one_profession
  mild memory loss      | yes
  decision              | specific, says how often
  appeal by             | 19.10.26
  first visit           | 2 of 2 professions
  a trainer trains      | yes
  training              | 24.09.26–04.11.26, 6 weeks
  visits                | 5 5 5 5 3 2
  baseline by           | 08.10.26
  baseline              | icf copm sppb
  midway                | -
  discharge             | icf copm sppb
  meetings              | 24.09 01.10 08.10 15.10 22.10 29.10
  meets                 | coordinator therapist trainer allocator
  review                | 15.10.26–22.10.26
  extended to           | 18.11.26
  never after           | 16.12.26
  check by home nursing | 18.11.26
  after 1 months        | 04.12.26 phone: no instrument
  after 3 months        | 04.02.27 home_visit: copm sppb
  after 6 months        | 04.05.27 phone: copm sppb
  after 12 months       | 04.11.27 home_visit: copm sppb
bomlo
  contact due           | 09.09.26
  answer due            | 21.09.26
  eligible              | yes
  aged 60               | yes
  had home services     | yes
  hip, not stroke       | no: not_this_cause → rehabilitation_at_home
  one profession        | no: several_professions → one_profession
  mild memory loss      | yes
  decision              | unspecific, leaves how often open
  appeal by             | 19.10.26
  first visit           | 1 of 1 professions
  a trainer trains      | yes
  training              | 24.09.26–16.12.26, 12 weeks
  visits                | 5 5 5 5 5 5 5 4 3 3 2 1
  baseline by           | 08.10.26
  baseline              | barthel
  midway                | barthel
  discharge             | barthel
  meetings              | 29.09 06.10 13.10 20.10 27.10 03.11 10.11 17.11 24.11 01.12 08.12 15.12
  meets                 | coordinator therapist home_service
  review                | 05.11.26–19.11.26
  extended to           | 13.01.27
  never after           | 24.03.27
  check by home nursing | 30.12.26
  after 1 months        | 18.01.27 phone: no instrument
  after 3 months        | 16.03.27 home_visit: barthel
  after 6 months        | 16.06.27 phone: barthel
  after 12 months       | 16.12.27 home_visit: barthel
baerum
  contact due           | 09.09.26
  answer due            | 21.09.26
  eligible              | yes
  aged 60               | yes
  had home services     | yes
  hip, not stroke       | yes
  one profession        | no: three_professions → one_profession
  mild memory loss      | yes
  decision              | team, leaves how often open
  appeal by             | 19.10.26
  first visit           | 2 of 2 professions
  a trainer trains      | no
  training              | 24.09.26–18.11.26, 8 weeks
  visits                | 5 5 5 4 4 3 3 2
  baseline by           | 08.10.26
  baseline              | fim copm
  midway                | copm
  discharge             | fim copm
  meetings              | 30.09 14.10 28.10 11.11
  meets                 | coordinator therapist allocator
  review                | 22.10.26–22.10.26
  extended to           | 16.12.26
  never after           | 16.12.26
  check by home nursing | 02.12.26
  after 1 months        | 18.12.26 phone: no instrument
  after 3 months        | 18.02.27 home_visit: copm
  after 6 months        | 18.05.27 phone: copm
  after 12 months       | 18.11.27 home_visit: copm
trondheim_lerkendal
  contact due           | 09.09.26
  answer due            | 21.09.26
  eligible              | yes
  aged 60               | no: too_young → rehabilitation_at_home
  had home services     | yes
  hip, not stroke       | yes
  one profession        | no: several_professions → one_profession
  mild memory loss      | yes
  decision              | unspecific, leaves how often open
  appeal by             | 19.10.26
  first visit           | 2 of 2 professions
  a trainer trains      | no
  training              | 24.09.26–04.11.26, 6 weeks
  visits                | 5 5 4 4 3 2
  baseline by           | 08.10.26
  baseline              | icf copm sppb
  midway                | -
  discharge             | icf copm sppb
  meetings              | 29.09 06.10 13.10 20.10 27.10 03.11
  meets                 | coordinator therapist trainer manager
  review                | 15.10.26–15.10.26
  extended to           | 25.11.26
  never after           | 16.12.26
  check by home nursing | 18.11.26
  after 1 months        | 04.12.26 phone: no instrument
  after 3 months        | 04.02.27 home_visit: copm sppb
  after 6 months        | 04.05.27 phone: copm sppb
  after 12 months       | 04.11.27 home_visit: copm sppb
gjovik
  contact due           | 09.09.26
  answer due            | 21.09.26
  eligible              | yes
  aged 60               | yes
  had home services     | yes
  hip, not stroke       | yes
  one profession        | no: several_professions → one_profession
  mild memory loss      | yes
  decision              | unspecific, leaves how often open
  appeal by             | 19.10.26
  first visit           | 2 of 2 professions
  a trainer trains      | yes
  training              | 24.09.26–21.10.26, 4 weeks
  visits                | 5 4 3 2
  baseline by           | 08.10.26
  baseline              | icf copm sppb barthel
  midway                | -
  discharge             | icf copm sppb barthel
  meetings              | 29.09 06.10 13.10 20.10
  meets                 | coordinator therapist trainer
  review                | 08.10.26–08.10.26
  extended to           | 18.11.26
  never after           | 23.12.26
  check by home nursing | 04.11.26
  after 1 months        | 23.11.26 phone: copm sppb
  after 3 months        | 21.01.27 phone: copm sppb
  after 6 months        | 21.04.27 phone: copm sppb
  after 12 months       | 21.10.27 phone: copm sppb
mandal
  contact due           | 09.09.26
  answer due            | 21.09.26
  eligible              | yes
  aged 60               | yes
  had home services     | yes
  hip, not stroke       | yes
  one profession        | no: several_professions → one_profession
  mild memory loss      | yes
  decision              | specific, says how often
  appeal by             | 19.10.26
  first visit           | 2 of 2 professions
  a trainer trains      | yes
  training              | 24.09.26–04.11.26, 6 weeks
  visits                | 5 5 4 4 3 2
  baseline by           | 08.10.26
  baseline              | copm sppb
  midway                | -
  discharge             | copm sppb
  meetings              | 01.10 15.10 29.10
  meets                 | therapist trainer home_service
  review                | 15.10.26–15.10.26
  extended to           | 25.11.26
  never after           | 16.12.26
  check by home nursing | 18.11.26
  after 1 months        | 04.12.26 phone: no instrument
  after 3 months        | 04.02.27 home_visit: copm sppb
  after 6 months        | 04.05.27 phone: copm sppb
  after 12 months       | 04.11.27 home_visit: copm sppb
klepp
  contact due           | 09.09.26
  answer due            | 21.09.26
  eligible              | yes
  aged 60               | no: too_young → rehabilitation_at_home
  had home services     | yes
  hip, not stroke       | yes
  one profession        | no: several_professions → one_profession
  mild memory loss      | find out: cognitive_impairment
  decision              | specific, says how often
  appeal by             | 19.10.26
  first visit           | 2 of 2 professions
  a trainer trains      | yes
  training              | 24.09.26–21.10.26, 4 weeks
  visits                | 7 6 4 3
  baseline by           | 08.10.26
  baseline              | copm sppb
  midway                | -
  discharge             | copm sppb
  meetings              | 28.09 05.10 12.10 19.10
  meets                 | coordinator therapist trainer
  review                | 08.10.26–08.10.26
  extended to           | 04.11.26
  never after           | 18.11.26
  check by home nursing | 04.11.26
  after 1 months        | 23.11.26 phone: no instrument
  after 3 months        | 21.01.27 home_visit: copm sppb
  after 6 months        | 21.04.27 phone: copm sppb
  after 12 months       | 21.10.27 home_visit: copm sppb
intermunicipal
  contact due           | 09.09.26
  answer due            | 28.09.26
  eligible              | yes
  aged 60               | yes
  had home services     | yes
  hip, not stroke       | yes
  one profession        | no: several_professions → one_profession
  mild memory loss      | yes
  decision              | unspecific, leaves how often open
  appeal by             | 26.10.26
  first visit           | 2 of 2 professions
  a trainer trains      | yes
  training              | 01.10.26–11.11.26, 6 weeks
  visits                | 4 4 3 3 2 1
  baseline by           | 15.10.26
  baseline              | copm sppb
  midway                | -
  discharge             | copm sppb
  meetings              | 07.10 14.10 21.10 28.10 04.11 11.11
  meets                 | coordinator therapist trainer home_service allocator
  review                | 22.10.26–22.10.26
  extended to           | 02.12.26
  never after           | 23.12.26
  check by home nursing | 25.11.26
  after 1 months        | 11.12.26 phone: no instrument
  after 3 months        | 11.02.27 home_visit: copm
  after 6 months        | 11.05.27 phone: copm
  after 12 months       | 11.11.27 phone: copm
"""


def preset(name: str) -> ServiceModel:
    return load((PRESETS / f"{name}.toml").read_text(encoding="utf-8"))


def _day(day: date) -> str:
    return f"{day:%d.%m.%y}"


def course_of(name: str) -> Iterator[tuple[str, str]]:
    """What the rules say about Anna, step by step."""
    model = preset(name)
    hospital = "hospital_discharge" in model.eligibility.routes
    promise = model.deadlines
    before = DISCHARGED if promise.contact_before_discharge and hospital else None
    yield "contact due", _day(contact_due(RECEIVED, within=promise.contact_within_working_days, before=before))
    answer = add_working_days(RECEIVED, promise.answer_within_working_days)
    yield "answer due", _day(answer)
    yield "eligible", _advice(model, age=79)
    yield "aged 60", _advice(model, age=60)
    yield "had home services", _advice(model, age=79, group=Group.EXISTING)
    yield "hip, not stroke", _advice(model, age=79, cause="hip_fracture")
    yield "one profession", _advice(model, age=79, several_professions="no", three_professions="no")
    yield "mild memory loss", _advice(model, age=79, cognitive_impairment="yes")
    needs = lacking(model.decision, visits_per_week_first=None, visits_per_week_last=None, content="")
    yield "decision", f"{model.decision.type}, {'says how often' if needs else 'leaves how often open'}"
    yield "appeal by", _day(appeal_before(answer, weeks=model.decision.appeal_weeks))
    yield "first visit", f"{model.first_visit.staff} of {model.first_visit.professions} professions"
    trains = may_train("trainer", "health_care_worker", rule=model.training)
    yield "a trainer trains", "yes" if trains else "no"
    start = add_working_days(answer, 3)
    end = last_day(start, model.length.default_weeks)
    yield "training", f"{_day(start)}–{_day(end)}, {model.length.default_weeks} weeks"
    yield "visits", " ".join(map(str, curve(model.effort, model.length.default_weeks)))
    yield "baseline by", _day(start + timedelta(days=promise.baseline_within_days))
    for occasion in ("baseline", "midway", "discharge"):
        yield occasion, " ".join(model.instruments.at(occasion)) or "-"
    yield "meetings", " ".join(f"{day:%d.%m}" for day in meeting_days(model.meeting, since=start, until=end))
    yield "meets", " ".join(model.meeting.who)
    window = review_window(model.review, start=start, end=end)
    yield "review", f"{_day(window.first)}–{_day(window.last)}"
    yield "extended to", _day(extended_end(model.length, start=start, end=end))
    yield "never after", _day(longest_end(model.length, start=start))
    yield "check by home nursing", _day(end + timedelta(days=model.hand_over.check_after_days))
    days = due_days(end, model.follow_up.months, is_working_day)
    for months, (occasion, day) in zip(model.follow_up.months, days.items(), strict=True):
        how, what = model.follow_up.method_after(months), " ".join(model.instruments.at(occasion)) or "no instrument"
        yield f"after {months} months", f"{_day(day)} {how}: {what}"


def _advice(
    model: ServiceModel, *, age: int, group: Group = Group.FIRST_TIME, cause: str = "stroke", **other: str
) -> str:
    answers = {criterion.code: str(criterion.speaks_for) for criterion in asked(model)}
    answers |= {code: answer for code, answer in other.items() if code in answers}
    route = "hospital_discharge" if "hospital_discharge" in model.eligibility.routes else model.eligibility.routes[0]
    found = recommend(answers, model=model, age=age, group=group, route=route, function_loss="sudden", cause=cause)
    if found.advice == "include":
        return "yes"
    if found.advice == "find_out_more":
        return f"find out: {' '.join(found.because)}"
    return f"no: {' '.join(found.because)}" + (f" → {found.alternative}" if found.alternative else "")


def table() -> dict[str, dict[str, str]]:
    """The lines above by preset: a preset's name stands alone on its line."""
    found: dict[str, dict[str, str]] = {}
    for line in TABLE.strip().splitlines():
        step, bar, says = line.partition("|")
        if bar:
            found[list(found)[-1]][step.strip()] = says.strip()
        else:
            found[line.strip()] = {}
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in PRESETS.glob("*.toml")))
def test_anna_goes_the_way_that_a_clinician_can_check_by_hand(name: str) -> None:
    assert dict(course_of(name)) == table()[name]


def test_every_preset_has_its_lines_in_the_table() -> None:
    assert sorted(table()) == sorted(path.stem for path in PRESETS.glob("*.toml"))
