"""Components escape what they are handed, say days twice (screen and paper) and refuse tones they do not know."""

from datetime import date

import pytest
from django.template import TemplateSyntaxError, engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from fotfeste.ground.ui import icons

TODAY = date(2026, 11, 22)


def drawn(source: str, **context: object) -> str:
    with translation.override("nb"):
        return engines["django"].from_string(source).render({"today": TODAY, **context})


def test_a_day_has_words_on_the_screen_and_the_date_on_paper_and_on_hover():
    html = drawn("{% when day %}", day=date(2026, 11, 23))
    assert '<span class="on-screen">i morgen</span><span class="on-paper">23.11.2026</span>' in html
    assert 'title="mandag 23. november 2026"' in html and 'datetime="2026-11-23"' in html


def test_no_day_is_a_dash():
    assert drawn("{% when day %}{% due day %}", day=None) == "––"


@pytest.mark.parametrize(
    "source",
    [
        "{% status name %}",
        "{% heading title=name lead=name %}{% endheading %}",
        "{% card title=name note=name %}{% endcard %}",
        "{% table caption=name count=1 %}{% endtable %}",
        "{% event day=today title=name kind=name %}{% endevent %}",
        "{% banner title=name quote=name %}",
        "{% button name url=name %}",
        "{% empty name name %}",
        "{% more name %}{% endmore %}",
        "{% score_change name name name %}",
        "{% card %}{{ name }}{% endcard %}",
    ],
)
def test_markup_in_a_name_is_shown_as_text_in_every_component(source):
    html = drawn(source, name="<b onclick=x>Ås</b>")
    assert "<b onclick" not in html and "&lt;b onclick=x&gt;" in html


def test_a_tone_nobody_knows_is_refused_with_the_ones_there_are():
    with pytest.raises(TemplateSyntaxError, match="Use one of: neutral"):
        drawn('{% status "x" "pink" %}')


def test_every_icon_is_hidden_from_screen_readers():
    assert all('aria-hidden="true"' in icons.markup(name) for name in icons.NAMES)


def test_a_missing_value_in_a_list_of_facts_is_a_dash_but_zero_is_shown():
    html = drawn("{% facts items %}", items=[("Tolk", None), ("Trapper", 0)])
    assert "<dd>–</dd>" in html and "<dd>0</dd>" in html


@override_settings(ROOT_URLCONF="fotfeste.ground.ui.urls")
@pytest.mark.parametrize("name", ["400", "403", "404", "403_csrf"])
def test_an_error_page_has_one_heading_and_a_way_on(name):
    with translation.override("nb"):
        html = render_to_string(f"{name}.html", {}, RequestFactory().get("/"))
    assert html.count("<h1") == 1 and 'href="/"' in html and 'lang="nb"' in html


def test_the_page_for_our_own_faults_needs_neither_request_nor_database():
    with translation.override("nn"):
        html = render_to_string("500.html")
    assert "Noko gjekk gale hos oss" in html and 'lang="nn"' in html


def test_a_part_that_says_the_same_to_everybody_follows_the_language_and_knows_nothing_of_the_page():
    source = '{% unchanging "ui/shortcuts.html" %}'
    with translation.override("en"):
        english = engines["django"].from_string(source).render({"today": TODAY})
    assert "Keyboard shortcuts" in english and "Keyboard shortcuts" not in drawn(source)
    # A part that asks for the reader gets none, whoever the page is for.
    reader = RequestFactory().get("/")
    assert "Vakker" not in engines["django"].from_string('{% unchanging "ui/facts.html" %}').render(
        {"items": [("Name", "Vakker Blomst")]}, reader
    )
