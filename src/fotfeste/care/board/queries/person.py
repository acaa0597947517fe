"""Everything about one person, read once for the person page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import localdate

from fotfeste.care.assessment.queries import Recorded, assessments_of
from fotfeste.care.goals.queries import GoalCard, goals_of, planned_dose_of
from fotfeste.care.pathway.models import (
    Appeal,
    Decision,
    Episode,
    Person,
    Referral,
    Relative,
    ServiceLevel,
    ServiceLevelsKnown,
)
from fotfeste.care.pathway.queries import (
    Banner,
    LetterTitle,
    Look,
    banner_with,
    episodes_of,
    letters_of,
    person_of,
    promised_day,
    relatives_of,
    told_it_takes_time,
    tries_to_reach,
    waiting_for,
)
from fotfeste.care.pathway.rules.follow_up import WAITING
from fotfeste.care.pathway.rules.period.outcome import plain_hours
from fotfeste.care.pathway.rules.referral.next_step import NextStep as ReferralStep
from fotfeste.care.pathway.rules.states import RUNNING_EPISODES
from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.vocabulary import CareRole, Moment, Occasion, OutcomeClass, ServiceKind
from fotfeste.care.visits.queries import VisitRow, left_over, visits_of
from fotfeste.ground.database.questions import question

from ..models import MeetingNote, Task
from ..rules.next_step import NextStep, Standing, next_steps
from .rows import TaskRow, baseline_missing


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What was said about the person in one meeting."""

    note: str
    decision: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True)
class PersonPage:
    """One person's whole way. `episode` is the newest one, `team` who works with it today; the lists hold all of them,
    oldest first.
    """

    person: Person
    referrals: list[Referral]
    episodes: list[Episode]
    episode: Episode | None
    visits: list[VisitRow]
    assessments: list[Recorded]
    goals: list[GoalCard]
    planned_dose: list[int]
    notes: list[NoteRow]
    tasks: list[TaskRow]
    levels: dict[Moment, dict[ServiceKind, Decimal]]
    relatives: list[Relative]
    letters: list[LetterTitle]
    steps: list[NextStep]
    waiting_referral: Referral | None
    to_record: VisitRow | None
    banner: Banner
    team: list[Any]

    @property
    def running(self) -> bool:
        return self.episode is not None and self.episode.state in RUNNING_EPISODES

    @property
    def visits_now(self) -> list[VisitRow]:
        """Those of the newest episode."""
        return [] if self.episode is None else [row for row in self.visits if row.episode_id == self.episode.pk]


def person_page(look: Look) -> PersonPage:
    """Read it all. The number of queries depends neither on how much there is nor on how many episodes."""
    referrals = _all_referrals(person=look.person_id)
    person = referrals[0].person if referrals else person_of(look)
    episodes = episodes_of(look)
    gathered = _with_notes(person=look.person_id)
    episode = episodes[0] if episodes else None
    visits = visits_of(look)
    assessments = assessments_of(look)
    goals = goals_of(look, episode_id=episode.pk, with_activities=False) if episode else []
    dose = planned_dose_of(look, episode.pk) if episode else []
    waiting = next((referral for referral in referrals if _step(look, referral) != ReferralStep.NONE), None)
    wanted = _baseline_wanted(episode, referrals)
    standing = _standing(look, person, episode, waiting, visits, assessments, goals, dose, wanted)
    return PersonPage(
        person=person,
        referrals=referrals,
        episodes=episodes,
        episode=episode,
        visits=visits,
        assessments=assessments,
        goals=goals,
        planned_dose=dose,
        notes=[_note(row) for each in gathered for row in each.notes],
        tasks=[_task(row, each.pk, look.today) for each in gathered for row in each.open_tasks],
        levels=next((_levels(each) for each in gathered if episode and each.pk == episode.pk), {}),
        relatives=relatives_of(look),
        letters=letters_of(look),
        steps=next_steps(standing, today=look.today),
        waiting_referral=waiting,
        to_record=next((row for row in visits if episode and row.episode_id == episode.pk and due(row, look)), None),
        banner=_banner(look, person, episode, referrals),
        team=_team(look, episode),
    )


def _banner(look: Look, person: Person, episode: Episode | None, referrals: list[Referral]) -> Banner:
    words = episode.what_matters if episode else ""
    words = words or next((referral.what_matters for referral in referrals if referral.what_matters), "")
    team = _team(look, episode)
    coordinator = next((row.user.name for row in team if row.role == CareRole.COORDINATOR), "")
    return banner_with(look, person, episode, coordinator=coordinator, what_matters=words)


def _team(look: Look, episode: Episode | None) -> list[Any]:
    """Who works with the newest episode today."""
    if episode is None:
        return []
    members = episode.care_team.all()
    return [
        row for row in members if row.starts_on <= look.today and (row.ends_on is None or row.ends_on >= look.today)
    ]


def due(row: VisitRow, look: Look) -> bool:
    """A visit to write down: from today when it is the reader's own, from an earlier day whoever it was."""
    own = look.user.pk in row.staff_ids
    return row.planned and (row.day < look.today or (row.day == look.today and own))


# What the page shows of a referral and of those who answered it; the rest stands on the referral's own page.
_OF_REFERRAL = (
    "state", "received_on", "contact_due_on", "answer_due_on", "route", "referrer", "cause", "what_matters",
    "contacted_on", "contact_note", "answered_on", "withdrawn_reason", "registered_at",
    "person__given_name", "person__family_name", "person__birth_date", "person__language", "person__interpreter",
    "person__alert", "person__died_on", "person__phone", "person__address", "person__postal_code", "person__city",
    "person__gp_name",
    "screening__included", "screening__alternative", "screening__reason", "screening__screened_at",
    "screening__screened_by__name",
    "decision__granted", "decision__outcome", "decision__starts_on", "decision__ends_on", "decision__decided_at",
    "decision__decided_on",
    "decision__decided_by__name",
    "episode__id",
)  # fmt: skip


@question
def _all_referrals(*, person: Any) -> QuerySet[Referral]:
    return (
        Referral.objects.filter(person_id=person)
        .select_related("person", "screening__screened_by", "decision__decided_by", "episode")
        .only(*_OF_REFERRAL)
        .annotate(
            appealed_on=ArraySubquery(
                Appeal.objects.filter(decision__referral=OuterRef("pk")).order_by("received_on").values("received_on")
            ),
            promised_on=promised_day(),
            tries=tries_to_reach(),
            told=told_it_takes_time(),
            changed=ArraySubquery(
                Decision.objects.filter(changes__referral=OuterRef("pk"))
                .order_by("decided_at")
                .values(row=JSONObject(outcome="outcome", at="decided_at", by="decided_by__name", ends_on="ends_on"))
            ),
        )
        .order_by("-received_on", "-registered_at")
    )


@question
def _with_notes(*, person: Any) -> QuerySet[Episode, Any]:
    """Notes, open tasks and services of every episode in one query: the page has room for few (architecture.md)."""
    of_episode = {"episode": OuterRef("pk")}
    notes = MeetingNote.objects.filter(**of_episode).exclude(note="", decision="").order_by("written_at")
    tasks = Task.objects.filter(**of_episode, done_at=None).order_by("due_on", "made_at")
    levels = ServiceLevel.objects.filter(**of_episode)
    return (
        Episode.objects.filter(person_id=person)
        .annotate(
            notes=ArraySubquery(
                notes.values(row=JSONObject(note="note", decision="decision", at="written_at", by="written_by__name"))
            ),
            open_tasks=ArraySubquery(
                tasks.values(
                    row=JSONObject(id="id", text="text", due="due_on", who="assigned_to__name", who_id="assigned_to_id")
                )
            ),
            known=ArraySubquery(ServiceLevelsKnown.objects.filter(**of_episode).values("moment")),
            levels=ArraySubquery(levels.values(row=JSONObject(moment="moment", kind="kind", hours="hours_per_week"))),
        )
        .only("pk")
    )


def _note(row: dict[str, Any]) -> NoteRow:
    at = parse_datetime(row["at"])
    assert at is not None, "PostgreSQL writes times in JSON as ISO 8601"
    return NoteRow(note=row["note"], decision=row["decision"], written_at=at, written_by=row["by"])


def _task(row: dict[str, Any], episode_id: UUID, today: date) -> TaskRow:
    due = parse_date(row["due"]) if row["due"] else None
    return TaskRow(
        id=UUID(row["id"]),
        episode_id=episode_id,
        text=row["text"],
        assigned_to=row["who"],
        assigned_to_id=row["who_id"],
        due_on=due,
        overdue=due is not None and due < today,
    )


def _levels(episode: Any) -> dict[Moment, dict[ServiceKind, Decimal]]:
    """Hours a week by kind for the moments that were registered, as `pathway.queries.levels_at` gives them."""
    found: dict[Moment, dict[ServiceKind, Decimal]] = {Moment(moment): {} for moment in episode.known}
    for row in episode.levels:
        if row["moment"] in found:
            found[Moment(row["moment"])][ServiceKind(row["kind"])] = plain_hours(Decimal(str(row["hours"])))
    return found


def _step(look: Look, referral: Referral) -> ReferralStep:
    return waiting_for(referral, today=look.today).step


def _standing(
    look: Look,
    person: Person,
    episode: Episode | None,
    waiting: Referral | None,
    visits: list[VisitRow],
    assessments: list[Recorded],
    goals: list[GoalCard],
    dose: list[int],
    wanted: Sequence[str],
) -> Standing:
    found: dict[str, Any] = {"died": person.died_on is not None}
    if waiting is not None:
        wait = waiting_for(waiting, today=look.today)
        found |= {"referral_step": str(wait.step), "referral_due": wait.deadline.on if wait.deadline else None}
    if episode is None:
        return Standing(**found)
    mine = [row for row in visits if row.episode_id == episode.pk]
    planned = [row.day for row in mine if row.planned]
    to_record = [row for row in mine if due(row, look)]
    recorded = {occasion: _instruments(assessments, episode.pk, occasion) for occasion in Occasion}
    return Standing(
        **found,
        episode_state=episode.state,
        planned_start_on=episode.planned_start_on,
        planned_end_on=episode.planned_end_on,
        first_visit_known=any(row.planned or row.done for row in mine),
        to_record=to_record[0].day if to_record else None,
        left_over_from=_left_over_from(look, episode),
        next_visit_on=min((day for day in planned if day >= look.today), default=None),
        baseline_done=not baseline_missing(recorded[Occasion.BASELINE], wanted=wanted),
        goals=len(goals),
        dose_planned=bool(dose),
        discharge_assessed=bool(recorded[Occasion.DISCHARGE]),
        services_go_on=episode.outcome in (OutcomeClass.FEWER_SERVICES, OutcomeClass.SAME_OR_MORE_SERVICES)
        and episode.import_key is None,
        handed_over=hasattr(episode, "hand_over"),
        follow_up_due=_follow_up_due(episode),
    )


def _left_over_from(look: Look, episode: Episode) -> date | None:
    waiting = left_over([episode.pk], today=look.today).get(episode.pk) if episode.state in RUNNING_EPISODES else None
    return localdate(waiting[0].at) if waiting else None


def _baseline_wanted(episode: Episode | None, referrals: list[Referral]) -> Sequence[str]:
    """What the model of the newest episode's decision asks for at the start."""
    if episode is None:
        return ()
    decided = (each.decision.decided_on for each in referrals if each.pk == episode.referral_id and _decided(each))
    return service_model(next(decided, episode.planned_start_on)).instruments.baseline


def _decided(referral: Referral) -> bool:
    return hasattr(referral, "decision")


def _instruments(assessments: list[Recorded], episode_id: UUID, occasion: Occasion) -> set[str]:
    return {one.instrument.code for one in assessments if (one.episode_id, one.occasion) == (episode_id, occasion)}


def _follow_up_due(episode: Episode) -> date | None:
    return min((each.due_on for each in episode.follow_ups.all() if each.state in WAITING), default=None)


def holds_in(episode: Episode) -> list[Any]:
    """The breaks of an episode of the page, as they were read with it."""
    return list(episode.holds.all())


def contacts_in(episode: Episode) -> list[Any]:
    """The contacts after an episode of the page, as they were read with it."""
    return list(episode.follow_ups.all())
