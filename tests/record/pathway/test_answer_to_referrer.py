"""What whoever referred is told: the result to those who treat the person, to others only with the person's consent."""

from datetime import timedelta

import pytest

from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.models import Letter, Person
from fotfeste.care.pathway.queries.sharing import referrers_words
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def refer(people, now):
    def make(referrer: str, language: str = "nb", by=None):
        person = actions.register_person(
            given_name="Vakker", family_name="Blomst", language=language, by=by or people.ole, now=now
        )
        return actions.register_referral(
            person=person, received_on=now.date(), route="new_applicant", referrer=referrer, referrer_name="Snill Sønn",
            by=by or people.ole, now=now,
        )  # fmt: skip

    return make


def granted(referral, people, now):
    actions.screen(referral=referral, answers={}, included=True, reason="Motivert", by=people.ole, now=now)
    actions.decide(
        referral=referral, outcome="granted", reason_facts="Falt på badet i august.", alike_is_true=True,
        starts_on=now.date(),
        ends_on=now.date().replace(day=30), visits_per_week_first=4, visits_per_week_last=2, by=people.ole, now=now,
    )  # fmt: skip
    return answer(referral)


def answer(referral) -> str:
    letter = Letter.objects.get(referral=referral, kind="answer_to_referrer")
    return " ".join(letter.html.split())


@pytest.mark.parametrize("referrer", ["gp", "hospital", "physiotherapist"])
def test_health_personnel_who_treat_the_person_are_told_the_result(refer, people, now, referrer):
    assert "er innvilget, fra 14. september 2026" in granted(refer(referrer), people, now)


@pytest.mark.parametrize("referrer", ["relative", "nav", "other"])
def test_kin_nav_and_others_are_told_only_that_the_person_has_an_answer(refer, people, now, referrer):
    text = granted(refer(referrer), people, now)
    assert "gitt Vakker Blomst svar" in text and "taushetsplikt" in text
    for secret in ("innvilget", "14. september 2026 til", "30. september 2026", "besøket"):
        assert secret not in text


def test_with_the_persons_consent_kin_are_told_and_with_a_no_even_the_hospital_is_not(refer, people, now):
    kin, hospital = refer("relative"), refer("hospital")
    for referral, agrees in ((kin, True), (hospital, False)):
        actions.set_sharing(
            person=referral.person, with_whom="referrer", referral=referral, agrees=agrees, said_on=now.date(),
            by=people.ole, now=now,
        )  # fmt: skip
    assert "er innvilget" in granted(kin, people, now)
    assert "innvilget" not in granted(hospital, people, now)


def test_the_newest_word_holds_and_each_is_kept_with_its_line_in_the_log(refer, people, now):
    referral = refer("relative")
    for agrees in (True, False):
        actions.set_sharing(
            person=referral.person, with_whom="referrer", referral=referral, agrees=agrees, said_on=now.date(),
            by=people.ole, now=now,
        )  # fmt: skip
    assert "innvilget" not in granted(referral, people, now)
    assert referral.sharings.count() == 2
    assert LogEntry.objects.filter(act="set_sharing", person_id=referral.person_id).count() == 2


def test_a_yes_of_an_earlier_day_written_down_later_does_not_undo_a_no(refer, people, now):
    referral = refer("hospital")
    for agrees, said_on in ((False, now.date()), (True, now.date() - timedelta(days=30))):
        for with_whom, about in (("referrer", referral), ("gp", None)):
            actions.set_sharing(
                person=referral.person, with_whom=with_whom, referral=about, agrees=agrees, said_on=said_on,
                by=people.ole, now=now,
            )  # fmt: skip
    said = queries.said_about(referral.person_id, "gp")
    assert said is not None and not said.agrees
    assert referrers_words([referral.pk]) == {referral.pk: False}
    assert "innvilget" not in granted(referral, people, now)


def test_that_a_referral_was_withdrawn_is_a_result_too(refer, people, now):
    referral = refer("nav")
    actions.withdraw_referral(referral=referral, reason="Vil ikke", by=people.ole, now=now)
    assert "ferdigbehandlet hos oss" in answer(referral)
    assert "trukket" not in answer(referral)


@pytest.mark.parametrize(
    ("language", "thanks", "says"),
    [
        ("nb", "Takk for at du tok kontakt 14. september 2026", "Søknaden din er trukket"),
        ("nn", "Takk for at du tok kontakt 14. september 2026", "Søknaden din er trekt"),
        ("en", "Thank you for contacting us on", "Your application has been withdrawn"),
    ],
)
def test_who_applied_reads_in_the_own_language_that_the_application_is_withdrawn(
    refer, people, now, language, thanks, says
):
    referral = refer("person", language)
    actions.withdraw_referral(referral=referral, reason="Vil vente", by=people.ole, now=now)
    assert thanks in answer(referral) and says in answer(referral)
    assert "henvis" not in answer(referral).lower().replace("hverdagsrehabilitering", "")


def test_another_office_or_team_writes_no_word_for_the_person(refer, people, now):
    referral = refer("relative")
    for who in (people.charlie, people.bob, people.hanna, people.gp, people.admin):
        with pytest.raises(AccessRefused):
            actions.set_sharing(
                person=referral.person, with_whom="referrer", referral=referral, agrees=True, said_on=now.date(),
                by=who, now=now,
            )  # fmt: skip
    assert not referral.sharings.exists()


def test_the_list_of_a_partner_who_is_told_nothing_says_only_that_we_are_done(refer, people, now):
    referral = refer("other", by=people.gp)
    assert [row.state_label for row in queries.own_referrals(user=people.gp, now=now)] == ["Under behandling"]
    Person.objects.filter(pk=referral.person_id).update(phone="41500000")
    actions.withdraw_referral(referral=referral, reason="Vil ikke", by=people.ole, now=now)
    (row,) = queries.own_referrals(user=people.gp, now=now)
    assert (row.state_label, row.starts_on, row.alternative) == ("Ferdigbehandlet", None, "")
