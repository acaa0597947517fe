"""A day on which everything is done that can be done: each action of the product at least once.

`tests/record/world.py` does about half of it, for one person; the rest follows here, for that person and a few more.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from fotfeste.care.board import actions as board
from fotfeste.care.board.models import Meeting, Task
from fotfeste.care.goals import actions as goals
from fotfeste.care.goals.models import Goal, Measure
from fotfeste.care.pathway import actions as pathway
from fotfeste.care.pathway.models import ContactAttempt, DecisionCompetence, Letter, Person, Referral, Relative
from fotfeste.care.service_model.actions import save_service_model
from fotfeste.care.service_model.queries import preset_text
from fotfeste.care.terms.rules.vocabulary import ServiceKind
from fotfeste.care.visits import actions as visits
from fotfeste.channels.intake import actions as intake
from fotfeste.channels.intake.rules.episodes import check_episodes
from fotfeste.channels.intake.rules.referrals import check_referrals
from fotfeste.ground.access import actions as access
from fotfeste.ground.access.rules.rights import Role
from fotfeste.insight.report.actions import count_anew
from tests.data.intake.building import example
from tests.record.pathway.periods import completed_period, granted_referral, open_period, running_period
from tests.record.world import followed

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def everything(people: Any, now: datetime) -> None:
    """Do all of it, as those whose work it is. `now` is a working day."""
    followed(people, now)
    _meet(people, now)
    _train_towards_goals(people, now)
    _move_and_correct_visits(people, now)
    _close_and_mend(people, now)
    _change(people, now)
    _write_and_send(people, now)
    _know_the_person(people, now)
    _leave(people, now)
    _bring_in(people, now)
    _run_the_place(people, now)


def _meet(people: Any, now: datetime) -> None:
    by: dict[str, Any] = {"by": people.kari, "now": now}
    meeting = Meeting.objects.get(closed_at=None)
    board.close_meeting(meeting=meeting, **by)
    board.reopen_meeting(meeting=meeting, **by)
    board.finish_task(task=Task.objects.get(), **by)


def _train_towards_goals(people: Any, now: datetime) -> None:
    by: dict[str, Any] = {"by": people.kari, "now": now}
    goals.rate_goal(goal=Goal.objects.get(closed_on=None), rating_after=7, **by)
    goals.end_measure(measure=Measure.objects.get(), on=now.date(), **by)


def _move_and_correct_visits(people: Any, now: datetime) -> None:
    by: dict[str, Any] = {"by": people.kari, "now": now}
    episode = running_period(people, now - 3 * DAY, "Varm")
    planned = [
        visits.NewVisit(planned_at=now + shift, planned_minutes=30, staff=(people.bob, people.kari))
        for shift in (-2 * DAY, -DAY, DAY, 2 * DAY, 3 * DAY)
    ]
    was, missed, soon, later, last = visits.plan_visits(
        episode=episode, visits=planned, by=people.kari, now=now - 3 * DAY
    )
    visits.record_visit(visit=was, minutes_on_site=30, **by)
    facts: dict[str, Any] = {"minutes_on_site": 25, "minutes_travel": None, "trained": [], "effort": None, "note": ""}
    visits.correct_visit(visit=was, started_at=now - 2 * DAY, **facts, **by)
    visits.record_not_done(visit=missed, deviation="not_home", **by)
    visits.correct_to_done(visit=missed, minutes_on_site=20, started_at=now - DAY, **by)
    visits.correct_to_not_done(visit=missed, deviation="ill", **by)
    visits.move_visit(visit=soon, planned_at=now + DAY + HOUR, planned_minutes=30, staff=[people.bob], **by)
    visits.cancel_visit(visit=later, **by)
    visits.record_visit(visit=last, minutes_on_site=30, started_at=now, **by)
    visits.back_to_plan(visit=last, **by)


def _close_and_mend(people: Any, now: datetime) -> None:
    by: dict[str, Any] = {"by": people.kari, "now": now}
    episode = completed_period(people, now, "Lun")
    end = {"services": {}, "outcome": "no_service"}
    agreed = {"agreed_on": now.date(), "agreed_words": "Det går fint nå."}
    pathway.reopen_episode(episode=episode, reason="Lukket for tidlig", **by)
    pathway.preview_completion(episode=episode, ended_on=now.date(), **end, **agreed, **by)
    pathway.complete_episode(episode=episode, ended_on=now.date(), **end, **agreed, **by)
    pathway.correct_closing(episode=episode, ended_on=now.date(), correction="Skrevet feil.", **end, **by)
    pathway.correct_end(episode=episode, ended_on=now.date() - DAY, **by)
    other = open_period(people, now, "Mild")
    pathway.move_start(episode=running_period(people, now - 3 * DAY, "Stille"), on=now.date() - DAY, **by)
    pathway.set_service_levels(episode=other, moment="at_start", hours={ServiceKind.HOME_NURSING: Decimal(1)}, **by)
    pathway.add_to_care_team(episode=other, user=people.alice, role="therapist", **by)
    pathway.leave_care_team(episode=other, user=people.alice, role="therapist", last_day=now.date(), **by)
    pathway.drop_out(
        episode=running_period(people, now, "Rask"), ended_on=now.date(), reason="withdrew", agreed=True, **by
    )


def _change(people: Any, now: datetime) -> None:
    by: dict[str, Any] = {"by": people.ole, "now": now}
    episode = running_period(people, now - 5 * DAY, "Stø")
    pathway.record_hearing(episode=episode, on=now.date(), words="Vil gjerne slutte før", **by)
    facts = {
        "outcome": "ended_early",
        "ends_on": now.date() + 15 * DAY,
        "reason_rules": "Loven sier at hjelpen skal passe.",
        "reason_facts": "Går nå trappene alene hver dag.",
        "reason_weighed": "Vi la vekt på hva du klarer selv.",
        "alike_is_true": True,
    }
    pathway.preview_change(episode=episode, **facts, **by)
    decision = pathway.change_decision(episode=episode, **facts, **by)
    deferral = pathway.ask_deferral(decision=decision, asked_on=now.date(), words="Vent til klagen er svart på", **by)
    pathway.answer_deferral(deferral=deferral, granted=True, **by)
    pathway.let_change_stand(decision=decision, takes_effect_on=now.date() + 17 * DAY, **by)


def _write_and_send(people: Any, now: datetime) -> None:
    by: dict[str, Any] = {"by": people.ole, "now": now}
    letter = Letter.objects.filter(kind="decision").earliest("written_at")
    dispatch = pathway.mark_sent(letter=letter, way="post", sent_on=now.date(), **by)
    pathway.take_back_sent(dispatch=dispatch, **by)
    referral = granted_referral(people, now, "Glad")
    waiting = pathway.register_referral(
        person=referral.person, received_on=now.date(), route="new_applicant", referrer="person",
        office=people.office, team=people.south, **by,
    )  # fmt: skip
    attempt = pathway.try_contact(referral=waiting, key=uuid4(), **by)
    pathway.undo_try(attempt=attempt, **by)
    assert ContactAttempt.objects.filter(pk=attempt.pk).exists()


def _know_the_person(people: Any, now: datetime) -> None:
    by: dict[str, Any] = {"by": people.ole, "now": now}
    person = granted_referral(people, now, "Kjent").person
    pathway.update_contact(person=person, phone="41500001", **by)
    relative = Relative.objects.get()
    pathway.withdraw_consent(relative=relative, on=now.date(), **by)
    pathway.set_sharing(person=person, with_whom="gp", agrees=False, said_on=now.date(), **by)
    assessed = DecisionCompetence.objects.latest("written_at")
    pathway.note_competence_shown(assessment=assessed, to_person_on=now.date(), **by)
    for answer in (pathway.confirm_person, pathway.reject_match):
        answer(referral=_written_by_gp(people, now), **by)
    own, near = (
        access.add_user(
            email=f"{role.value}@example.invalid", name="Kjent Blomst", role=role, units=(), by=people.admin, now=now
        )
        for role in (Role.PERSON, Role.RELATIVE)
    )
    pathway.let_person_sign_in(person=person, user=own, by=people.admin, now=now)
    pathway.let_relative_sign_in(relative=relative, user=near, by=people.admin, now=now)


def _written_by_gp(people: Any, now: datetime) -> Referral:
    """A referral by somebody who may not see that the person is known from before."""
    number = "13863610723"
    if not Person.objects.filter(national_number=number).exists():
        pathway.register_person(given_name="Våken", family_name="Due", national_number=number, by=people.ole, now=now)
    return pathway.refer(
        person=None, who={"given_name": "Våken", "family_name": "Due", "national_number": number}, near={},
        key=uuid4().hex, digest=uuid4().hex, received_on=now.date(), route="new_applicant", referrer="gp",
        office=people.office, by=people.gp, now=now,
    )  # fmt: skip


def _leave(people: Any, now: datetime) -> None:
    by: dict[str, Any] = {"by": people.ole, "now": now}
    person = open_period(people, now, "Fjern").person
    pathway.record_move(person=person, on=now.date(), **by)
    pathway.withdraw_move(person=person, **by)
    pathway.record_death(person=person, on=now.date(), **by)
    pathway.withdraw_death(person=person, **by)


def _bring_in(people: Any, now: datetime) -> None:
    by: dict[str, Any] = {"by": people.ole, "now": now}
    content = example("henvisninger_utf8.csv")
    first, second, *_ = check_referrals(content, today=now.date()).accepted
    one, other, *_ = check_episodes(example("forlop_klepp_rekonstruert.csv"), today=now.date()).accepted
    intake.take_rows(rows=[first], **by)
    intake.take_referral(row=second, **by)
    intake.take_episode(row=one, **by)
    upload = intake.keep_upload(kind="referrals", name="liste.csv", content=content, **by)
    intake.take_upload(upload=upload, rows=[first], **by)
    intake.throw_away(upload=intake.keep_upload(kind="referrals", name="liste.csv", content=content, **by), **by)
    pathway.import_finished_episode(
        key=other.key, label=other.label, group=other.group, started_on=other.started_on, ended_on=other.ended_on,
        hours_at_start=other.hours_at_start, hours_at_end=other.hours_at_end, safety_alarm=other.safety_alarm, **by,
    )  # fmt: skip


def _run_the_place(people: Any, now: datetime) -> None:
    by: dict[str, Any] = {"by": people.admin, "now": now}
    access.add_unit(name="Team Øst", kind="team", **by)
    access.end_membership(user=people.charlie, unit=people.north, last_day=now.date(), **by)
    access.switch_user(user=people.bob, active=False, **by)
    count_anew(by=people.manager, now=now)
    save_service_model(text=preset_text("klepp"), effective_from=now.date() + DAY, **by)
