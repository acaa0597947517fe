"""Whom a letter is written to, and who is told what became of somebody."""

import pytest

from fotfeste.care.pathway.rules.letters import is_to_the_person
from fotfeste.care.pathway.rules.person.sharing import gp_gets_report, referrer_is_told, relative_reads_letters
from fotfeste.care.terms.rules.vocabulary import TO_OTHERS, TO_THE_PERSON, LetterKind, Referrer

TREATING = {"gp", "hospital", "home_services", "allocation_office", "rehab_institution", "physiotherapist"}


def test_every_kind_of_letter_says_whether_it_is_written_to_the_person():
    assert set(LetterKind) == TO_THE_PERSON | TO_OTHERS
    assert not TO_THE_PERSON & TO_OTHERS


@pytest.mark.parametrize("referrer", sorted(set(Referrer) - {Referrer.PERSON}))
def test_health_personnel_are_told_until_the_person_opposes_it_and_everybody_else_when_the_person_agrees(referrer):
    treats = referrer in TREATING
    assert [referrer_is_told(referrer, said) for said in (None, True, False)] == [treats, True, False]


def test_the_person_is_always_told():
    assert all(referrer_is_told(Referrer.PERSON, said) for said in (None, True, False))


def test_the_gp_gets_a_report_unless_the_person_opposes_it_and_kin_read_letters_only_with_a_yes():
    assert [gp_gets_report(said) for said in (None, True, False)] == [True, True, False]
    assert [relative_reads_letters(said) for said in (None, True, False)] == [False, True, False]


def test_an_answer_to_the_referrer_is_the_persons_own_letter_only_when_the_person_applied():
    assert is_to_the_person("answer_to_referrer", "person")
    assert not is_to_the_person("answer_to_referrer", "relative")
    assert not is_to_the_person("report_to_gp", "person")
    assert not is_to_the_person("answer_to_referrer", None)
