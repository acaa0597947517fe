"""What whoever referred is told: the result to those who treat the person, to others only with the person's consent."""

from datetime import timedelta

import pytest

from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.models import Letter, Person, Referral
from fotfeste.care.pathway.queries.person.sharing import referrers_words
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.vocabulary import Referrer
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def refer(people, now):
    def make(referrer: str, language: str = "nb", by=None, received_on=None):
        person = actions.register_person(
            given_name="Vakker", family_name="Blomst", language=language, by=by or people.ole, now=now
        )
        return actions.register_referral(
            person=person, received_on=received_on or now.date(), route="new_applicant", referrer=referrer,
            referrer_name="Snill Sønn", by=by or people.ole, now=now,
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
    actions.withdraw_referral(referral=referral, who="person", reason="Vil ikke", by=people.ole, now=now)
    assert "ferdigbehandlet hos oss" in answer(referral)
    assert "trukket" not in answer(referral)


def told_of_withdrawal(referral) -> str:
    return " ".join(Letter.objects.get(referral=referral, kind="withdrawn").html.split())


@pytest.mark.parametrize("referrer", list(Referrer))
@pytest.mark.parametrize(
    ("language", "says", "wrong"),
    [
        ("nb", "13. september 2026 sa du til oss at du ikke vil ha det nå", "Stemmer ikke dette"),
        ("nn", "13. september 2026 sa du til oss at du ikkje vil ha det no", "Stemmer ikkje dette"),
        ("en", "On 13 September 2026 you told us that you do not want it now", "Is this wrong"),
    ],
)
def test_the_person_reads_who_withdrew_and_when_whoever_referred(refer, people, now, referrer, language, says, wrong):
    referral = refer(referrer, language, received_on=now.date() - timedelta(days=3))
    said_on = now.date() - timedelta(days=1)
    actions.withdraw_referral(
        referral=referral, who="person", said_on=said_on, reason="Hun er for frisk", by=people.ole, now=now
    )
    text = told_of_withdrawal(referral)
    assert says in text and wrong in text and "Hun er for frisk" not in text
    assert Letter.objects.filter(kind="answer_to_referrer").count() == (referrer != "person")


def test_a_withdrawal_by_whoever_referred_is_told_to_the_person_after_a_warning_too(refer, people, now):
    referral = refer("hospital")
    actions.warn(
        referral=referral, plan="Vi tenker at du får fysioterapi.", reply_by=now.date() + timedelta(days=14),
        by=people.ole, now=now,
    )  # fmt: skip
    actions.withdraw_referral(referral=referral, who="referrer", reason="Reist", by=people.ole, now=now)
    text = told_of_withdrawal(referral)
    assert "fikk vi beskjed fra henviseren" in text
    assert "Du trenger ikke svare på brevet vi skrev 14. september 2026" in text


def test_the_service_itself_withdraws_nothing_and_is_shown_the_way_of_a_refusal(refer, people, now):
    referral = refer("hospital")
    with pytest.raises(CareError, match="answer no in the screening or the decision"):
        actions.withdraw_referral(referral=referral, who="service", reason="For frisk", by=people.ole, now=now)
    with pytest.raises(CareError, match="only the person can withdraw"):
        actions.withdraw_referral(referral=refer("person"), who="referrer", reason="x", by=people.ole, now=now)
    with pytest.raises(CareError, match="the day it was said"):
        actions.withdraw_referral(
            referral=referral, who="person", said_on=now.date() + timedelta(days=1), reason="x", by=people.ole, now=now
        )
    assert not Letter.objects.exists()


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
    actions.withdraw_referral(referral=referral, who="person", reason="Vil ikke", by=people.ole, now=now)
    (row,) = queries.own_referrals(user=people.gp, now=now)
    assert (row.state_label, row.starts_on, row.alternative) == ("Ferdigbehandlet", None, "")


@pytest.mark.parametrize("referrer", ["person", "relative", "home_services", "allocation_office"])
def test_a_partner_outside_cannot_write_that_somebody_else_referred(refer, people, now, referrer):
    with pytest.raises(CareError, match="Choose who you refer as"):
        refer(referrer, by=people.gp)


def test_what_a_partner_is_told_never_follows_from_calling_oneself_the_person(refer, people, now):
    referral = refer("other", by=people.gp)
    Referral.objects.filter(pk=referral.pk).update(referrer="person")
    actions.withdraw_referral(referral=referral, who="person", reason="Vil ikke", by=people.ole, now=now)
    (row,) = queries.own_referrals(user=people.gp, now=now)
    assert row.state_label == "Ferdigbehandlet"
