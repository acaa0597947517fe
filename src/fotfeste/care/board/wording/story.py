"""One person's way as a timeline: every step one event in plain words, newest first, gathered by week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fotfeste.care.assessment.queries import Recorded
from fotfeste.care.goals.queries import GoalCard
from fotfeste.care.pathway.models import Episode, Referral
from fotfeste.care.pathway.queries import LetterTitle
from fotfeste.care.terms.rules.vocabulary import DecisionOutcome, OutcomeClass
from fotfeste.care.visits.queries import VisitRow
from fotfeste.care.visits.rules.week import monday_of
from fotfeste.ground.ui.wording import exact_day

from ..queries import NoteRow, PersonPage, contacts_in, holds_in

# What a home trainer needs for the visit; letters, decisions and outcomes are not (domain.md §2).
FOR_THE_VISIT = frozenset({"visit", "assessment", "goal", "meeting", "hold", "start"})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `kind` is the sort, `texts` what is worth reading without opening it."""

    at: datetime
    kind: str
    title: str
    icon: str
    texts: tuple[str, ...] = ()
    url: str = ""
    by: str = ""

    @property
    def day(self) -> date:
        return localdate(self.at)


@dataclass(frozen=True, slots=True)
class StoryWeek:
    """One calendar week, newest event first. `summary` says what is inside when it is folded."""

    monday: date
    events: tuple[Event, ...]
    summary: str
    open: bool

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def story(page: PersonPage, *, now: datetime, for_the_visit: bool = False) -> list[StoryWeek]:
    """Everything up to now, by week. `for_the_visit` leaves out what a home trainer has no use for."""
    today = localdate(now)
    events = [event for event in _events(page) if event.day <= today]
    if for_the_visit:
        events = [event for event in events if event.kind in FOR_THE_VISIT]
    events.sort(key=lambda event: event.at, reverse=True)
    weeks = [(monday, tuple(found)) for monday, found in groupby(events, key=lambda event: monday_of(event.day))]
    return [StoryWeek(monday, found, _summary(found), open=place == 0) for place, (monday, found) in enumerate(weeks)]


def _events(page: PersonPage) -> Iterator[Event]:
    for referral in page.referrals:
        yield from _referral(referral)
    for episode in page.episodes:
        yield from _episode(episode)
    yield from (_visit(row) for row in page.visits if row.state in ("done", "not_done"))
    yield from (_assessment(one) for one in page.assessments if one.stands)
    for goal in page.goals:
        yield from _goal(goal)
    yield from (_note(note) for note in page.notes)
    for letter in page.letters:
        yield from _letter(letter)


def _at(day: date, hour: int = 0) -> datetime:
    """A moment for what only has a day; the hour keeps the order of steps taken on one day."""
    return make_aware(datetime.combine(day, time(hour)))


def _moment(text: str) -> datetime:
    at = parse_datetime(text)
    assert at is not None, "PostgreSQL writes times in JSON as ISO 8601"
    return at


def _referral(referral: Referral) -> Iterator[Event]:
    url = reverse("pathway:referral", args=[referral.pk])
    words = gettext("Referred by: %(referrer)s") % {"referrer": str(referral.get_referrer_display()).lower()}
    texts = [str(referral.get_route_display())]
    texts += [str(referral.get_cause_display())] if referral.cause else []
    yield Event(_at(referral.received_on), "referral", words, "inbox", (" · ".join(texts),), url)
    if referral.contacted_on:
        note = (referral.contact_note,) if referral.contact_note else ()
        yield Event(_at(referral.contacted_on, 1), "referral", gettext("Contacted"), "phone", note, url)
    for each in referral.tries:  # type: ignore[attr-defined]
        note = (each["note"],) if each["note"] else ()
        title = gettext("Tried to reach the person: no answer")
        yield Event(_moment(each["at"]), "try", title, "phone", note, url, each["by"])
    for each in referral.told:  # type: ignore[attr-defined]
        day = parse_date(each["expected"])
        assert day is not None, "PostgreSQL writes days in JSON as ISO 8601"
        title = gettext("Told that it takes time: answer expected %(day)s") % {"day": exact_day(day)}
        yield Event(_moment(each["at"]), "referral", title, "document", (each["why"],), url, each["by"])
    screening = getattr(referral, "screening", None)
    if screening is not None:
        title = gettext("Screened: in the target group")
        if not screening.included:
            title = gettext("Another offer is better: %(offer)s") % {"offer": screening.get_alternative_display()}
        yield Event(
            screening.screened_at, "referral", title, "check", (screening.reason,), url, screening.screened_by.name
        )
    decision = getattr(referral, "decision", None)
    if decision is not None:
        title = gettext("Decision: %(outcome)s") % {"outcome": str(decision.get_outcome_display()).lower()}
        if decision.granted:
            period = {"start": exact_day(decision.starts_on), "end": exact_day(decision.ends_on)}
            title = gettext("Decision: granted from %(start)s to %(end)s") % period
        yield Event(decision.decided_at, "decision", title, "document", (), url, decision.decided_by.name)
        for row in referral.changed:  # type: ignore[attr-defined]
            yield _change(row, referral)
        for day in referral.appealed_on:  # type: ignore[attr-defined]
            yield Event(_at(day, 2), "decision", gettext("Appeal received"), "document", (), url)
    if referral.withdrawn_reason and referral.answered_on:
        reason = (referral.withdrawn_reason,)
        yield Event(_at(referral.answered_on, 3), "referral", gettext("Referral withdrawn"), "inbox", reason, url)


_CHANGES = {
    DecisionOutcome.EXTENDED: _("Decision: longer, until %(day)s"),
    DecisionOutcome.REDUCED: _("Decision: less training, until %(day)s"),
    DecisionOutcome.ENDED_EARLY: _("Decision: stops early, on %(day)s"),
}


def _change(row: dict[str, Any], referral: Referral) -> Event:
    """A change of what was granted, as the page's query gives it: days and times as text."""
    title = str(_CHANGES[DecisionOutcome(row["outcome"])]) % {"day": exact_day(date.fromisoformat(row["ends_on"]))}
    url = reverse("pathway:referral", args=[referral.pk])
    return Event(datetime.fromisoformat(row["at"]), "decision", title, "document", (), url, row["by"])


def _episode(episode: Episode) -> Iterator[Event]:
    if episode.started_on:
        yield Event(_at(episode.started_on), "start", gettext("Training began"), "goal", (episode.team.name,))
    for hold in holds_in(episode):
        yield Event(_at(hold.starts_on, 4), "hold", gettext("On hold"), "clock", (hold.reason,))
        if hold.resumed_on:
            note = (hold.resumed_note,) if hold.resumed_note else ()
            yield Event(_at(hold.resumed_on, 5), "hold", gettext("Training goes on"), "clock", note)
    if episode.reopened_on:
        title = gettext("Closed by mistake, and opened again")
        yield Event(_at(episode.reopened_on, 7), "start", title, "goal", (episode.reopened_reason,))
    if episode.ended_on:
        result = str(episode.get_outcome_display())
        title = gettext("Period ended: %(result)s") % {"result": result.lower()}
        if episode.outcome == OutcomeClass.DROPOUT:
            reason = str(episode.get_dropout_reason_display()).lower()
            title = gettext("Period stopped early: %(reason)s") % {"reason": reason}
        by = episode.closed_by.name if episode.closed_by else ""
        texts = tuple(text for text in (episode.evaluation, episode.outcome_note) if text)
        yield Event(_at(episode.ended_on, 20), "outcome", title, "check", texts, by=by)
    hand_over = getattr(episode, "hand_over", None)
    if hand_over is not None:
        title = gettext("Handed over to %(unit)s") % {"unit": hand_over.to_unit.name}
        yield Event(hand_over.written_at, "outcome", title, "person", (hand_over.does_alone,))
    for follow_up in contacts_in(episode):
        if follow_up.done_on:
            what = {"when": str(follow_up.get_occasion_display()).lower(), "state": str(follow_up.get_state_display())}
            title = gettext("Follow-up %(when)s: %(state)s") % {**what, "state": what["state"].lower()}
            url = reverse("pathway:follow_up", args=[follow_up.pk])
            note = (follow_up.note,) if follow_up.note else ()
            by = follow_up.done_by.name if follow_up.done_by else ""
            yield Event(_at(follow_up.done_on, 6), "follow_up", title, "followup", note, url, by)


def _visit(row: VisitRow) -> Event:
    url = reverse("visits:record", args=[row.id])
    if row.done:
        title = gettext("Visit, %(minutes)s min") % {"minutes": row.minutes_on_site}
        if row.first_visit:
            title = gettext("First visit, %(minutes)s min") % {"minutes": row.minutes_on_site}
        trained = ", ".join(one.description for one in row.trained)
    else:
        title = gettext("The visit did not take place: %(why)s") % {"why": row.deviation_label.lower()}
        trained = ""
    return Event(row.at, "visit", title, "visit", tuple(text for text in (trained, row.note) if text), url, row.names)


def _assessment(one: Recorded) -> Event:
    title = f"{one.instrument.short_name}, {one.occasion_label.lower()}: {one.headline}"
    url = reverse("assessment:show", args=[one.id])
    note = (one.note,) if one.note else ()
    return Event(_at(one.assessed_on, 12), "assessment", title, "chart", note, url, one.assessor)


def _goal(goal: GoalCard) -> Iterator[Event]:
    said = {"words": goal.own_words}
    yield Event(_at(goal.set_on, 13), "goal", gettext("Goal set: “%(words)s”") % said, "goal", by=goal.set_by)
    if goal.closed_on:
        title = f"{goal.state_label}: «{goal.own_words}»"
        yield Event(_at(goal.closed_on, 14), "goal", title, "goal", (goal.reason,) if goal.reason else ())


def _note(note: NoteRow) -> Event:
    decided = gettext("Decided: %(decision)s") % {"decision": note.decision} if note.decision else ""
    texts = tuple(text for text in (note.note, decided) if text)
    return Event(note.written_at, "meeting", gettext("Team meeting"), "board", texts, by=note.written_by)


def _letter(letter: LetterTitle) -> Iterator[Event]:
    """That it left the house, and that it did not after all: one event each, at the time it was noted."""
    url = reverse("reports:letter", args=[letter.id])
    for one in letter.sent:
        said = {"title": letter.title, "way": one.way_words, "day": exact_day(one.sent_on), "to": letter.to}
        how = (gettext("%(way)s on %(day)s, to %(to)s") % said,)
        yield Event(
            one.written_at, "letter", gettext("Letter sent: %(title)s") % said, "document", how, url, one.written_by
        )
        if one.taken_back_at is not None:
            title = gettext("Not sent after all: %(title)s") % said
            yield Event(one.taken_back_at, "letter", title, "document", how, url, one.taken_back_by)


def _summary(events: Sequence[Event]) -> str:
    """What a folded week holds: "3 visits, 2 assessments"."""
    kinds = [event.kind for event in events]
    parts = []
    for kind, words in (
        ("visit", lambda n: ngettext("%(n)d visit", "%(n)d visits", n)),
        ("assessment", lambda n: ngettext("%(n)d assessment", "%(n)d assessments", n)),
        ("goal", lambda n: gettext("goals")),
        ("meeting", lambda n: gettext("team meeting")),
        ("decision", lambda n: gettext("decision")),
        ("referral", lambda n: gettext("referral")),
        ("try", lambda n: ngettext("%(n)d try without an answer", "%(n)d tries without an answer", n)),
        ("hold", lambda n: gettext("break")),
        ("start", lambda n: gettext("start")),
        ("outcome", lambda n: gettext("end")),
        ("follow_up", lambda n: gettext("follow-up")),
        ("letter", lambda n: ngettext("%(n)d letter sent", "%(n)d letters sent", n)),
    ):
        if number := kinds.count(kind):
            parts.append(words(number) % {"n": number})
    return ", ".join(parts)
