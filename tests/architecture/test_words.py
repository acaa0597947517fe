"""The checks of words and of reading level stop what they should, let the rest pass, and name what to write instead."""

import re
from pathlib import Path

import pytest

from tools import levels, messages, texts, words
from tools.reading import lix, sentences_of, words_of
from tools.texts import ROOT, Told

ROWS = words.banned(words.DATA.read_text())
USERS = ROOT / "docs" / "brukere"
IN_NYNORSK = sorted((USERS / "nn").glob("*.md"))


def told(text: str, language: str = "nb", entry: str = "'What it is'") -> Told:
    return Told(language, text, Path("src/fotfeste/care/pathway/locale/nb/LC_MESSAGES/django.po"), entry)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.instead)
def test_every_banned_word_is_stopped_in_the_text_it_was_seen_in_and_not_in_the_better_one(row: words.Banned):
    for language in row.languages:
        assert row.found_in(told(row.bad, language))
        assert not row.found_in(told(row.good, language))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.instead)
def test_a_word_is_not_stopped_in_a_language_it_is_not_banned_in(row: words.Banned):
    assert not any(row.found_in(told(row.bad, other)) for other in {"nb", "nn", "en"} - set(row.languages))


def test_a_banned_word_in_the_product_is_told_with_file_entry_and_what_to_write(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(words, "all_texts", lambda: [told("Besøket ble ikke noe av")])
    monkeypatch.setattr(words, "catalogues", lambda: [])
    said = "\n".join(words.problems())
    assert "pathway/locale/nb/LC_MESSAGES/django.po: 'What it is'" in said
    assert "Det ble ikke noe av besøket" in said


GLOSSARY = """
| English (code) | bokmål | nynorsk |
|---|---|---|
| hand-over plan | overleveringsplan | overleveringsplan |
| letter | brev | brev |
| taper | trappe ned, nedtrapping | trappe ned, nedtrapping |
| reablement | hverdagsrehabilitering | — |
"""


def otherwise(text: str, key: str) -> list[str]:
    senses = {"letter": {"words": ["bokstav"], "because": "of the alphabet"}}
    return list(words.said_otherwise([told(text, entry=repr(key))], words.concepts(GLOSSARY), senses))


def test_a_translation_that_leaves_the_word_of_the_glossary_is_told_with_the_word():
    [said] = otherwise("Skriv planen for overlevering", "Write the hand-over plan")
    assert "overleveringsplan" in said


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Overleveringsplanen er skrevet", "The hand-over plan is written"),
        ("Slik trappes det ned", "How it tapers"),
        ("Nedtrappingen", "The taper"),
        ("Skriv minst to bokstaver", "Write two letters or more"),
        ("Skriv %(letter)s", "Write %(letter)s"),
        ("Trening hjemme", "Reablement"),
    ],
)
def test_inflections_other_senses_places_and_words_that_are_still_open_pass_the_glossary(text: str, key: str):
    assert otherwise(text, key) == []


def test_each_other_sense_of_a_word_belongs_to_a_row_of_the_glossary():
    known = {concept.english[0] for concept in words.concepts(words.GLOSSARY.read_text())}
    assert set(words.tomllib.loads(words.DATA.read_text())["another_sense"]) <= known


def test_texts_are_read_from_triples_tables_templates_and_pages_with_their_language():
    python = list(texts.triples('x = Text("Already", "Er alt" " der", "Er alt der")', Path("a.py")))
    assert [(each.language, each.text) for each in python] == [
        ("en", "Already"),
        ("nb", "Er alt der"),
        ("nn", "Er alt der"),
    ]
    table = list(
        texts.tables('[a]\nnn = ["Ho er her"]\nfirst_en = "She is here"\ncode = "x"\nb = "Hun er her"', Path("a.toml"))
    )
    assert [(each.language, each.text) for each in table] == [
        ("nn", "Ho er her"),
        ("en", "She is here"),
        ("nb", "Hun er her"),
    ]
    assert [each.text for each in texts.unmarked('<p>{% translate "In" %} Vei inn</p>', Path("a.html"))] == ["Vei inn"]
    page = list(texts.page("# Tittel\n\n- ett\n  punkt\n- [to](b.md)\n", Path("docs/brukere/nn/a.md")))
    assert [(each.language, each.text) for each in page] == [("nn", "Tittel"), ("nn", "ett punkt"), ("nn", "[to]")]


def test_lix_is_words_per_sentence_and_long_words_per_hundred():
    # 10 words in 2 sentences, of which 2 have more than six letters: 5 + 20.
    assert lix(["Du bor hjemme. Vi kommer til deg og trener sammen."]) == pytest.approx(10 / 2 + 100 * 0 / 10)
    assert lix(["Vedtaket gjelder deg. Du kan klage til oss nå."]) == pytest.approx(9 / 2 + 100 * 2 / 9)


def test_a_heading_is_a_sentence_and_dates_abbreviations_and_places_end_none():
    assert lix(["Brev", "Du får trening."]) == pytest.approx(4 / 2 + 100 * 1 / 4)
    assert len(sentences_of("Vi kommer 3. mars kl. 10.30, jf. § 3-2 nr. 5. Ring oss: Vi svarer.")) == 3
    assert words_of("Hei, %(name)s og {{ other|join:', ' }}!") == ["Hei", "x", "og", "x"]


def test_a_text_without_words_has_no_lix():
    with pytest.raises(ValueError, match="no word to measure"):
        lix(["…"])


def test_a_letter_that_is_hard_to_read_is_told_and_an_easy_one_is_not(tmp_path: Path):
    hard = "Saksbehandlingsbestemmelser vedrørende rehabiliteringstjenester fastsettes etter helselovgivningen"
    (tmp_path / "decision.html").write_text(
        '{% load i18n %}{% include "pathway/letters/part.html" %}{% translate "Hard" %}{% translate "Easy" %}'
    )
    (tmp_path / "part.html").write_text('{% load i18n %}{% translate "Part" %}')
    texts_of = {"Hard": f"{hard}. " * 8, "Easy": "Du får det.", "Part": "Ring oss."}
    said = {"nb": {(key, None): (text,) for key, text in texts_of.items()}}
    [decision, *_] = [each for each in levels.letters(said, tmp_path) if each.language == "nb"]
    assert decision.texts == tuple(texts_of.values())
    assert levels.too_hard([decision]) == [decision]
    easy = levels.Read("letters/easy.html", "nb", ("Du får det hjemme. " * 20,), levels.TO_THE_PERSON)
    assert levels.too_hard([easy]) == []


def test_one_explanation_that_is_hard_to_read_is_told_although_it_is_short():
    short = levels.Read("explanation of berg", "nb", ("Balansekartleggingsinstrumentet kvantifiserer stabilitet.",), 35)
    assert levels.too_hard([short]) == [short]


@pytest.mark.parametrize("page", IN_NYNORSK, ids=lambda page: page.name)
def test_a_page_in_nynorsk_says_as_much_as_the_same_page_in_bokmal_and_leads_back_to_none(page: Path):
    def shape(of: Path) -> list[str]:
        return [
            found for line in of.read_text().splitlines() if (found := (re.match(r"#+|[-*]|\d+\.", line) or [""])[0])
        ]

    assert shape(page) == shape(USERS / page.name)
    assert f"(nn/{page.name})" in (USERS / page.name).read_text()


def test_the_words_a_page_quotes_from_the_screen_stand_on_the_screen():
    on_screen = {language: " ¦ ".join(_on_screen(language)) for language in ("nb", "nn")}
    lost = []
    for page in sorted(USERS.rglob("*.md")):
        language = "nn" if page.parent.name == "nn" else "nb"
        for quoted in re.findall(r"(?<!\*)\*([^*\n]+(?:\n\s*[^*\n]+)?)\*(?!\*)", page.read_text()):
            if re.sub(r"\s+", " ", quoted) not in on_screen[language] and len(quoted) > 3:
                lost.append((page.name, quoted))
    assert lost == []


def _on_screen(language: str) -> list[str]:
    return [
        text
        for room in messages.rooms()
        for message in messages.read(room, language)
        for text in (message.string if isinstance(message.string, tuple | list) else (message.string,))
    ]
