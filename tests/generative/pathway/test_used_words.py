"""A reason in used words is found however it is dressed up, and words of one's own are left in peace."""

from hypothesis import given
from hypothesis import strategies as st

from fotfeste.care.pathway.rules.decision.reasons import Known, alike, whose_words, words_of
from fotfeste.care.terms.rules.vocabulary import AlikeTo

WORD = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=8)
NAME = st.text("ABCDEFGHIJ", min_size=2, max_size=8)
TEXT = st.lists(WORD, min_size=1, max_size=40)


def dressed(words: list[str], signs: list[str], capitals: list[bool]) -> str:
    return "".join(
        (word.upper() if capitals[n % len(capitals)] else word) + signs[n % len(signs)] for n, word in enumerate(words)
    )


SIGNS = st.lists(st.sampled_from([" ", "  ", ". ", ",\n", " – ", "!\t", "; «"]), min_size=1, max_size=5)
CAPITALS = st.lists(st.booleans(), min_size=1, max_size=5)


@given(TEXT, SIGNS, CAPITALS)
def test_spaces_signs_and_capitals_make_no_text_ones_own(
    words: list[str], signs: list[str], capitals: list[bool]
) -> None:
    assert alike(words_of(" ".join(words)), words_of(dressed(words, signs, capitals)))


@given(TEXT, TEXT)
def test_it_is_the_same_which_of_two_texts_was_first(one: list[str], other: list[str]) -> None:
    assert alike(words_of(" ".join(one)), words_of(" ".join(other))) == alike(
        words_of(" ".join(other)), words_of(" ".join(one))
    )


@given(TEXT, NAME, NAME, st.integers(min_value=0, max_value=40))
def test_another_name_makes_no_text_ones_own(words: list[str], one: str, other: str, place: int) -> None:
    first, second = list(words), list(words)
    first.insert(place, one)
    second.insert(place, other)
    assert alike(words_of(" ".join(first), [one]), words_of(" ".join(second), [other]))


@given(st.lists(WORD, min_size=12, max_size=40), st.integers(min_value=0, max_value=39), WORD)
def test_one_word_changed_in_a_sentence_makes_it_nobodys_own(words: list[str], place: int, new: str) -> None:
    changed = list(words)
    changed[place % len(words)] = new
    assert alike(words_of(" ".join(words)), words_of(" ".join(changed)))


@given(st.lists(WORD, min_size=12, max_size=30), st.lists(WORD, min_size=1, max_size=60))
def test_a_whole_text_taken_over_is_found_whatever_is_written_after_it(words: list[str], more: list[str]) -> None:
    assert alike(words_of(" ".join(words)), words_of(" ".join([*words, *more])))


@given(TEXT, TEXT)
def test_texts_without_a_word_in_common_are_left_in_peace(one: list[str], other: list[str]) -> None:
    assert not alike(words_of(" ".join(f"a{word}" for word in one)), words_of(" ".join(f"b{word}" for word in other)))


@given(TEXT)
def test_an_empty_text_is_like_nothing(words: list[str]) -> None:
    assert not alike((), words_of(" ".join(words)))
    assert not alike((), ())


@given(st.lists(TEXT, min_size=1, max_size=5), st.integers(min_value=0, max_value=4))
def test_each_part_is_told_whose_words_it_has(texts: list[list[str]], chosen: int) -> None:
    known = [Known(words_of(" ".join(words)), AlikeTo.ANOTHER_PERSON) for words in texts]
    part = words_of(" ".join(texts[chosen % len(texts)]))
    found = whose_words({"reason_facts": part, "reason_weighed": ("1", "2")}, known)
    assert found == {"reason_facts": AlikeTo.ANOTHER_PERSON}
