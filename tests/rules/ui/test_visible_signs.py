"""Text is what can be seen of it; what only a program can see is no name, no reason and no part of a number."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fotfeste.ground.ui.rules import has_letter, turns_the_direction, visible

HIDDEN = [
    "\u200b", "\ufeff", "\u200e", "\u200f", "\u2060", "\u00ad", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e",
    "\u2066", "\u2067", "\u2068", "\u2069", "\x00", "\x07", "\x7f", "\x9f", "\u200c", "\u200d", "\u3164", "\u115f",
    "\u1160", "\uffa0", "\u2800", "\ufe0f", "\U000e0041", "\U000e0100", "\u034f", "\u061c", "\u180e", "\u2063",
    "\ufff9", "\U0001d159", "\U0001d173", "\ue000", "\U000f0000", "\U000e1000", "\ufdd0", "\uffff", "\U0001fffe",
    "\u0301", "\u0338",
]  # fmt: skip


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_text_of_signs_nobody_can_see_is_empty(sign):
    assert visible(sign) == ""
    assert visible(f" {sign}\xa0{sign}\n{sign * 3}\u3000") == ""
    assert not has_letter(visible(f"{sign} {sign}"))


@pytest.mark.parametrize("sign", HIDDEN[:-2], ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_hidden_sign_leaves_a_norwegian_word_as_it_is_read(sign):
    assert visible(f"{sign}Han{sign}sen{sign}") == "Hansen"


@pytest.mark.parametrize(
    "text",
    [
        "Åse Ærlig-Østby", "Áilu Guoŋŋá", "Олена Вигадана", "Андрій", "فاطمة خيالي", "فَاطِمَة", "שָׁלוֹם", "Ελένη",
        "हिंदी", "王小明", "می\u200cخواهم", "क्\u200dष", "👩\u200d👧", "❤\ufe0f", "Nguyễn Thị", "to\nlinjer",
        "3½ t", "O’Brien", "\U0001d11e", "\U0001fae8",
    ],
)  # fmt: skip
def test_what_people_write_in_any_script_stays_as_it_is(text):
    assert visible(text) == text


def test_letters_are_composed_and_one_line_has_single_spaces():
    assert visible("A\u030ase\r\n  Berg\u2028x") == "Åse\n  Berg\nx"
    assert visible(" Åse \xa0 Berg\u200b\n", lines=False) == "Åse Berg"


def test_only_the_two_overrides_write_letters_backwards():
    assert turns_the_direction("a\u202eb") and turns_the_direction("\u202d")
    assert not turns_the_direction("\u200f\u202aab\u202c")


@given(st.text())
def test_what_is_visible_stays_visible(text):
    once = visible(text)
    assert visible(once) == once == unicodedata.normalize("NFC", once)
    assert visible(visible(text, lines=False), lines=False) == visible(text, lines=False)
