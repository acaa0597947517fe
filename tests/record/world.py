"""One person with something in every corner of the record, made with the actions of the rooms.

`Saying` decides what stands in each free-text field: plain words, or whatever a test wants to see come out again.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from fotfeste.care.board.actions import add_task, open_meeting, write_note
from fotfeste.care.board.models import Meeting
from fotfeste.care.pathway import actions as pathway
from fotfeste.care.pathway.models import Episode, FollowUp, Letter, Person, Referral
from fotfeste.care.terms.rules.vocabulary import CareRole, ServiceKind
from fotfeste.ground.access.models import Unit
from tests.record.training import Saying, trained_in_two_weeks

WEEKS = timedelta(weeks=4)
OWN = " Slik er det her nå."  # a reason takes a sentence


def plainly(field: str, _longest: int) -> str:
    """Words that nobody minds."""
    return {"given_name": "Vakker", "family_name": "Blomst", "phone": "41500000"}.get(field, "Som avtalt")


@dataclass(frozen=True)
class Followed:
    """One person and the ids that stand in addresses and forms about them."""

    person: Person
    ids: dict[str, Any]


def _referral(person: Person, people: Any, team: Unit, now: datetime, say: Saying) -> Referral:
    return pathway.register_referral(
        person=person,
        received_on=now.date(),
        route="new_applicant",
        referrer="gp",
        referrer_name=say("referrer_name", 120),
        name_as_written=say("name_as_written", 160),
        function_loss="sudden",
        cause="hip_fracture",
        services_today=["home_nursing"],
        hours_per_week=Decimal(3),
        what_matters=say("what_matters", 0),
        home_situation=say("home_situation", 0),
        note=say("referral_note", 0),
        office=people.office,
        team=team,
        by=people.ole,
        now=now,
    )


def _tried_and_told(referral: Referral, people: Any, now: datetime, say: Saying) -> None:
    """A call nobody answered, and a letter that it takes time."""
    pathway.try_contact(referral=referral, key=uuid4(), note=say("try_note", 0), by=people.ole, now=now)
    pathway.write_preliminary_answer(
        referral=referral, why=say("why_it_waits", 0) + OWN, expected_on=now.date() + WEEKS, by=people.ole, now=now
    )


def _granted(person: Person, people: Any, team: Unit, now: datetime, say: Saying) -> Referral:
    referral = _referral(person, people, team, now, say)
    _tried_and_told(referral, people, now, say)
    pathway.record_contact(
        referral=referral,
        contacted_on=now.date(),
        note=say("contact_note", 0),
        interpreter_used=False,
        why_no_interpreter=say("why_no_interpreter", 0),
        by=people.ole,
        now=now,
    )
    pathway.screen(
        referral=referral, answers={}, included=True, reason=say("screening_reason", 0), by=people.ole, now=now
    )
    pathway.decide(
        referral=referral,
        outcome="granted",
        reason_facts=say("granted_facts", 0) + OWN,
        alike_is_true=True,
        starts_on=now.date(),
        ends_on=now.date() + WEEKS,
        visits_per_week_first=5,
        visits_per_week_last=2,
        content=say("content", 0),
        goals=say("decision_goals", 0),
        by=people.ole,
        now=now,
    )
    return referral


def _opened(referral: Referral, team: Unit, by: Any, now: datetime, say: Saying, members: Any = ()) -> Episode:
    return pathway.open_episode(
        referral=referral,
        team=team,
        group="first_time",
        coordinator=by,
        members=members,
        services_at_start={},
        granted_estimate={ServiceKind.HOME_NURSING: Decimal(3)},
        planned_start_on=now.date(),
        planned_end_on=now.date() + WEEKS,
        what_matters=say("what_matters", 0),
        by=by,
        now=now,
    )


def _ended_period(person: Person, people: Any, team: Unit, by: Any, then: datetime, say: Saying) -> Episode:
    """A period of forty weeks ago: completed, handed over, and followed up once."""
    episode = _opened(_granted(person, people, team, then, say), team, by, then, say)
    pathway.begin_training(episode=episode, on=then.date(), by=by, now=then)
    later = then + WEEKS
    pathway.complete_episode(
        episode=episode,
        ended_on=later.date(),
        agreed_on=later.date(),
        agreed_words="Det er greit.",
        services={},
        outcome="fewer_services",
        outcome_note=say("outcome_note", 0),
        evaluation=say("evaluation", 0),
        by=by,
        now=later,
    )
    pathway.reopen_episode(episode=episode, reason=say("reopened_reason", 0), by=by, now=later)
    pathway.complete_episode(
        episode=episode,
        ended_on=later.date(),
        agreed_on=later.date(),
        agreed_words="Det er greit.",
        services={},
        outcome="fewer_services",
        outcome_note=say("outcome_note", 0),
        evaluation=say("evaluation", 0),
        by=by,
        now=later,
    )
    pathway.hand_over(
        episode=episode,
        to_unit=people.zone,
        contact=people.hanna,
        does_alone=say("does_alone", 0),
        help_not_to_give=say("help_not_to_give", 0),
        training_goes_on=say("training_goes_on", 0),
        introductions=say("introductions", 0),
        check_on=later.date() + timedelta(weeks=6),
        by=by,
        now=later,
    )
    month = later + timedelta(days=31)
    pathway.record_follow_up(
        follow_up=FollowUp.objects.get(episode=episode, occasion="month_1"),
        state="done",
        done_on=month.date(),
        method="phone",
        lives_at_home=True,
        note=say("follow_up_note", 0),
        by=by,
        now=month,
    )
    return episode


def _changed_and_taken_back(episode: Episode, people: Any, now: datetime, say: Saying) -> Any:
    """A change that was decided, asked to wait, refused that, and taken back: the period is as it was granted."""
    by: dict[str, Any] = {"by": people.ole, "now": now}
    pathway.record_hearing(episode=episode, on=now.date(), words=say("hearing", 0), **by)
    weeks = now.date() + timedelta(weeks=2)
    warning = pathway.warn(episode=episode, plan=say("warning_plan", 0) + OWN, reply_by=weeks, **by)
    pathway.record_reply(hearing=warning, replied_on=now.date(), reply=say("reply", 0), **by)
    decision = pathway.change_decision(
        episode=episode,
        outcome="reduced",
        takes_effect_on=now.date() + timedelta(weeks=1),
        soon_because="Hun ber selv om det nå.",
        visits_per_week_first=1,
        content=say("change_content", 0),
        asked_for=say("change_asked_for", 0),
        persons_view=say("change_persons_view", 0),
        reason_rules=say("change_rules", 0) + OWN,
        reason_facts=say("change_facts", 0) + OWN,
        reason_weighed=say("change_weighed", 0) + OWN,
        alike_is_true=True,
        **by,
    )
    deferral = pathway.ask_deferral(decision=decision, asked_on=now.date(), words=say("deferral", 0), **by)
    pathway.answer_deferral(deferral=deferral, granted=False, reason=say("deferral_reason", 0) + OWN, **by)
    return pathway.take_back_change(decision=decision, reason=say("fell_away_reason", 0) + OWN, **by)


def followed(
    people: Any, now: datetime, *, say: Saying = plainly, team: Any = None, by: Any = None, other: Any = None
) -> Followed:
    """A person with an earlier period, a refused and a withdrawn referral, and a period in its third week at `now`.

    The team follows them through `by` (a coordinator or therapist of the team); team South unless told otherwise.
    """
    team, by, other = team or people.south, by or people.kari, other or people.bob
    begin = now - timedelta(weeks=44)
    person = pathway.register_person(
        given_name=say("given_name", 80),
        family_name=say("family_name", 80),
        birth_date=date(1944, 3, 2),
        sex="woman",
        address=say("address", 160),
        postal_code="2815",
        city=say("city", 80),
        phone=say("phone", 20),
        interpreter=say("interpreter", 40),
        gp_name=say("gp_name", 120),
        by=people.ole,
        now=begin,
    )
    ended = _ended_period(person, people, team, by, begin, say)
    relative = pathway.add_relative(
        person=person,
        name=say("relative_name", 120),
        relationship=say("relationship", 60),
        phone=say("phone", 20),
        by=people.ole,
        now=begin,
    )
    pathway.consent_to_relative(relative=relative, on=begin.date(), by=people.ole, now=begin)
    pathway.assess_competence(
        person=person,
        question=say("competence_question", 0),
        finding="not_able",
        why=say("competence_why", 0),
        assessed_on=begin.date(),
        by=people.ole,
        now=begin,
    )

    turned_down = _referral(person, people, team, now - timedelta(weeks=20), say)
    warned = pathway.warn(
        referral=turned_down,
        plan=say("plan", 0) + OWN,
        reply_by=(now - timedelta(weeks=18)).date(),
        by=people.ole,
        now=now - timedelta(weeks=20),
    )
    pathway.record_reply(
        hearing=warned,
        replied_on=(now - timedelta(weeks=20)).date(),
        reply=say("reply", 0),
        by=people.ole,
        now=now - timedelta(weeks=20),
    )
    pathway.record_hearing(
        referral=turned_down,
        on=(now - timedelta(weeks=20)).date(),
        words=say("heard", 0),
        by=people.ole,
        now=now - timedelta(weeks=20),
    )
    pathway.screen(
        referral=turned_down,
        answers={},
        included=False,
        reason=say("screening_reason", 0),
        alternative="one_profession",
        answer_to_referrer=say("answer_to_referrer", 0),
        persons_view=say("persons_view", 0),
        reason_rules=say("reason_rules", 0) + OWN,
        reason_facts=say("reason_facts", 0) + OWN,
        reason_weighed=say("reason_weighed", 0) + OWN,
        alternative_words=say("alternative_words", 0),
        asked_for=say("asked_for", 0),
        alike_is_true=True,
        by=people.ole,
        now=now - timedelta(weeks=20),
    )
    withdrawn = _referral(person, people, team, now - timedelta(weeks=19), say)
    pathway.withdraw_referral(
        referral=withdrawn,
        who="person",
        reason=say("withdrawn_reason", 0),
        by=people.ole,
        now=now - timedelta(weeks=19),
    )

    start = now - timedelta(weeks=2)
    referral = _granted(person, people, team, start, say)
    pathway.receive_appeal(
        decision=referral.decision, received_on=start.date(), text=say("appeal", 0), by=people.ole, now=start
    )
    members = [(people.bob, CareRole.TRAINER)] if team == people.south else []
    episode = _opened(referral, team, by, start, say, members)
    change = _changed_and_taken_back(episode, people, start, say)
    trained = trained_in_two_weeks(episode, people, by, other, start, say)
    task = add_task(episode=episode, text=say("task", 200), assigned_to=by, by=by, now=now)
    meeting = Meeting.objects.filter(team=team, closed_at=None).first() or open_meeting(team=team, by=by, now=now)
    write_note(
        meeting=meeting,
        episode=episode,
        note=say("meeting_note", 0),
        decision=say("meeting_decision", 0),
        by=by,
        now=now,
    )
    # Somebody who waits: the inbox is the only place that shows them.
    waiting = _referral(person, people, team, now - timedelta(days=1), say) if say is not plainly else None
    if waiting is not None:
        _tried_and_told(waiting, people, now, say)
    return Followed(
        person=person,
        ids={
            "person_id": person.pk,
            "referral_id": (waiting or referral).pk,
            "granted_referral_id": referral.pk,
            "turned_down_id": turned_down.pk,
            "withdrawn_id": withdrawn.pk,
            "episode_id": episode.pk,
            "ended_episode_id": ended.pk,
            "decision_id": change.pk,
            "visit_id": trained["visit"].pk,
            "done_visit_id": trained["done_visit"].pk,
            "goal_id": trained["goal"].pk,
            "closed_goal_id": trained["closed_goal"].pk,
            "measure_id": trained["measure"].pk,
            "assessment_id": trained["assessment"].pk,
            "tug_id": trained["tug"].pk,
            "task_id": task.pk,
            "meeting_id": meeting.pk,
            "relative_id": relative.pk,
            "letter_id": Letter.objects.filter(person=person).order_by("written_at").first().pk,
            "follow_up_id": FollowUp.objects.get(episode=ended, occasion="month_12").pk,
            "public_id": people.charlie.public_id,
            "upload_id": person.pk,
            "instrument": "tug",
            "moment": "at_start",
        },
    )
