"""What several places ask is answered alike by all of them: who reaches whom, and what a referral waits for."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from fotfeste.care.pathway import actions, queries
from fotfeste.care.pathway.models import Decision, Episode, Referral
from fotfeste.care.pathway.queries.person.record import relations_to
from fotfeste.care.pathway.rules.referral.next_step import NextStep, due_on, next_step
from fotfeste.care.pathway.rules.states import EpisodeState, FollowUpState, ReferralState
from fotfeste.care.visits import actions as visits
from fotfeste.care.visits.queries import day_of
from fotfeste.ground.access.rules.rights import Act, Role, may
from tests.record.pathway.periods import completed_period, due_list, granted_referral, open_period, running_period

FAR = timedelta(days=500)


@pytest.fixture
def crowd(people: Any, now: datetime) -> dict[str, Any]:
    """One person at each step of the way, in two teams, as (who it is, their id)."""
    waiting = actions.register_person(given_name="Ny", family_name="Berg", by=people.ole, now=now)
    facts: dict[str, Any] = {"received_on": now.date(), "route": "new_applicant", "referrer": "gp"}
    actions.register_referral(person=waiting, team=people.north, by=people.ole, now=now, **facts)
    found = {
        "waits": waiting.pk,
        "granted": granted_referral(people, now, "Innvilget").person_id,
        "planned": open_period(people, now, "Planlagt").person_id,
        "runs": running_period(people, now, "Løper").person_id,
        "other team": running_period(
            people, now, "Nord", team=people.north, coordinator=people.charlie, members=[], by=people.charlie
        ).person_id,
        "ended": completed_period(people, now, "Ferdig").person_id,
    }
    gone = completed_period(people, now, "Borte")
    gone.follow_ups.update(state=FollowUpState.CANCELLED)
    return found | {"gone": gone.person_id}


def test_every_list_names_only_persons_whose_record_opens(people: Any, now: datetime, crowd: dict[str, Any]) -> None:
    today, named = now.date(), 0
    for user in (each for each in vars(people).values() if hasattr(each, "role")):
        opens = {
            person_id
            for person_id in crowd.values()
            if may(Role(user.role), Act.READ_RECORD, relations_to(user, person_id, today=today))
        }
        assert set(queries.in_reach(user, today=today).values_list("pk", flat=True)) == opens, user
        lists = {
            "running": {row.person_id for row in queries.running_episodes(user=user, today=today)},
            "due": {row.person_id for row in due_list(user=user, today=today, until=today + FAR)},
            "inbox": {row.person_id for row in queries.inbox(user=user, now=now).rows},
        }
        for name, listed in lists.items():
            assert listed <= opens, (user, name)
            named += len(listed)
    assert named >= 10, "the lists name too few for the comparison to say anything"


def test_who_works_with_somebody_in_training_finds_them_on_the_list_of_those_in_training(
    people: Any, now: datetime, crowd: dict[str, Any]
) -> None:
    running = {crowd["planned"], crowd["runs"], crowd["other team"]}
    for user in (people.kari, people.alice, people.bob, people.charlie, people.hanna):
        reached = set(queries.in_reach(user, today=now.date()).values_list("pk", flat=True))
        listed = {row.person_id for row in queries.running_episodes(user=user, today=now.date())}
        assert listed == reached & running, user


def test_a_visit_ahead_stands_on_the_day_of_whoever_may_open_the_record_and_of_nobody_else(
    people: Any, now: datetime
) -> None:
    episode = running_period(people, now)
    at = now + timedelta(hours=2)
    visits.plan_visits(
        episode=episode,
        visits=[visits.NewVisit(planned_at=at, planned_minutes=45, staff=(people.bob, people.alice))],
        by=people.kari,
        now=now,
    )

    def stands() -> bool:
        return bool(day_of(user=people.bob, now=now).today)

    def opens() -> bool:
        return bool(relations_to(people.bob, episode.person_id, today=now.date()))

    assert (stands(), opens()) == (True, True)
    Episode.objects.filter(pk=episode.pk).update(state=EpisodeState.ON_HOLD)
    assert (stands(), opens()) == (True, True)


@pytest.mark.parametrize("state", ReferralState)
@pytest.mark.parametrize("opened", [False, True])
def test_the_database_and_the_rule_agree_on_whether_a_referral_waits(state: ReferralState, opened: bool) -> None:
    from django.db.models import Value

    field = Referral._meta.get_field("waits")
    cases = field.expression.cases  # type: ignore[union-attr]
    asked = {"state": str(state), "episode_opened": opened}
    says = next(
        (
            case.result
            for case in cases
            if all(
                asked[name.removesuffix("__in")] in (value if name.endswith("__in") else [value])
                for name, value in case.condition.children
            )
        ),
        field.expression.default,  # type: ignore[union-attr]
    )
    assert isinstance(says, Value)
    assert says.value == (next_step(state, started=opened) is not NextStep.NONE)


def test_the_inbox_counts_by_the_day_that_the_rule_names(people: Any, now: datetime) -> None:
    """The database sorts and counts by it, so the rule stands in SQL as well: here the two are held together."""
    facts: dict[str, Any] = {"route": "new_applicant", "referrer": "gp", "received_on": now.date()}

    def made(name: str) -> Referral:
        person = actions.register_person(given_name=name, family_name="Berg", by=people.ole, now=now)
        return actions.register_referral(person=person, team=people.south, by=people.ole, now=now, **facts)

    received, contacted, accepted = made("Mottatt"), made("Kontaktet"), made("Vurdert")
    actions.record_contact(referral=contacted, contacted_on=now.date(), by=people.ole, now=now)
    actions.screen(referral=accepted, answers={}, included=True, reason="Passer", by=people.ole, now=now)
    granted = granted_referral(people, now, "Innvilget")
    shown = {row.referral_id: row.deadline.on for row in queries.inbox(user=people.ole, now=now).rows}
    assert set(shown) == {received.pk, contacted.pk, accepted.pk, granted.pk}
    for referral in Referral.objects.filter(pk__in=shown).select_related("decision"):
        decision: Decision | None = getattr(referral, "decision", None)
        starts: date | None = decision.starts_on if decision else None
        step = next_step(referral.state, started=False)
        named = due_on(
            step, contact_due_on=referral.contact_due_on, answer_due_on=referral.answer_due_on, starts_on=starts
        )
        assert shown[referral.pk] == named, (referral, step)


def test_a_step_of_the_filter_is_the_step_the_line_shows(people: Any, now: datetime) -> None:
    granted_referral(people, now, "Innvilget")
    for step in NextStep:
        only = queries.inbox(user=people.ole, now=now, only=queries.InboxFilter(step=step)).rows
        assert {row.step for row in only} <= {step}, step
    everybody = {row.step for row in queries.inbox(user=people.ole, now=now).rows}
    assert everybody == {NextStep.START}
