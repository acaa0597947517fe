"""The letters that follow a period: to the GP, to the allocation office, and the plan handed to home nursing.

Each is frozen as it was written. Professionals get them in bokmål; the person's own letters follow their language.
"""

from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext

from fotfeste.ground.access.models import User
from fotfeste.ground.access.queries import units

from ..labels import LETTERS
from ..models import Episode, HandOver, Letter
from ..outcome_wording import outcome_in_words, reason_in_words
from ..queries.record import Look, age_on
from ..queries.report_parts import report_parts
from ..queries.service_levels import level_columns, level_table, levels_at
from ..queries.service_model import model_of, service_model
from ..rules.outcome import Finding
from ..rules.vocabulary import DropoutReason, LetterKind, OutcomeClass

LANGUAGE = "nb"
_REPORTS = (LetterKind.REPORT_TO_GP, LetterKind.REPORT_TO_ALLOCATION_OFFICE)


def write_reports(*, episode: Episode, finding: Finding, look: Look, correction: str = "") -> list[Letter]:
    """The reports the model wants about a closed period. After a death the GP gets none: the GP knows it already.

    With a correction (what was wrong, in words) they say that they replace the earlier ones, and which.
    """
    kinds = [LetterKind(kind) for kind in model_of(episode).letters.at_discharge]
    if episode.dropout_reason == DropoutReason.DEATH:
        kinds = [kind for kind in kinds if kind is not LetterKind.REPORT_TO_GP]
    with translation.override(LANGUAGE):
        context = (
            _facts(episode, look.user, look.today) | _result(episode, finding, look) | _correction(episode, correction)
        )
        office = episode.referral.office.name if episode.referral else ""
        to = {
            LetterKind.REPORT_TO_GP: episode.person.gp_name or gettext("The GP"),
            LetterKind.REPORT_TO_ALLOCATION_OFFICE: office or gettext("The allocation office"),
        }
        return [_write(kind, episode, to[kind], context, look.user, look.at) for kind in kinds]


def report_text(*, episode: Episode, finding: Finding, look: Look, correction: str = "") -> str:
    """What the reports about a closed period say, without the letterhead; safe HTML for a page, in their language."""
    with translation.override(LANGUAGE):
        context = (
            _facts(episode, look.user, look.today) | _result(episode, finding, look) | _correction(episode, correction)
        )
        return render_to_string("pathway/letters/report_body.html", context)


def write_hand_over_plan(*, plan: HandOver, look: Look) -> Letter:
    """The hand-over plan on paper, for the unit that goes on and for the person's own folder."""
    with translation.override(LANGUAGE):
        context = _facts(plan.episode, look.user, look.today) | {"plan": plan}
        return _write(LetterKind.HAND_OVER_PLAN, plan.episode, plan.to_unit.name, context, look.user, look.at)


def take_reports_back(*, episode: Episode, by: User, now: datetime) -> list[Letter]:
    """To everybody who was sent a report about a closing that was undone: it no longer holds, the period goes on."""
    sent = Letter.objects.filter(episode=episode, kind__in=_REPORTS, written_at__gte=episode.closed_at)
    with translation.override(LANGUAGE):
        context = _facts(episode, by, localdate(now))
        return [
            _write(
                LetterKind(earlier.kind),
                episode,
                earlier.to,
                context | {"taken_back": earlier.written_at},
                by,
                now,
                template="report_taken_back",
            )
            for earlier in sent.order_by("kind", "-written_at").distinct("kind")
        ]


def _write(
    kind: LetterKind,
    episode: Episode,
    to: str,
    context: dict[str, Any],
    by: User,
    at: datetime,
    *,
    template: str = "",
) -> Letter:
    title = str(dict(LETTERS)[kind])
    if context.get("correction"):
        title = gettext("%(title)s, corrected") % {"title": title}
    if context.get("taken_back"):
        title = gettext("%(title)s, taken back") % {"title": title}
    around = {**context, "to": to, "title": title, "letter_kind": kind}
    html = render_to_string(f"pathway/letters/{template or kind}.html", around)
    return Letter.objects.create(
        person_id=episode.person_id,
        referral_id=episode.referral_id,
        episode=episode,
        kind=kind,
        to=to,
        title=title,
        language=LANGUAGE,
        html=html,
        written_by=by,
        written_at=at,
    )


def _report(episode: Episode, finding: Finding, look: Look, correction: str) -> dict[str, Any]:
    return _facts(episode, look.user, look.today) | _result(episode, finding, look) | _correction(episode, correction)


def _correction(episode: Episode, words: str) -> dict[str, Any]:
    if not words:
        return {}
    earlier = Letter.objects.filter(episode=episode, kind__in=_REPORTS).order_by("-written_at").first()
    return {"correction": words, "replaces": earlier.written_at if earlier else None}


def _facts(episode: Episode, by: User, today: date) -> dict[str, Any]:
    coordinator = episode.care_team.filter(role="coordinator").order_by("-starts_on", "-pk").first()
    model = service_model(today)
    municipality = units(kind="municipality")
    return {
        "episode": episode,
        "person": episode.person,
        "office": episode.team.name,
        "municipality": model.sender.municipality or (municipality[0].name if municipality else ""),
        "age": age_on(episode.person.birth_date, today),
        "coordinator": coordinator.user.name if coordinator else "",
        "model": model,
        "written_on": today,
        "today": today,
        "written_by": by,
        "language": LANGUAGE,
        "large_print": False,
    }


def _result(episode: Episode, finding: Finding, look: Look) -> dict[str, Any]:
    table = level_table(levels_at(episode.pk))
    chosen = Finding(OutcomeClass(episode.outcome), finding.because)
    return {
        "dropped_out": bool(episode.dropout_reason),
        "dropout_words": episode.get_dropout_reason_display(),
        "outcome_words": outcome_in_words(chosen),
        "reason_words": reason_in_words(finding.because) if episode.outcome == episode.computed_outcome else "",
        "services": table,
        "columns": level_columns(table),
        "parts": report_parts(look, episode.pk),
        "follow_ups": list(episode.follow_ups.exclude(state="cancelled").order_by("due_on")),
        "hand_over": HandOver.objects.filter(episode=episode).select_related("to_unit", "contact").first(),
    }
