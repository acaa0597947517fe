"""A granted decision is changed while it runs, and what a person may ask for about the change (ADR 0026)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.errors import CareError
from fotfeste.care.terms.rules.law import BASES
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome, WhyFellAway
from fotfeste.ground.access import log
from fotfeste.ground.access.gate import require
from fotfeste.ground.access.models import User
from fotfeste.ground.access.rules.rights import Act, Role, may
from fotfeste.ground.ui.rules import visible
from fotfeste.ground.ui.wording import exact_day

from ...models import Decision, Deferral, Episode
from ...queries.decision.changes import (
    change_from,
    changes_of,
    end_now,
    granted_decision_of,
    in_force,
    latest_change_of,
    team_may,
)
from ...queries.period.episodes import model_of
from ...queries.person.record import relations_to
from ...rules.deadlines import appeal_before
from ...rules.decision.changes import TO_HARM, Change, fault_in, first_day_of_effect, is_soon
from ...rules.states import RUNNING_EPISODES
from ...wording.changes import FAULTS
from ...writing.decision.changing import follow, wait_is_over
from ...writing.decision.deciding import check_heard, check_own_reason, check_reason, check_words
from ...writing.letters import change_letters, letters
from ...writing.period.closing import hold_period
from ...writing.referral.registering import check_who


@transaction.atomic
def change_decision(
    *,
    episode: Episode,
    outcome: DecisionOutcome | str,
    reason_rules: str,
    reason_facts: str,
    reason_weighed: str,
    by: User,
    now: datetime,
    ends_on: date | None = None,
    takes_effect_on: date | None = None,
    visits_per_week_first: int | None = None,
    visits_per_week_last: int | None = None,
    content: str = "",
    asked_for: str = "",
    persons_view: str = "",
    legal_basis: Sequence[str] = (),
    alike_is_true: bool = False,
    soon_because: str = "",
    seen: int | None = None,
) -> Decision:
    """Make a running period longer, make it less, or end it before time: a decision of its own, with its letter.

    ends_on            the last day that then holds: needed for longer and for ended early; for less, None keeps the day
    takes_effect_on    of less: from which day, the day after today at the earliest; the others follow from `ends_on`
    visits_per_week_*  from that day on, in the first and in the last week; None leaves the weeks as they are
    legal_basis        keys of the law's data; empty takes those of the decision that is changed
    soon_because     why something to harm applies sooner than two weeks from today; it is added to `reason_weighed`
    seen             the latest change that whoever decides has seen, 0 for none; None where nobody looked at a page
    alike_is_true      somebody says that words that were used before are true of this person too
    What takes something from the person needs that the person was heard first. Where the model lets the team make a
    period longer itself, its coordinator may; everything else is the office's. The plan of visits follows at once;
    `episode.answers` says what the rooms did. Raises `CareError` with what to do.
    """
    hold_period(episode)
    kind, today = DecisionOutcome(outcome), localdate(now)
    relations = relations_to(by, episode.person_id, today=today)
    require(by, Act.CHANGE_DECISION, relations, person_id=episode.person_id)
    check_who(episode.person)
    granted = _granted(episode)
    if not may(Role(by.role), Act.DECIDE, relations) and not team_may(episode, kind):
        raise CareError("Here this is for the allocation office to decide. Ask them, and say why.")
    if seen is not None and seen != latest_change_of(granted):
        raise CareError(
            "Somebody else has changed the decision since you opened this page. Look at what applies now, above, and "
            "send in again if your change is still right. What you wrote is kept."
        )
    before = changes_of(granted)
    standing = in_force(episode, before)
    effect = first_day_of_effect(kind, end=standing.end, last_day=ends_on, asked=takes_effect_on)
    if effect is None or (ends_on is None and kind is not DecisionOutcome.REDUCED):
        raise CareError("Write from which day it is to apply.")
    wanted = Change(
        outcome=kind,
        takes_effect_on=effect,
        ends_on=ends_on or standing.end,
        end_before=standing.end,
        keeps_end=ends_on in (None, standing.end),
        first=visits_per_week_first if kind is not DecisionOutcome.ENDED_EARLY else None,
        last=visits_per_week_last if kind is not DecisionOutcome.ENDED_EARLY else None,
    )
    rule = model_of(episode).length
    if fault := fault_in(wanted, now=standing, rule=rule, today=today):
        raise CareError(FAULTS[fault], end=exact_day(standing.end), weeks=rule.max_weeks)
    words = {
        "reason_rules": visible(reason_rules),
        "reason_facts": visible(reason_facts),
        "reason_weighed": visible(reason_weighed),
    }
    check_reason(kind, words, legal_basis)
    if is_soon(wanted, today=today):
        if not visible(soon_because):
            raise CareError(
                "The change applies sooner than two weeks from today. Write a later day, or why it cannot wait: the "
                "person needs time to get the letter and to answer it."
            )
        words["reason_weighed"] = "\n\n".join(filter(None, (words["reason_weighed"], visible(soon_because))))
    check_heard(kind, episode=episode, today=today)
    alike_to = check_own_reason(episode.person, words, alike_is_true=alike_is_true, today=today)
    decision = Decision.objects.create(
        person_id=episode.person_id,
        changes=granted,
        outcome=kind,
        asked_for=visible(asked_for),
        starts_on=episode.planned_start_on,
        ends_on=wanted.ends_on,
        ended_before_on=standing.end,
        takes_effect_on=effect,
        visits_per_week_first=wanted.first,
        visits_per_week_last=wanted.last,
        content=visible(content),
        persons_view=visible(persons_view),
        **words,
        reason_alike_to=alike_to,
        legal_basis=[key for key in BASES if key in (legal_basis or granted.legal_basis)],
        decided_on=today,
        appeal_before=appeal_before(today, weeks=service_model(today).decision.appeal_weeks),
        decided_by=by,
        decided_at=now,
    )
    letters.decision_letter(decision=decision, by=by, now=now)
    follow(episode=episode, since=effect, by=by, now=now)
    log.write(by=by, act=Act.CHANGE_DECISION, now=now, person_id=episode.person_id, subject=decision)
    return decision


@transaction.atomic
def ask_deferral(*, decision: Decision, asked_on: date, words: str, by: User, now: datetime) -> Deferral:
    """The person asks that a change waits until the appeal is decided. Registered with its day, like an appeal.

    Sent again with the same day and words, it is the request that is there, also when it is answered. Raises
    `CareError` where there is nothing to wait for, and while another request is not answered.
    """
    episode, today = _held(decision), localdate(now)
    relations = relations_to(by, decision.person_id, today=today)
    require(by, Act.RECEIVE_APPEAL, relations, person_id=decision.person_id)
    _check_to_harm(decision)
    if not decision.decided_on <= asked_on <= today:
        raise CareError("Write the day the person asked: from the day of the decision to today.")
    if not visible(words):
        raise CareError("Write what the person asks, in their own words if you can.")
    if known := decision.deferrals.filter(asked_on=asked_on, words=visible(words)).first():
        return known
    if decision.deferrals.filter(granted=None).exists():
        raise CareError("A request waits for an answer already. Answer that one; it counts for this one, too.")
    if decision.waits_since is not None:
        raise CareError(
            "The change is already postponed until the appeal is decided. There is nothing more to ask for."
        )
    deferral = Deferral.objects.create(
        decision=decision, asked_on=asked_on, words=visible(words), received_by=by, received_at=now
    )
    log.write(by=by, act=Act.RECEIVE_APPEAL, now=now, person_id=episode.person_id, subject=deferral)
    return deferral


@transaction.atomic
def answer_deferral(*, deferral: Deferral, granted: bool, reason: str = "", by: User, now: datetime) -> Deferral:
    """Answer as soon as it can be done, with a letter to the person. Granted, what was before the change holds at once
    and until the appeal is decided; a refusal says why. Raises `CareError` when it is answered already.
    """
    decision, today = deferral.decision, localdate(now)
    episode = _held(decision)
    relations = relations_to(by, decision.person_id, today=today)
    require(by, Act.DECIDE, relations, person_id=decision.person_id)
    deferral.refresh_from_db(from_queryset=Deferral.objects.select_for_update())
    deferral.decision = decision
    if deferral.granted is not None:
        raise CareError("The request is answered already. Reload the page to see how.")
    _check_to_harm(decision)
    if not granted and not visible(reason):
        raise CareError("Write why the change is not postponed. A refusal without a reason cannot be understood.")
    if not granted:
        check_words(visible(reason))
    if granted and episode.state not in RUNNING_EPISODES:
        raise CareError("The period is closed. Open it again first; then the change can be postponed.")
    deferral.granted, deferral.reason = granted, visible(reason)
    deferral.answered_on, deferral.answered_by, deferral.answered_at = today, by, now
    deferral.save(update_fields=["granted", "reason", "answered_on", "answered_by", "answered_at"])
    if granted:
        decision.waits_since = today
        decision.save(update_fields=["waits_since"])
        follow(episode=episode, since=change_from(decision).takes_effect_on, by=by, now=now)
    decision.answers = episode.answers
    change_letters.deferral_answered(deferral=deferral, by=by, now=now)
    log.write(by=by, act=Act.DECIDE, now=now, person_id=decision.person_id, subject=deferral)
    return deferral


@transaction.atomic
def let_change_stand(*, decision: Decision, takes_effect_on: date, by: User, now: datetime) -> Decision:
    """The appeal is decided and the change stands: it no longer waits, and holds from a day that still lies ahead.

    The person gets a letter with the day. Raises `CareError` when it does not wait.
    """
    episode, today = _held(decision), localdate(now)
    relations = relations_to(by, decision.person_id, today=today)
    require(by, Act.DECIDE, relations, person_id=decision.person_id)
    if decision.waits_since is None or decision.fell_away_on is not None:
        raise CareError("The change is not postponed. Reload the page to see the status.")
    assert decision.takes_effect_on is not None
    if takes_effect_on <= today or takes_effect_on < decision.takes_effect_on:
        raise CareError(
            "Write a day after today, and not before %(day)s, from which the change was to apply.",
            day=exact_day(decision.takes_effect_on),
        )
    end = end_now(episode)
    if takes_effect_on > end:
        raise CareError(
            "The period ends on %(end)s. Write that day or an earlier one, or take the change back.",
            end=exact_day(end),
        )
    wait_is_over(decision, now=now)
    if takes_effect_on != decision.takes_effect_on:
        decision.takes_effect_later_on = takes_effect_on
    decision.save(update_fields=["waits_since", "takes_effect_later_on"])
    follow(episode=episode, since=takes_effect_on, by=by, now=now)
    decision.answers = episode.answers
    change_letters.change_stands(decision=decision, by=by, now=now)
    log.write(by=by, act=Act.DECIDE, now=now, person_id=decision.person_id, subject=decision)
    return decision


@transaction.atomic
def take_back_change(*, decision: Decision, reason: str, by: User, now: datetime) -> Decision:
    """The change is taken back to the person's benefit (law.md §1: fvl § 35), of the service's own accord or after an
    appeal: what was before holds again. The person gets a letter. An extension is never taken back.
    """
    episode, today = _held(decision), localdate(now)
    relations = relations_to(by, decision.person_id, today=today)
    require(by, Act.DECIDE, relations, person_id=decision.person_id)
    _check_to_harm(decision)
    if not visible(reason):
        raise CareError("Write why the change is taken back. It is printed in the letter to the person.")
    check_words(visible(reason))
    change = change_from(decision)
    wait_is_over(decision, now=now)
    decision.fell_away_on, decision.fell_away_for = today, WhyFellAway.TAKEN_BACK
    decision.fell_away_reason = visible(reason)
    decision.save(update_fields=["waits_since", "fell_away_on", "fell_away_for", "fell_away_reason"])
    follow(episode=episode, since=change.takes_effect_on, by=by, now=now)
    decision.answers = episode.answers
    change_letters.change_taken_back(decision=decision, by=by, now=now)
    log.write(by=by, act=Act.DECIDE, now=now, person_id=decision.person_id, subject=decision)
    return decision


def _granted(episode: Episode) -> Decision:
    granted = granted_decision_of(episode)
    if granted is None:
        raise CareError("The period came without a decision, so there is none to change.")
    return granted


def _held(decision: Decision) -> Episode:
    """The person, the period and the change as they stand now, held in the order that every act holds them."""
    episode = Episode.objects.select_related("person", "referral__decision").get(
        referral__decision__changed_by=decision.pk
    )
    hold_period(episode)
    if died_on := episode.person.died_on:
        raise CareError(
            "The person died on %(day)s, and nobody writes to the dead. If that is a mistake, take the death back "
            "first.",
            day=exact_day(died_on),
        )
    decision.refresh_from_db(from_queryset=Decision.objects.select_for_update(of=("self",)))
    return episode


def _check_to_harm(decision: Decision) -> None:
    if decision.fell_away_on is not None:
        raise CareError("The change has fallen away, so there is nothing to do about it. Reload the page.")
    if decision.outcome not in TO_HARM:
        raise CareError(
            "This change gives the person more. Only what takes something away can be postponed or taken back."
        )
