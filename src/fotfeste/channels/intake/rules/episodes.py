"""Lists of finished episodes, person by person: what a municipality's old results look like."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from fotfeste.care.pathway.rules.person.possible_days import FIRST_PERIOD_START
from fotfeste.care.terms.rules.vocabulary import DropoutReason, Group

from . import dates, values, words
from .columns import understand
from .episode_columns import EPISODES
from .problems import N_, message
from .reading import read
from .rows import Checked, Progress, Reading, check_rows, key_of
from .table import Formula, Limits

_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One finished episode as the file tells it. Hours are per week, 0 to 168.

    key             of the id and the start; of the content where the file has no id. Lists without an id that were
                    brought in by the versions before this one had the line in the key and would be counted anew
    label           what the file calls the person; the row's line number where it says nothing
    hours_at_start  granted, or judged to have been granted without reablement; None only for dropouts
    hours_at_end    None only for dropouts: they have no outcome
    safety_alarm    None where the file does not say
    dropout_reason  empty for an episode that was completed
    """

    row: str
    line: int
    key: str
    label: str
    group: Group
    started_on: date
    ended_on: date
    hours_at_start: Decimal | None
    hours_at_end: Decimal | None
    safety_alarm: bool | None
    dropout_reason: DropoutReason | None
    reablement_hours: Decimal | None


def check_episodes(
    data: bytes, *, today: date, limits: Limits | None = None, progress: Progress | None = None
) -> Checked[EpisodeRow]:
    """Read a file of finished episodes; raises UnreadableFile. `today` decides what lies in the future."""
    earlier: Counter[tuple[str, ...]] = Counter()
    table = read(data, recognise=EPISODES.recognise, limits=limits)
    columns = understand(EPISODES, table.header)
    return check_rows(
        table,
        columns,
        lambda reading: _build(reading, today, earlier),
        same=lambda record: message(N_("the same episode, started on %(date)s"), date=f"{record.started_on:%d.%m.%Y}"),
        progress=progress,
    )


def _build(reading: Reading, today: date, earlier: Counter[tuple[str, ...]]) -> EpisodeRow | None:
    group = _group(reading)
    started_on, ended_on = _period(reading, today)
    reason = _reason(reading)
    before = reading.hours("hours_at_start")
    after = reading.hours("hours_at_end")
    if reason is None and not reading.refused("dropout_reason"):
        for code, hours in (("hours_at_start", before), ("hours_at_end", after)):
            if hours is None and not reading.refused(code):
                reading.refuse(code, message(N_("The hours are missing, so there is no outcome.")), FILL_HOURS)
    alarm = reading.take("safety_alarm", values.yes_or_no)
    training = reading.hours("reablement_hours")
    # A formula mostly counts the rows: it shows which row it is, but changes when the list is sorted.
    named = "" if isinstance(reading.cell("row_name"), Formula) else reading.words("row_name", longest=40)
    if reading.refusals or group is None or started_on is None or ended_on is None:
        return None
    who: tuple[str, ...] = (named,)
    if not named:
        # Two rows with the same content may be two persons, so each has its number among its like: the same rows in
        # another order have the same keys.
        who = ("content", group, ended_on.isoformat(), str(before), str(after), str(reason or ""))
        earlier[(*who, started_on.isoformat())] += 1
        who = (*who, str(earlier[(*who, started_on.isoformat())]))
    return EpisodeRow(
        row=reading.name,
        line=reading.line,
        key=key_of(("episode", *who, started_on.isoformat())),
        label=named or reading.name,
        group=group,
        started_on=started_on,
        ended_on=ended_on,
        hours_at_start=before,
        hours_at_end=after,
        safety_alarm=alarm,
        dropout_reason=reason,
        reablement_hours=training,
    )


def _group(reading: Reading) -> Group | None:
    found = reading.take("group", lambda cell: values.code(cell, words.GROUPS) or "?")
    if found and found != "?":
        return Group(found)
    cure = message(N_("Write Ny søker or Har hjemmesykepleie; the two are always counted apart."))
    if found == "?":
        written = values.short(str(reading.cell("group")))
        reading.refuse("group", message(N_("“%(value)s” is not known here."), value=written), cure)
    elif not reading.refused("group"):
        reading.refuse("group", message(N_("The group is missing.")), cure)
    return None


def _period(reading: Reading, today: date) -> tuple[date | None, date | None]:
    days: list[date | None] = []
    for code in ("started_on", "ended_on"):
        day = reading.date(code, dates.Frame(today, FIRST_PERIOD_START, today))
        if day and day > today:
            reading.refuse(
                code, message(N_("The date is in the future.")), message(N_("Only finished episodes are taken here."))
            )
        elif day is None and not reading.refused(code):
            reading.refuse(
                code, message(N_("The date is missing.")), message(N_("Fill in when the episode started and ended."))
            )
        days.append(day)
    started_on, ended_on = days
    if started_on and started_on < FIRST_PERIOD_START:
        reading.refuse(
            "started_on",
            message(N_("Reablement was not given before the year %(year)s."), year=FIRST_PERIOD_START.year),
            message(N_("Check day, month and year.")),
        )
    if started_on and ended_on and ended_on < started_on:
        reading.refuse(
            "ended_on",
            message(N_("The episode ends before it starts.")),
            message(N_("Check both dates; they may be swapped.")),
        )
    elif started_on and ended_on and ended_on - started_on > _LONGEST:
        reading.tell("ended_on", message(N_("The episode lasted more than a year.")))
    return started_on, ended_on


def _reason(reading: Reading) -> DropoutReason | None:
    """None for a completed episode. A reason that is not in our list is a reason all the same: other."""
    found = reading.take("dropout_reason", lambda cell: values.code(cell, words.DROPOUT_REASONS) or "?")
    if found is None or found == words.COMPLETED:
        return None
    if found != "?":
        return DropoutReason(found)
    written = values.short(reading.words("dropout_reason", longest=400))
    reading.tell(
        "dropout_reason", message(N_("“%(value)s” is not in our list; counted as another reason."), value=written)
    )
    return DropoutReason.OTHER


FILL_HOURS = message(N_("Fill in hours per week, 0 if there were none, or the reason why the episode stopped early."))
