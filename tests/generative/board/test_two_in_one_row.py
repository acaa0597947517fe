"""Two people write in the same row of the meeting, in any order and any words: nobody's words are lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fotfeste.care.board.rules.merging import merged

words = st.text("abæ \n", max_size=12)


@given(words, words, words)
@settings(max_examples=300)
def test_every_word_of_both_stands_there_afterwards_when_both_have_changed_it(began, one, other):
    began, one, other = began.strip(), one.strip(), other.strip()
    stands = merged(began, began, one)
    assert stands == one
    after = merged(began, stands, other)
    if other not in (began, one) and one != began:
        own = other.removeprefix(began) if began and one.startswith(began) else other
        assert one in after and own.strip() in after
    if other == began:
        assert after == one


@given(words, words)
def test_sending_the_same_twice_writes_it_once(began, sent):
    once = merged(began, began, sent)
    assert merged(began, once, sent) == once
