"""The letter to the person when a period ends: what it says, in whose words, and when there is none."""

from datetime import date, timedelta

import pytest

from fotfeste.care.goals.actions import close_goal, set_goal
from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Letter, Person
from tests.record.pathway.periods import ALARM, NURSING, hours, running_period

pytestmark = pytest.mark.django_db


def close(episode, people, now, **changes):
    given = {
        "agreed_on": now.date(), "agreed_words": "Greit.", "ended_on": now.date(),
        "services": {NURSING: hours("1.5"), ALARM: hours(0)},
        "outcome": "fewer_services", "evaluation": "Hun går til butikken.", "by": people.kari, "now": now,
    }  # fmt: skip
    return actions.complete_episode(episode=episode, **(given | changes))


def to_person(episode) -> list[Letter]:
    return list(Letter.objects.filter(episode=episode, kind="discharge").order_by("written_at"))


def text_of(letter) -> str:
    return " ".join(letter.html.split())


def test_the_person_reads_what_was_reached_what_goes_on_when_we_call_and_what_rights_there_are(people, now):
    episode = running_period(people, now)
    goal = set_goal(episode=episode, own_words="Gå til båten.", term="short", rating_before=3, by=people.alice, now=now)
    close_goal(
        goal=goal, state="attained", reason="Går med stav", on=now.date(), rating_after=8, by=people.alice, now=now
    )
    (letter,) = to_person(close(episode, people, now))
    assert (letter.to, letter.title) == ("Vakker Blomst", "Treningen hjemme er slutt")
    text = text_of(letter)
    for words in (
        "Hei, Vakker", "Komme meg ut på tur igjen", "«Gå til båten» Dette målet nådde du.",
        "3 av 10 ved start og 8 nå",
        "Hjemmesykepleie, omtrent 1,5 timer i uka", "Trygghetsalarm", "14. oktober 2026", "klarer mindre enn før",
        "spør etter Kari", "rett til å se det vi har skrevet om deg", "søke om trening hjemme igjen",
        "rett til å klage", "pasient- og brukerrettighetsloven §",
        "Vi sender fastlegen din en rapport",
    ):  # fmt: skip
        assert words in text, words
    # What professionals write to each other is not said to the person.
    assert "Hun går til butikken." not in text
    assert "Går med stav" not in text


@pytest.mark.parametrize(
    ("language", "title", "says"),
    [
        ("nn", "Treninga heime er slutt", "Ring oss om du klarer mindre enn før."),
        ("en", "Your training at home is over", "Call us if you manage less than before."),
        ("se", "Treningen hjemme er slutt", "Ring oss hvis du klarer mindre enn før."),
    ],
)
def test_it_is_in_the_persons_language_and_print_and_the_report_beside_it_is_not(people, now, language, title, says):
    episode = running_period(people, now)
    Person.objects.filter(pk=episode.person_id).update(language=language, large_print=True)
    episode.refresh_from_db()
    (letter,) = to_person(close(episode, people, now))
    assert (letter.title, letter.large_print) == (title, True)
    assert says in text_of(letter)
    report = Letter.objects.get(episode=episode, kind="report_to_gp")
    assert (report.language, report.large_print) == ("nb", False)


def test_reports_are_in_the_written_form_of_whoever_writes_them(people, now):
    episode = running_period(people, now)
    people.kari.language = "nn"
    people.kari.save()
    close(episode, people, now)
    report = Letter.objects.get(episode=episode, kind="report_to_gp")
    assert (report.language, report.title) == ("nn", "Sluttrapport frå kvardagsrehabilitering")
    assert 'lang="nn"' in report.html


def test_nobody_writes_to_the_dead(people, now):
    episode = running_period(people, now)
    actions.drop_out(episode=episode, ended_on=now.date(), reason="death", by=people.kari, now=now)
    assert to_person(episode) == []


def test_a_death_that_became_known_after_the_closing_stops_the_corrected_letter_too(people, now):
    episode = close(running_period(people, now), people, now)
    actions.record_death(person=episode.person, on=now.date(), by=people.kari, now=now)
    episode.refresh_from_db()
    actions.correct_closing(
        episode=episode, ended_on=now.date(), services={}, outcome="no_service", correction="Ingen tjenester.",
        by=people.kari, now=now,
    )  # fmt: skip
    assert len(to_person(episode)) == 1


@pytest.mark.parametrize(
    ("reason", "says"),
    [("hospital", "lagt inn på sykehus"), ("moved", "har flyttet"), ("withdrew", "Det bestemmer du selv")],
)
def test_a_period_that_ended_before_time_is_told_with_its_reason_and_without_blame(people, now, reason, says):
    episode = running_period(people, now)
    actions.drop_out(
        episode=episode, ended_on=now.date(), reason=reason, note="Ville ikke mer", by=people.kari, now=now
    )
    (letter,) = to_person(episode)
    assert says in text_of(letter) and "tidligere enn planlagt" in text_of(letter)
    assert "Ville ikke mer" not in text_of(letter)


def test_a_goal_that_the_end_of_the_period_cut_off_is_not_told_as_the_persons_choice(people, now):
    episode = running_period(people, now)
    set_goal(episode=episode, own_words="Gå til butikken", term="short", by=people.kari, now=now)
    actions.drop_out(episode=episode, ended_on=now.date(), reason="hospital", note="", by=people.kari, now=now)
    (letter,) = to_person(episode)
    assert "«Gå til butikken» Treningen sluttet før vi var ferdige med dette målet." in text_of(letter)


def test_a_corrected_last_day_is_told_to_the_person_in_the_persons_language_and_names_the_letter_it_replaces(
    people, now
):
    episode = running_period(people, now)
    Person.objects.filter(pk=episode.person_id).update(language="nn")
    episode.refresh_from_db()
    close(episode, people, now)
    later = now + timedelta(days=1)
    actions.correct_end(episode=episode, ended_on=later.date(), by=people.kari, now=later)
    first, second = to_person(episode)
    assert second.title == "Treninga heime er slutt, retta"
    assert "erstattar brevet vårt av 14. september 2026" in text_of(second)
    assert "Siste dag var" in text_of(second) and "15. september 2026" in text_of(second)
    assert "erstattar" not in first.html


def test_a_closing_that_was_a_mistake_is_taken_back_in_words_to_the_person(people, now):
    episode = close(running_period(people, now), people, now)
    actions.reopen_episode(episode=episode, reason="Feil person", by=people.kari, now=now + timedelta(hours=1))
    _, back = to_person(episode)
    assert back.title == "Treningen hjemme er slutt, trukket tilbake"
    assert "treningen fortsetter" in text_of(back)
    assert "Feil person" not in back.html


def test_a_gp_who_is_opposed_since_is_told_that_the_report_was_wrong_and_nothing_more(people, now):
    episode, later = close(running_period(people, now), people, now), now + timedelta(hours=1)
    actions.set_sharing(
        person=episode.person, with_whom="gp", agrees=False, said_on=now.date(), by=people.kari, now=later
    )
    actions.reopen_episode(episode=episode, reason="Feil person", by=people.kari, now=later)
    back = text_of(Letter.objects.filter(episode=episode, kind="report_to_gp").latest("written_at"))
    assert "Forløpet ble avsluttet ved en feil." in back
    assert "ny rapport" not in back and "fortsetter" not in back


def test_the_report_to_the_gp_has_the_national_number_and_no_services_that_nobody_had(people, now):
    episode = running_period(people, now)
    Person.objects.filter(pk=episode.person_id).update(national_number="28895826067")
    episode.refresh_from_db()
    close(episode, people, now)
    gp = Letter.objects.get(episode=episode, kind="report_to_gp")
    assert gp.title == "Sluttrapport fra hverdagsrehabilitering"
    assert "288958 26067" in gp.html
    assert "Ville fått innvilget" not in gp.html
    assert "Uten treningen regner vi med at det ville ha vært rundt 4" in text_of(gp)
    office = text_of(Letter.objects.get(episode=episode, kind="report_to_allocation_office"))
    assert "«Ville fått innvilget» er vårt anslag" in office


def test_a_result_without_services_is_said_once(people, now):
    episode = close(running_period(people, now), people, now, services={}, outcome="no_service")
    gp = text_of(Letter.objects.get(episode=episode, kind="report_to_gp"))
    assert "Ingen tjenester." in gp
    assert "ingen tjenester igjen" not in gp


def test_the_gp_gets_no_report_when_the_person_opposes_it_and_the_person_reads_that(people, now):
    episode = running_period(people, now)
    actions.set_sharing(
        person=episode.person, with_whom="gp", agrees=False, said_on=now.date(), by=people.kari, now=now
    )
    close(episode, people, now)
    assert not Letter.objects.filter(episode=episode, kind="report_to_gp").exists()
    assert "Du har sagt nei til at fastlegen får rapport" in text_of(to_person(episode)[0])


def test_a_gp_who_gets_the_first_report_after_a_correction_is_not_told_that_it_replaces_one(people, now):
    episode = running_period(people, now)
    person = episode.person
    actions.set_sharing(person=person, with_whom="gp", agrees=False, said_on=now.date(), by=people.kari, now=now)
    close(episode, people, now)
    actions.set_sharing(person=person, with_whom="gp", agrees=True, said_on=now.date(), by=people.kari, now=now)
    actions.correct_closing(
        episode=episode, ended_on=now.date(), services={}, outcome="no_service", correction="Ingen tjenester.",
        by=people.kari, now=now + timedelta(hours=1),
    )  # fmt: skip
    gp = Letter.objects.get(episode=episode, kind="report_to_gp")
    assert "rettet" not in gp.title and "erstatter" not in gp.html
    assert "rettet" in Letter.objects.filter(episode=episode, kind="discharge").order_by("written_at").last().title


def test_words_on_sharing_of_another_person_or_of_tomorrow_are_refused(people, now):
    from fotfeste.care.terms.rules.errors import CareError

    one, two = running_period(people, now), running_period(people, now, "Snill")
    with pytest.raises(ValueError, match="another person"):
        actions.set_sharing(
            person=one.person, with_whom="referrer", referral=two.referral, agrees=True, said_on=now.date(),
            by=people.kari, now=now,
        )  # fmt: skip
    with pytest.raises(CareError, match="in the future"):
        actions.set_sharing(
            person=one.person, with_whom="gp", agrees=True, said_on=date(2026, 9, 15), by=people.kari, now=now
        )
