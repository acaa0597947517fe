"""Screening as a table of persons that a clinician can check by hand.

Every question is answered so that it fits the target group, except what stands under "other answers" ("?" is "we do
not know"). The limit is the municipality's age limit; a dash means that there is none.
"""

from dataclasses import replace
from pathlib import Path

from fotfeste.care.pathway.rules.referral.screening import Recommendation, asked, recommend, unknown_codes
from fotfeste.care.service_model import rules as service_model
from fotfeste.care.terms.rules.vocabulary import Group

PERSONS = """
who                                      | age | limit | other answers                                     | advice        | better offer               | because
fits in every way                        |  82 |   -   | -                                                 | include       | -                          | -
young, no limit here                     |  34 |   -   | -                                                 | include       | -                          | -
too young for the limit                  |  64 |  65   | -                                                 | exclude       | rehabilitation_at_home     | too_young
just old enough                          |  65 |  65   | -                                                 | include       | -                          | -
age not known, and there is a limit      |   ? |  65   | -                                                 | find_out_more | -                          | age_unknown
age not known, and there is none         |   ? |   -   | -                                                 | include       | -                          | -
only a physiotherapist is needed         |  79 |   -   | several_professions=no                            | exclude       | one_profession             | several_professions
cannot be alone at night                 |  88 |   -   | safe_at_home=no                                   | exclude       | municipal_institution      | safe_at_home
hard to follow guidance: to be weighed   |  85 |   -   | severe_cognitive_impairment=yes                   | find_out_more | -                          | severe_cognitive_impairment
hard to follow, and not safe at home     |  85 |   -   | severe_cognitive_impairment=yes safe_at_home=no   | exclude       | municipal_institution      | safe_at_home severe_cognitive_impairment
dementia, severity not known             |  85 |   -   | severe_cognitive_impairment=?                     | find_out_more | -                          | severe_cognitive_impairment
alcohol is the main problem              |  61 |   -   | mental_illness_or_addiction=yes                   | exclude       | mental_health_or_addiction | mental_illness_or_addiction
last phase of life                       |  77 |   -   | terminal_phase=yes                                | exclude       | palliative_care            | terminal_phase
falls nobody has explained               |  80 |   -   | medically_unclear=yes                             | exclude       | medical_clarification      | medically_unclear
severe stroke, needs months              |  70 |   -   | larger_needs=yes                                  | exclude       | rehabilitation_at_home     | larger_needs
does not want to                         |  83 |   -   | motivation=no                                     | exclude       | home_services              | motivation
wish to train not known                  |  83 |   -   | motivation=?                                      | find_out_more | -                          | motivation
function cannot become better            |  90 |   -   | potential=no                                      | exclude       | home_services              | potential
well, wants to stay so                   |  72 |   -   | function_loss=no less_help=no                     | exclude       | health_promotion           | function_loss less_help
no loss yet, but can put help off        |  72 |   -   | function_loss=no                                  | include       | -                          | -
lost function, help will stay the same   |  91 |   -   | less_help=no                                      | include       | -                          | -
lost function, effect on help not known  |  91 |   -   | less_help=?                                       | include       | -                          | -
dying and unsafe: the graver names it    |  88 |   -   | terminal_phase=yes safe_at_home=no                | exclude       | palliative_care            | terminal_phase safe_at_home
a no weighs more than what is not known  |  88 |   -   | safe_at_home=no motivation=?                      | exclude       | municipal_institution      | safe_at_home
nothing known at all                     |  88 |   -   | potential=? motivation=? several_professions=?    | find_out_more | -                          | potential motivation several_professions
"""  # noqa: E501

MODEL = service_model.load(
    (Path(service_model.__file__).parents[1] / "presets" / "gjovik.toml").read_text(encoding="utf-8")
)
FITS = {criterion.code: str(criterion.speaks_for) for criterion in asked(MODEL)}


def persons() -> list[list[str]]:
    rows = [[cell.strip() for cell in line.split("|")] for line in PERSONS.strip().splitlines()]
    return rows[1:]


def advice_for(age: str, limit: str, other: str) -> Recommendation:
    answers = dict(FITS)
    for pair in other.split() if other != "-" else []:
        code, answer = pair.split("=")
        answers[code] = {"?": "unknown"}.get(answer, answer)
    assert unknown_codes(answers) == []
    own = replace(MODEL.eligibility, minimum_age=None if limit == "-" else int(limit))
    model = replace(MODEL, eligibility=own)
    return recommend(answers, model=model, age=None if age == "?" else int(age))


def test_every_person_in_the_table_gets_the_advice_a_clinician_would_expect() -> None:
    wrong = []
    for who, age, limit, other, advice, offer, because in persons():
        found = advice_for(age, limit, other)
        said = (str(found.advice), str(found.alternative or "-"))
        if said != (advice, offer) or (because != "-" and set(found.because) != set(because.split())):
            wrong.append(f"{who}: {said}, because {' '.join(found.because)}")
    assert wrong == []
    assert len(persons()) == 25


def test_a_first_time_applicant_who_fits_is_told_that_the_effect_is_often_best_then() -> None:
    found = recommend(FITS, model=MODEL, age=82, group=Group.FIRST_TIME)
    assert found.because[0] == "first_time"
    assert "first_time" not in recommend(FITS, model=MODEL, age=82, group=Group.EXISTING).because


def test_every_question_can_by_itself_change_the_advice_or_stand_as_a_reason() -> None:
    for criterion in asked(MODEL):
        code = criterion.code
        turned = {**FITS, code: "no" if criterion.speaks_for == "yes" else "yes"}
        found = recommend(turned, model=MODEL, age=82)
        assert found != recommend(FITS, model=MODEL, age=82), code


def test_no_answers_at_all_is_never_taken_for_yes_or_no() -> None:
    found = recommend({}, model=MODEL, age=82)
    assert found.advice == "find_out_more"
    assert set(found.because) == {c.code for c in asked(MODEL) if c.kind != "inclusion"}
