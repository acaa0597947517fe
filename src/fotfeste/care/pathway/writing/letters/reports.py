"""The letters that follow a period: to the person, to the GP, to the allocation office, and the plan handed over.

Each is frozen as it was written. The person's letter follows the person's language and print; professionals get theirs
in the written form of whoever writes, bokmål or nynorsk, so that a letter is in one form from top to bottom.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.law import cited, topic
from fotfeste.care.terms.rules.vocabulary import (
    DropoutReason,
    HearingKind,
    LetterKind,
    Moment,
    OutcomeClass,
    SharedWith,
)
from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import units
from fotfeste.ground.ui.wording import full_day

from ...models import Episode, HandOver, Hearing, Letter
from ...queries.decision.changes import decided_end, granted_decision_of
from ...queries.letters.report_parts import parts_for_the_person, report_parts
from ...queries.period.episodes import model_of
from ...queries.period.service_levels import level_columns, level_table, levels_at, services_in_full
from ...queries.person.record import Look, age_on
from ...queries.person.sharing import agrees, said_about
from ...rules.decision.changes import is_early
from ...rules.period.outcome import Finding
from ...rules.person.sharing import gp_gets_report
from ...wording.outcome import outcome_in_words, reason_in_report
from .letters import letter_language, staff_language

# Written when a period is closed, and taken back when that was a mistake.
_AT_THE_END = (LetterKind.DISCHARGE, LetterKind.REPORT_TO_GP, LetterKind.REPORT_TO_ALLOCATION_OFFICE)
# What would have been granted without the training decides the result; it is no service anybody had.
_HAD = (Moment.AT_START, Moment.AT_END)


@dataclass(frozen=True)
class Correction:
    """What was wrong in the letters before: somebody's own words, or the last day, as it was written and as it was."""

    words: str = ""
    last_day: tuple[date, date] | None = None

    def in_words(self) -> str:
        """In the language of the letter."""
        if self.last_day is None:
            return self.words
        before, day = self.last_day
        return gettext("The last day was written as %(before)s; it was %(day)s.") % {
            "before": full_day(before),
            "day": full_day(day),
        }


@dataclass(frozen=True)
class LetterAhead:
    """A letter that is not written yet. `text` is what it says without the letterhead: safe HTML in `language`."""

    to: str
    title: str
    language: str
    text: SafeString


def write_reports(
    *, episode: Episode, finding: Finding, look: Look, correction: Correction | None = None
) -> list[Letter]:
    """The letters about a closed period: to the person, and the reports the model wants.

    The dead get none; after a death the GP gets none either, who knows it already, and none when the person opposes it.
    With a correction they say that they replace the earlier ones, and which.
    """
    written = []
    for kind in _kinds(episode):
        with translation.override(_language(kind, episode, look.user)):
            context = _context(kind, episode, finding, look, correction)
            written.append(_write(kind, episode, _receiver(kind, episode), context, look.user, look.at))
    return written


def letters_ahead(
    *, episode: Episode, finding: Finding, look: Look, correction: Correction | None = None
) -> list[LetterAhead]:
    """What `write_reports` would write, for a page that shows it first; nothing is saved."""
    ahead = []
    for kind in _kinds(episode):
        language = _language(kind, episode, look.user)
        with translation.override(language):
            context = _context(kind, episode, finding, look, correction)
            text = mark_safe(render_to_string(f"pathway/letters/{kind}_text.html", context))
            ahead.append(LetterAhead(_receiver(kind, episode), _title(kind), language, text))
    return ahead


def write_hand_over_plan(*, plan: HandOver, look: Look) -> Letter:
    """The hand-over plan on paper, for the unit that goes on and for the person's own folder."""
    with translation.override(staff_language(look.user)):
        context = _facts(plan.episode, look.user, look.today) | {"plan": plan}
        return _write(LetterKind.HAND_OVER_PLAN, plan.episode, plan.to_unit.name, context, look.user, look.at)


def take_reports_back(*, episode: Episode, by: User, now: datetime) -> list[Letter]:
    """To everybody who was written to about a closing that was undone: it no longer holds, the period goes on.

    Also to a GP the person has opposed since: who was told something wrong is told that it is wrong
    (personvernforordningen article 19). Nothing more is said then, and no new report is promised.
    """
    sent = Letter.objects.filter(episode=episode, kind__in=_AT_THE_END, written_at__gte=episode.closed_at)
    written = []
    for earlier in sent.order_by("kind", "-written_at").distinct("kind"):
        kind = LetterKind(earlier.kind)
        with translation.override(_language(kind, episode, by)):
            context = _facts(episode, by, localdate(now)) | {
                "taken_back": earlier.written_at,
                "opposed": kind is LetterKind.REPORT_TO_GP and not gp_gets_report(_said_of_gp(episode)),
            }
            template = "discharge_taken_back" if kind is LetterKind.DISCHARGE else "report_taken_back"
            written.append(_write(kind, episode, earlier.to, context, by, now, template=template))
    return written


def _kinds(episode: Episode) -> list[LetterKind]:
    """Who is written to, the person first."""
    kinds = [LetterKind.DISCHARGE, *(LetterKind(kind) for kind in model_of(episode).letters.at_discharge)]
    if episode.dropout_reason == DropoutReason.DEATH or not gp_gets_report(_said_of_gp(episode)):
        kinds = [kind for kind in kinds if kind is not LetterKind.REPORT_TO_GP]
    if episode.dropout_reason == DropoutReason.DEATH or episode.person.died_on is not None:
        kinds = [kind for kind in kinds if kind is not LetterKind.DISCHARGE]
    return kinds


def _said_of_gp(episode: Episode) -> bool | None:
    return agrees(said_about(episode.person_id, SharedWith.GP))


def _language(kind: LetterKind, episode: Episode, by: User) -> str:
    return letter_language(episode.person.language) if kind is LetterKind.DISCHARGE else staff_language(by)


def _receiver(kind: LetterKind, episode: Episode) -> str:
    office = episode.referral.office.name if episode.referral else ""
    return {
        LetterKind.DISCHARGE: str(episode.person).strip(),
        LetterKind.REPORT_TO_GP: episode.person.gp_name or gettext("The GP"),
        LetterKind.REPORT_TO_ALLOCATION_OFFICE: office or gettext("The allocation office"),
    }[kind]


def _title(kind: LetterKind) -> str:
    if kind is LetterKind.DISCHARGE:
        return gettext("Your training at home is over")
    if kind is LetterKind.HAND_OVER_PLAN:
        return gettext("Hand-over plan")
    return gettext("Final report from hverdagsrehabilitering")


def _write(
    kind: LetterKind,
    episode: Episode,
    to: str,
    context: Mapping[str, Any],
    by: User,
    at: datetime,
    *,
    template: str = "",
) -> Letter:
    """In the language that is active."""
    own = kind is LetterKind.DISCHARGE
    language = _language(kind, episode, by)
    title = _title(kind)
    if context.get("correction"):
        title = gettext("%(title)s, corrected") % {"title": title}
    if context.get("taken_back"):
        title = gettext("%(title)s, taken back") % {"title": title}
    large_print = own and episode.person.large_print
    around = {
        **context,
        "to": to,
        "title": title,
        "letter_kind": kind,
        "language": language,
        "large_print": large_print,
    }
    return Letter.objects.create(
        person_id=episode.person_id,
        referral_id=episode.referral_id,
        episode=episode,
        kind=kind,
        to=to,
        title=title,
        language=language,
        large_print=large_print,
        html=render_to_string(f"pathway/letters/{template or kind}.html", around),
        written_by=by,
        written_at=at,
    )


def _context(
    kind: LetterKind, episode: Episode, finding: Finding, look: Look, correction: Correction | None
) -> dict[str, Any]:
    facts = _facts(episode, look.user, look.today) | _correction(kind, episode, correction)
    if kind is LetterKind.DISCHARGE:
        return facts | _for_the_person(episode, look)
    return facts | _result(kind, episode, finding, look)


def _correction(kind: LetterKind, episode: Episode, correction: Correction | None) -> dict[str, Any]:
    """Only for those who have a letter to be corrected: to others this one is the first."""
    if correction is None:
        return {}
    earlier = Letter.objects.filter(episode=episode, kind=kind).order_by("-written_at").first()
    return {"correction": correction.in_words(), "replaces": earlier.written_at} if earlier else {}


def _facts(episode: Episode, by: User, today: date) -> dict[str, Any]:
    coordinator = episode.care_team.filter(role="coordinator").order_by("-starts_on", "-pk").first()
    model = service_model(today)
    municipality = units(kind="municipality")
    return {
        "episode": episode,
        "person": episode.person,
        "referral": episode.referral,
        "office": episode.team.name,
        "municipality": model.sender.municipality or (municipality[0].name if municipality else ""),
        "age": age_on(episode.person.birth_date, today),
        "coordinator": coordinator.user.name if coordinator else "",
        "model": model,
        # In the language of the letter, which is active while it is written.
        "phone_hours": model.sender.hours_in(letter_language(get_language() or "")),
        "written_on": today,
        "today": today,
        "written_by": by,
        "hand_over": HandOver.objects.filter(episode=episode).select_related("to_unit", "contact").first(),
        "follow_ups": list(episode.follow_ups.exclude(state="cancelled").order_by("due_on")),
    }


def _result(kind: LetterKind, episode: Episode, finding: Finding, look: Look) -> dict[str, Any]:
    to_gp = kind is LetterKind.REPORT_TO_GP
    table = level_table(levels_at(episode.pk), list(_HAD) if to_gp else None)
    chosen = Finding(OutcomeClass(episode.outcome), finding.because)
    as_computed = episode.outcome == episode.computed_outcome
    return {
        "dropped_out": bool(episode.dropout_reason),
        "dropout_words": episode.get_dropout_reason_display(),
        "outcome_words": outcome_in_words(chosen),
        "reason_words": reason_in_report(finding.because, to_gp=to_gp) if as_computed else "",
        "services": table,
        "to_gp": to_gp,
        "columns": level_columns(table),
        "explains_estimate": Moment.GRANTED_ESTIMATE in table.moments,
        "parts": report_parts(look, episode.pk),
    }


def _before_time(episode: Episode) -> dict[str, Any]:
    """That the person agreed to an end well before the day they were promised, and when."""
    last = decided_end(granted_decision_of(episode))
    if not episode.end_agreed or last is None or not episode.ended_on or not is_early(last, today=episode.ended_on):
        return {}
    said = Hearing.objects.filter(episode=episode, kind=HearingKind.CONVERSATION).order_by("-at").first()
    return {"decided_end": last, "agreed_on": said.on if said and not episode.dropout_reason else None}


def _for_the_person(episode: Episode, look: Look) -> dict[str, Any]:
    at_end = levels_at(episode.pk).get(Moment.AT_END)
    wanted, language = episode.person.language, letter_language(episode.person.language)
    changes_on = service_model(look.today).decision.new_administration_act_from
    return {
        "lacks_language": "" if wanted == language else wanted,
        "rules": cited(topic("record"), on=look.today, language=language, new_administration_act_from=changes_on),
        "dropout": episode.dropout_reason,
        **_before_time(episode),
        "parts": parts_for_the_person(look, episode.pk),
        "services_known": at_end is not None,
        "services": services_in_full(at_end or {}),
        "gp_gets_report": LetterKind.REPORT_TO_GP in _kinds(episode),
        "gp_opposed": _said_of_gp(episode) is False,
    }
