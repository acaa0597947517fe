"""A field that does not apply is neither checked nor saved, and says so to the script; what stands in it is kept."""

import pytest
from django import forms as django_forms
from django.template import engines
from django.utils import translation

from fotfeste.ground.ui import forms
from fotfeste.ground.ui.rules.conditions import chosen, filled


class Way(forms.Form):
    route = django_forms.ChoiceField(label="Vei inn", choices=[("hospital", "Sykehus"), ("home", "Hjemmefra")])
    home_on = forms.DateField(label="Reiser hjem", required=False)
    ward = django_forms.CharField(label="Avdeling")
    phone = django_forms.CharField(label="Telefon", required=False)
    name = django_forms.CharField(label="Navn", required=False)
    only = {"home_on": chosen("route", "hospital", words="Bare fra sykehus."), "ward": filled("home_on")}
    needed = {"home_on": chosen("route", "hospital"), "name": filled("phone", words="Skriv navnet også.")}


@pytest.fixture(autouse=True)
def bokmal():
    with translation.override("nb"):
        yield


def sent(**data):
    form = Way(data)
    form.is_valid()
    return form


def drawn(name, form):
    return engines["django"].from_string("{% field form." + name + " %}").render({"form": form})


def test_what_does_not_apply_is_not_checked_and_not_saved_and_is_there_still():
    form = sent(route="home", home_on="ikke en dag", ward="3B")
    assert form.errors == {} and form.cleaned_data["home_on"] is None and form.cleaned_data["ward"] == ""
    assert 'value="ikke en dag"' in drawn("home_on", form) and "data-not-now" in drawn("home_on", form)


def test_what_applies_is_checked_as_any_other_field():
    assert set(sent(route="hospital", home_on="ikke en dag").errors) == {"home_on", "ward"}
    assert sent(route="hospital", home_on="2.12", ward="3B").is_valid()


def test_a_field_that_applies_by_one_that_does_not_apply_itself_does_not_apply():
    assert sent(route="home", home_on="2.12").errors == {}


def test_what_must_be_filled_in_by_another_answer_is_said_with_its_name_or_in_its_own_words():
    assert sent(route="hospital").errors["home_on"] == ["Fyll ut «Reiser hjem»."]
    assert sent(route="home", phone="1").errors == {"name": ["Skriv navnet også."]}


def test_the_label_says_so_while_it_must_be_filled_in():
    must = drawn("home_on", Way({"route": "hospital"}))
    assert "må fylles ut" in must and "data-not-now" not in must and 'aria-required="true"' in must
    assert "data-not-now>må fylles ut" in drawn("home_on", Way({"route": "home"}))


def test_without_scripts_the_field_is_there_with_words_that_say_when():
    html = drawn("home_on", Way())
    assert "data-without-script>Bare fra sykehus.</p>" in html and "<input" in html


def test_a_section_goes_with_its_field():
    source = "{% goes_with form.home_on %}<h2>Fra sykehus</h2>{% endgoes_with %}"
    html = engines["django"].from_string(source).render({"form": Way()})
    assert html.startswith("<div data-only=") and "data-not-now" in html and "<h2>Fra sykehus</h2>" in html
