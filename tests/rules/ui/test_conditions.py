"""When a question applies and when it must be answered, by the answers to the others."""

import pytest

from fotfeste.ground.ui.rules.conditions import chosen, filled, other_than, plain_answers, unlike


def holds(when, **answers):
    return when.holds(lambda name: plain_answers(answers.get(name)))


@pytest.mark.parametrize(
    ("when", "yes", "no"),
    [
        (chosen("way", "a", "b"), "b", "c"),
        (chosen("box"), True, False),
        (chosen("many", "x"), ["y", "x"], ["y"]),
        (filled("text"), "noe", "  "),
        (other_than("text", "som før"), "nytt", " som før "),
        (other_than("who", "", "self"), "gp", ""),
        (unlike("mine", "yours"), "a", "b"),
    ],
)
def test_a_condition_holds_for_the_one_and_not_for_the_other(when, yes, no):
    name = when.ways[0][0].name
    assert holds(when, yours="b", **{name: yes}) and not holds(when, yours="b", **{name: no})


def test_nothing_answered_is_not_unlike_anything():
    assert not holds(unlike("mine", "yours"), mine="a") and not holds(unlike("mine", "yours"), yours="a")


def test_one_of_several_conditions_is_enough():
    either = chosen("a", "1") | filled("b")
    assert holds(either, a="1") and holds(either, b="x") and not holds(either, a="2")
    assert either.names == {"a", "b"}


def test_the_script_gets_the_names_of_the_page():
    when = unlike("mine", "yours") | chosen("way", "mine")
    names = {"mine": "end-mine", "yours": "end-yours"}
    assert when.written(names) == [[["end-mine", "unlike", ["end-yours"]]], [["way", "is", ["mine"]]]]


def test_both_of_two_conditions_can_be_asked_for():
    both = (chosen("a", "1") | chosen("a", "2")) & other_than("box", "on")
    assert holds(both, a="2") and not holds(both, a="2", box=True) and not holds(both, a="3")
    assert both.names == {"a", "box"}


def test_one_answer_in_common_is_not_unlike():
    assert not holds(unlike("mine", "yours"), mine="a", yours=["b", "a"])


def test_lines_end_in_the_same_way_wherever_they_were_written():
    assert not holds(other_than("text", "en\nto"), text="en\r\nto ")
