"""Forms understand what is typed, refuse in plain words and are drawn so that everybody can use them."""

from datetime import date, time
from decimal import Decimal

import pytest
from django import forms as django_forms
from django.template import engines
from django.utils import translation

from fotfeste.ground.ui import forms

TODAY = date(2026, 11, 22)


class Visit(forms.Form):
    day = forms.DateField(label="Dag", today=lambda: TODAY, latest=TODAY)
    born = forms.DateField(label="Født", today=lambda: TODAY, birth=True, help_text="Som i folkeregisteret")
    at = forms.TimeField(label="Klokka", required=False)
    minutes = forms.MinutesField(label="Tid på stedet", high=240)
    hours = forms.NumberField(label="Timer", decimals=1, low=0, high=40, unit="timer")
    effort = forms.RatingField(label="Anstrengelse", low=0, high=10, low_text="Ingen", high_text="Full")
    alone = forms.YesNoField(label="Bor alene", required=False)


GOOD = {"day": "i dag", "born": "2.3.44", "minutes": "1:30", "hours": "3,5", "effort": "7"}


@pytest.fixture(autouse=True)
def bokmal():
    with translation.override("nb"):
        yield


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def errors(**changes: str) -> dict[str, list[str]]:
    form = Visit({**GOOD, **changes})
    form.is_valid()
    return dict(form.errors)


def test_what_is_typed_becomes_days_numbers_and_answers():
    form = Visit({**GOOD, "at": "930", "alone": "no"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "day": TODAY,
        "born": date(1944, 3, 2),
        "at": time(9, 30),
        "minutes": 90,
        "hours": Decimal("3.5"),
        "effort": 7,
        "alone": False,
    }


def test_a_question_nobody_answered_is_no_answer_and_not_a_no():
    form = Visit(GOOD)
    assert form.is_valid() and form.cleaned_data["alone"] is None


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("day", "", "Fyll ut «Dag»."),
        ("day", "i morgen", "Skriv en dato som ikke er etter 22.11.2026."),
        ("born", "31.02.44", "Den dagen finnes ikke i kalenderen. Se over dag og måned."),
        ("born", "01.01.2027", "Datoen ligger fram i tid. Velg dagens dato eller en tidligere dato."),
        ("minutes", "300", "Skriv høyst 240 minutter."),
        ("hours", "41", "Skriv et tall fra 0 til 40."),
        ("hours", "3,55", "Skriv høyst 1 desimal."),
        ("at", "25", "Skriv klokkeslettet som timer og minutter, for eksempel 0930 eller 9.30."),
    ],
)
def test_a_refusal_says_what_to_write_instead(field, typed, words):
    assert errors(**{field: typed}) == {field: [words]}


def test_a_value_from_the_record_is_shown_as_people_write_it():
    form = Visit(initial={"day": date(2026, 3, 2), "at": time(9, 5), "hours": Decimal("3.5"), "alone": True})
    assert [form[name].value() for name in ("day", "at", "hours", "alone")] == ["02.03.2026", "09.05", "3,5", "yes"]


def test_a_field_ties_its_help_and_its_error_to_the_control():
    html = drawn("{% field form.born %}", form=Visit({**GOOD, "born": "x"}))
    assert 'aria-describedby="id_born_help id_born_error"' in html
    assert 'id="id_born_help"' in html and 'id="id_born_error"' in html
    assert 'aria-invalid="true"' in html and '<label class="ds-label" for="id_born">' in html


def test_the_unit_stands_inside_the_field():
    html = drawn("{% field form.hours %}", form=Visit())
    assert '<span class="ds-field-affix">timer</span>' in html


def test_buttons_of_a_rating_are_a_group_with_a_legend_and_one_control_each():
    html = drawn("{% field form.effort %}", form=Visit())
    assert html.count('type="radio"') == 11 and "<legend" in html and "Ingen" in html


def test_the_summary_links_every_fault_to_the_control_it_is_about():
    html = drawn("{% error_summary form %}", form=Visit({**GOOD, "day": "", "effort": ""}))
    assert 'href="#id_day"' in html and 'href="#id_effort_0"' in html and 'role="alert"' in html


def test_a_form_without_faults_has_no_summary():
    assert drawn("{% error_summary form %}", form=Visit(GOOD)).strip() == ""


def test_what_must_be_filled_in_is_marked_in_words_and_what_may_stay_empty_is_not():
    assert "må fylles ut" in drawn("{% field form.day %}", form=Visit())
    assert 'class="field__mark"' not in drawn("{% field form.at %}", form=Visit())


def test_a_form_of_a_library_marks_what_must_be_filled_in_as_ours_do():
    class Theirs(django_forms.Form):
        login = django_forms.CharField(label="Navn")

    assert "må fylles ut" in drawn("{% field form.login %}", form=Theirs())


def test_a_day_without_a_year_is_the_nearest_one_the_field_can_hold():
    class Period(forms.Form):
        born = forms.DateField(label="Født", today=lambda: TODAY, past=True)
        ended = forms.DateField(label="Siste dag", today=lambda: TODAY, earliest=date(2026, 2, 1), latest=TODAY)
        check = forms.DateField(label="Sjekk", today=lambda: TODAY, earliest=TODAY)

    form = Period({"born": "2/12", "ended": "2. feb", "check": "2.11"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"born": date(2025, 12, 2), "ended": date(2026, 2, 2), "check": date(2027, 11, 2)}
    html = drawn("{% field form.check %}", form=form)
    assert "tirsdag 2. november 2027" in html and 'data-earliest="2026-11-22"' in html


@pytest.mark.parametrize("typed", ["2.12.0026", "31.12.1899"])
def test_no_field_takes_a_day_before_1900(typed):
    for more in ({}, {"past": True}, {"birth": True}, {"earliest": date(1, 1, 1)}):
        field = forms.DateField(label="Dag", today=lambda: TODAY, **more)
        with pytest.raises(django_forms.ValidationError, match=r"før 01\.01\.1900"):
            field.clean(typed)


def test_a_day_next_week_in_a_field_for_days_that_have_been_is_told_as_ahead():
    field = forms.DateField(label="Sagt", today=lambda: date(2026, 11, 28), past=True)
    with pytest.raises(django_forms.ValidationError, match="fram i tid"):
        field.clean("2.12.26")


def test_what_someone_typed_is_shown_again_as_text_and_never_as_markup():
    html = drawn("{% fields form %}", form=Visit({**GOOD, "born": '"><script>alert(1)</script>'}))
    assert "<script>" not in html and "&lt;script&gt;" in html
