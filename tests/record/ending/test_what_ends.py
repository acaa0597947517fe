"""Every way a period or a person's stay ends × every room: what ends, ends everywhere, in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from alive import alive_and_should_not_be
from world import followed

from fotfeste.care.board.models import Task
from fotfeste.care.board.queries import board_rows
from fotfeste.care.goals.models import Goal, Measure
from fotfeste.care.pathway import actions
from fotfeste.care.pathway.models import CareTeamMember, Episode, FollowUp, Letter, Person, Referral
from fotfeste.care.pathway.queries import in_reach, inbox, relations_to
from fotfeste.care.pathway.rules.follow_up import WAITING
from fotfeste.care.visits.actions import plan_visit
from fotfeste.care.visits.models import Visit
from fotfeste.care.visits.queries import day_of
from tests.record.pathway.periods import due_list
from tests.standing import standing

WEEK = timedelta(weeks=1)


@dataclass
class Scene:
    """A person with an ended and a running period, visits ahead, a task, goals, and a new referral that waits."""

    people: Any
    now: datetime
    person: Person
    episode: Episode
    earlier: Episode
    referral: Referral

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.people.kari, "now": self.now}


@standing
def scene(people, now) -> Scene:
    made = followed(people, now)
    episode = Episode.objects.get(pk=made.ids["episode_id"])
    for days in (1, 8):
        plan_visit(
            episode=episode,
            planned_at=now + timedelta(days=days),
            planned_minutes=45,
            staff=[people.bob],
            by=people.kari,
            now=now,
        )
    referral = actions.register_referral(
        person=made.person,
        received_on=now.date(),
        route="existing_home_services",
        referrer="gp",
        referrer_name="Lege Lind",
        office=people.office,
        team=people.south,
        by=people.ole,
        now=now,
    )
    earlier = Episode.objects.get(pk=made.ids["ended_episode_id"])
    return Scene(people, now, Person.objects.get(pk=made.person.pk), episode, earlier, referral)


def complete(scene: Scene) -> None:
    actions.complete_episode(
        episode=scene.episode,
        ended_on=scene.now.date(),
        agreed_on=scene.now.date(),
        agreed_words="Det er greit.",
        services={},
        outcome="no_service",
        **scene.by,
    )


def drop(reason: str) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        actions.drop_out(
            episode=scene.episode,
            ended_on=scene.now.date(),
            reason=reason,
            note="Slik ble det",
            agreed=True,
            **scene.by,
        )

    return act


def pause(scene: Scene) -> None:
    actions.put_on_hold(episode=scene.episode, on=scene.now.date(), reason="Innlagt", **scene.by)


def resume(scene: Scene) -> None:
    pause(scene)
    actions.resume(episode=scene.episode, on=scene.now.date(), **scene.by)


def reopen(scene: Scene) -> None:
    complete(scene)
    actions.reopen_episode(episode=scene.episode, reason="Feil person", **scene.by)


def die(scene: Scene) -> None:
    actions.record_death(person=scene.person, on=scene.now.date(), **scene.by)


def move(scene: Scene) -> None:
    actions.record_move(person=scene.person, on=scene.now.date(), **scene.by)


def die_after_the_end(scene: Scene) -> None:
    complete(scene)
    die(scene)


def not_dead(scene: Scene) -> None:
    die(scene)
    actions.withdraw_death(person=scene.person, **scene.by)


def not_moved(scene: Scene) -> None:
    move(scene)
    actions.withdraw_move(person=scene.person, **scene.by)


WAYS: dict[str, Callable[[Scene], None]] = {
    "completed": complete,
    **{reason: drop(reason) for reason in ("hospital", "withdrew", "other", "death", "moved")},
    "hold": pause,
    "resume": resume,
    "reopened": reopen,
    "died": die,
    "moved away": move,
    "died later": die_after_the_end,
    "not dead": not_dead,
    "not moved": not_moved,
}

# ahead: the three visits that lay ahead · calls: contacts that wait after this and after the earlier period
# board: whether Kari's board has the person · Bob: whether he may open the record · office: what the referral became
TABLE = """
way        | state       | ahead     | goal      | measure | task | calls | earlier | referral  | board | bob
completed  | completed   | cancelled | not_rated | ended   | off  | yes   | yes     | received  | no    | no
hospital   | dropped_out | cancelled | given_up  | ended   | off  | yes   | yes     | received  | no    | no
withdrew   | dropped_out | cancelled | given_up  | ended   | off  | yes   | yes     | received  | no    | no
other      | dropped_out | cancelled | given_up  | ended   | off  | yes   | yes     | received  | no    | no
death      | dropped_out | cancelled | given_up  | ended   | off  | no    | no      | withdrawn | no    | no
moved      | dropped_out | cancelled | given_up  | ended   | off  | no    | no      | withdrawn | no    | no
hold       | on_hold     | cancelled | adjusted  | goes on | on   | no    | yes     | received  | yes   | yes
resume     | active      | cancelled | adjusted  | goes on | on   | no    | yes     | received  | yes   | yes
reopened   | active      | planned   | adjusted  | goes on | on   | no    | yes     | received  | yes   | yes
died       | dropped_out | cancelled | given_up  | ended   | off  | no    | no      | withdrawn | no    | no
moved away | dropped_out | cancelled | given_up  | ended   | off  | no    | no      | withdrawn | no    | no
died later | completed   | cancelled | not_rated | ended   | off  | no    | no      | withdrawn | no    | no
not dead   | active      | planned   | adjusted  | goes on | on   | no    | yes     | received  | yes   | yes
not moved  | active      | planned   | adjusted  | goes on | on   | no    | yes     | received  | yes   | yes
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


def seen(scene: Scene) -> dict[str, str]:
    """What each room says about the scene now."""
    people, now, today = scene.people, scene.now, scene.now.date()
    episode = Episode.objects.get(pk=scene.episode.pk)
    ahead = {visit.state for visit in Visit.objects.filter(episode=episode, planned_at__gt=now)}
    goal = Goal.objects.get(episode=episode, own_words="Som avtalt", measures__isnull=False)
    measure = Measure.objects.get(goal__episode=episode)
    waiting = FollowUp.objects.filter(state__in=WAITING)
    board = [row.episode_id for row in board_rows(user=people.kari, today=today)]
    reach = relations_to(people.bob, scene.person.pk, today=today)
    return {
        "state": episode.state,
        "ahead": "/".join(sorted(ahead)),
        "goal": goal.state,
        "measure": "goes on" if measure.ends_on is None else "ended",
        "task": "on" if Task.objects.filter(episode=episode, done_at=None).exists() else "off",
        "calls": "yes" if waiting.filter(episode=episode).exists() else "no",
        "earlier": "yes" if waiting.filter(episode=scene.earlier).exists() else "no",
        "referral": Referral.objects.get(pk=scene.referral.pk).state,
        "board": "yes" if episode.pk in board else "no",
        "bob": "yes" if reach else "no",
    }


@pytest.mark.parametrize("row", ROWS[1:], ids=[row[0] for row in ROWS[1:]])
def test_what_ends_ends_in_every_room(scene, row):
    expected = dict(zip(ROWS[0], row, strict=True))
    WAYS[expected.pop("way")](scene)
    # The place of a trainer who is to have gone today lasts the day out; the next day it is over.
    tomorrow = Scene(**{**vars(scene), "now": scene.now + timedelta(days=1)})
    found = seen(scene) | {"bob": seen(tomorrow)["bob"]}
    assert found == expected
    assert alive_and_should_not_be(scene.now) == []


@pytest.mark.parametrize("way", ["completed", "hospital", "death", "moved", "hold", "died", "moved away"])
def test_nobody_is_sent_to_a_visit_that_fell_away(scene, people, now, way):
    before = day_of(user=people.bob, now=now)
    assert [len(part) for part in (before.today, before.tomorrow)] == [1, 1]
    WAYS[way](scene)
    after = day_of(user=people.bob, now=now)
    assert (after.today, after.tomorrow) == ((), ())
    assert not any(visit.planned for visit in day_of(user=people.kari, now=now).today)


@pytest.mark.parametrize("way", ["death", "moved", "died", "moved away", "died later"])
def test_nobody_calls_or_answers_about_somebody_who_is_gone(scene, people, now, way):
    WAYS[way](scene)
    year = now.date() + timedelta(days=400)
    assert due_list(user=people.kari, today=now.date(), until=year) == []
    assert [row for row in inbox(user=people.ole, now=now).rows if row.person_id == scene.person.pk] == []
    assert scene.person not in in_reach(people.kari, today=now.date())


def test_what_was_planned_and_fell_away_says_why_and_stays_in_the_history(scene, now):
    complete(scene)
    ahead = Visit.objects.filter(episode=scene.episode, planned_at__gt=now)
    assert len(ahead) == 3
    for visit in ahead:
        assert "" not in (visit.cancelled_for, visit.get_cancelled_for_display())
        # One of them was given other staff before it fell away: what it was before stays, too.
        states = [event.state for event in visit.events.order_by("pgh_id")]
        assert states[0] == "planned" and states[-1] == "cancelled" and states.count("cancelled") == 1


def test_the_page_is_told_what_fell_away(scene):
    complete(scene)
    told = " ".join(answer.words for answer in scene.episode.answers)
    assert "3 " in told and len(scene.episode.answers) >= 4


def test_after_a_death_no_letter_goes_to_the_dead_and_whoever_referred_is_told_the_truth(scene, people, now):
    own = actions.register_referral(
        person=scene.person,
        received_on=now.date(),
        route="new_applicant",
        referrer="person",
        office=people.office,
        by=people.ole,
        now=now,
    )
    before = set(Letter.objects.values_list("pk", flat=True))
    die(scene)
    new = Letter.objects.exclude(pk__in=before)
    assert {letter.to for letter in new if letter.kind == "answer_to_referrer"} == {"Lege Lind"}
    assert "Velkommen" not in "".join(letter.html for letter in new)
    assert Referral.objects.get(pk=own.pk).state == "withdrawn"
    assert not new.filter(to=str(scene.person)).exists()


def test_a_visit_up_to_the_last_day_stays_to_be_recorded_by_whoever_went(scene, people, now):
    """The trainer keeps the place for a week; the day's list shows the visit, and it can be written down."""
    later = now + timedelta(days=2)
    actions.complete_episode(
        episode=scene.episode,
        ended_on=later.date(),
        agreed_on=later.date(),
        agreed_words="Det er greit.",
        services={},
        outcome="no_service",
        by=people.kari,
        now=later,
    )
    shown = day_of(user=people.bob, now=later + timedelta(days=1)).unrecorded
    assert [visit.at for visit in shown] == [now + timedelta(hours=2), now + timedelta(days=1)]
    place = CareTeamMember.objects.get(episode=scene.episode, user=people.bob)
    assert place.ends_on == later.date() + timedelta(days=7)


def test_a_period_cannot_end_before_a_visit_that_was_recorded(scene, people, now):
    with pytest.raises(Exception, match="recorded"):
        actions.drop_out(
            episode=scene.episode,
            ended_on=now.date() - timedelta(days=1),
            reason="hospital",
            by=people.kari,
            now=now,
        )
    assert Episode.objects.get(pk=scene.episode.pk).state == "active"
