"""The pages that change a decision, and the closing page that knows of it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import Decision, Deferral, Episode, Hearing, Letter
from fotfeste.ground.access.models import LogEntry
from tests.record.pathway.periods import running_period

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WHY = {
    "reason_rules": "Loven gir rett til nødvendig hjelp.",
    "reason_facts": "Du går i trappa alene nå.",
    "reason_weighed": "Vi har vektlagt at du mestrer det du øvde på.",
    "soon_because": "Du reiser til datteren din i neste uke.",
}


@pytest.fixture
def now() -> datetime:
    return timezone.localtime()  # pages ask the clock


@pytest.fixture
def today(now: datetime) -> date:
    return timezone.localdate(now)


@pytest.fixture
def period(people: Any, now: datetime) -> Episode:
    return running_period(people, now - 2 * WEEK)


@pytest.fixture
def page(client: Any) -> Any:
    """Ask for, or send in, a page as a user, in English."""

    def asked(user: Any, name: str, *ids: Any, **answers: Any) -> Any:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["django_language"] = "en"
        address = reverse(f"pathway:{name}", args=ids)
        return client.post(address, answers) if answers else client.get(address)

    return asked


def typed(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def ended(period: Episode, people: Any, now: datetime, last: date) -> Decision:
    actions.record_hearing(episode=period, on=timezone.localdate(now), words="Ønsker å gå på.", by=people.ole, now=now)
    return actions.change_decision(
        episode=period, outcome="ended_early", ends_on=last, alike_is_true=True, by=people.ole, now=now, **WHY
    )


def test_the_page_says_what_applies_asks_to_hear_the_person_and_keeps_what_was_typed(
    page: Any, people: Any, period: Episode, today: date
) -> None:
    asked = page(people.ole, "change", period.pk)
    assert "Visits week by week: 5, 4, 3, 2, 1." in asked.content.decode()
    sent = page(people.ole, "change", period.pk, outcome="ended_early", ends_on=typed(today + 4 * DAY), **WHY)
    assert sent.status_code == 422
    text = sent.content.decode()
    assert "has not been heard" in text
    assert "Du går i trappa alene nå." in text
    assert not Decision.objects.filter(changes__isnull=False).exists()


def test_hearing_and_deciding_on_the_pages_ends_with_a_letter(
    page: Any, people: Any, period: Episode, today: date
) -> None:
    heard = {"step": "conversation", "on": typed(today), "words": "Hun vil gjerne fortsette."}
    assert page(people.ole, "hearing_of_period", period.pk, **heard).status_code == 302
    given = {"outcome": "reduced", "takes_effect_on": typed(today + WEEK), "visits_per_week_first": "1", **WHY}
    shown = page(people.ole, "change", period.pk, step="preview", **given)
    assert "Du går i trappa alene nå." in shown.content.decode()
    assert not Decision.objects.filter(changes__isnull=False).exists()
    assert page(people.ole, "change", period.pk, **given).status_code == 302
    assert Decision.objects.get(changes__isnull=False).outcome == "reduced"
    assert Letter.objects.filter(kind="decision").count() == 2


def test_a_warning_is_written_and_answered_on_the_page(page: Any, people: Any, period: Episode, today: date) -> None:
    plan = {"step": "warning", "plan": "Vi vurderer å komme sjeldnere.", "reply_by": typed(today + 2 * WEEK)}
    assert page(people.ole, "hearing_of_period", period.pk, **plan).status_code == 302
    assert Letter.objects.filter(kind="warning").count() == 1
    answer = {"step": "reply", "replied_on": typed(today), "reply": "Det er greit."}
    assert page(people.ole, "hearing_of_period", period.pk, **answer).status_code == 302
    assert Hearing.objects.get().reply == "Det er greit."


def test_a_reason_in_words_used_for_somebody_else_is_asked_about(
    page: Any, people: Any, now: datetime, today: date
) -> None:
    first, second = running_period(people, now - 2 * WEEK), running_period(people, now - 2 * WEEK, "Stille")
    given = {"outcome": "extended", "ends_on": typed(first.planned_end_on + DAY), **WHY}
    assert page(people.ole, "change", first.pk, **given).status_code == 302
    asked = page(people.ole, "change", second.pk, **given)
    assert asked.status_code == 422
    assert 'name="alike_is_true"' in asked.content.decode()
    assert page(people.ole, "change", second.pk, **given, alike_is_true="on").status_code == 302


def test_a_request_to_wait_stands_in_the_inbox_until_it_is_answered(
    page: Any, people: Any, period: Episode, now: datetime, today: date
) -> None:
    decision = ended(period, people, now, today + 4 * DAY)
    ids = (period.pk, decision.pk)
    ask = {"way": "ask", "ask-asked_on": typed(today), "ask-words": "Vent til klagen er avgjort."}
    assert page(people.ole, "change_made", *ids, **ask).status_code == 302
    assert "asks to have a change postponed" in page(people.ole, "inbox").content.decode()
    assert LogEntry.objects.filter(act="search_persons", user=people.ole).exists()
    no = {"way": "answer", "answer-granted": "no"}
    assert page(people.ole, "change_made", *ids, **no).status_code == 422
    yes = {"way": "answer", "answer-granted": "yes"}
    assert page(people.ole, "change_made", *ids, **yes).status_code == 302
    assert Deferral.objects.get().granted is True
    assert "asks to have a change postponed" not in page(people.ole, "inbox").content.decode()


def test_an_appeal_against_a_change_is_received_on_its_page(
    page: Any, people: Any, period: Episode, now: datetime, today: date
) -> None:
    decision = ended(period, people, now, today + 4 * DAY)
    sent = {"way": "appeal", "appeal-received_on": typed(today), "appeal-text": "Jeg vil trene videre."}
    assert page(people.ole, "change_made", period.pk, decision.pk, **sent).status_code == 302
    assert decision.appeals.get().text == "Jeg vil trene videre."


def test_a_change_of_another_period_is_not_found(page: Any, people: Any, period: Episode, now: datetime) -> None:
    other = running_period(people, now - 2 * WEEK, "Stille")
    decision = ended(other, people, now, timezone.localdate(now) + 4 * DAY)
    assert page(people.ole, "change_made", period.pk, decision.pk).status_code == 404


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "hanna", "manager"])
def test_nobody_without_the_case_gets_in(who: str, page: Any, people: Any, period: Episode) -> None:
    assert page(getattr(people, who), "change", period.pk).status_code == 403


def test_the_coordinator_is_told_whose_decision_it_is(page: Any, people: Any, period: Episode) -> None:
    assert "for the allocation office to decide" in page(people.kari, "change", period.pk).content.decode()


def test_the_closing_page_proposes_the_day_and_the_reason_that_were_decided(
    page: Any, people: Any, period: Episode, now: datetime, today: date
) -> None:
    ended(period, people, now - 5 * DAY, today - 2 * DAY)
    text = page(people.kari, "discharge", period.pk).content.decode()
    assert f'value="{typed(today - 2 * DAY)}"' in text
    assert "Avsluttet etter vedtaket" in text
    assert 'name="drop-agreed"' not in text
    sent = {"way": "drop", "drop-reason": "other", "drop-note": "Vedtak", "drop-ended_on": typed(today - 2 * DAY)}
    assert page(people.kari, "discharge", period.pk, **sent).status_code == 302


def test_ending_before_time_asks_whether_the_person_agrees(
    page: Any, people: Any, period: Episode, today: date
) -> None:
    assert "End now only if the person agrees" in page(people.kari, "discharge", period.pk).content.decode()
    sent = {"way": "drop", "drop-reason": "other", "drop-note": "Ferdig", "drop-ended_on": typed(today)}
    refused = page(people.kari, "discharge", period.pk, **sent)
    assert refused.status_code == 422
    assert "Tick that the person agrees" in refused.content.decode()
    assert page(people.kari, "discharge", period.pk, **sent, **{"drop-agreed": "on"}).status_code == 302
    period.refresh_from_db()
    assert period.end_agreed
