"""The first picture of the council report: what became of everyone who started, nobody left out."""

from django.utils.translation import gettext, ngettext

from fotfeste.insight.figures.plots import StackPart, StackRow, StackWords, Table, Tone, stack_chart
from fotfeste.insight.report import wording
from fotfeste.insight.report.building import Report
from fotfeste.insight.report.council import words as council_words
from fotfeste.insight.report.council.pictures import Column, Picture, few, spread, when
from fotfeste.insight.tables.schema import ALL_GROUPS, GROUPS, OUTCOME_CLASSES

# How a part is drawn, and the same for its column's head.
TONES = dict(zip(council_words.FATES, Tone, strict=True))


def fates(report: Report) -> Picture:
    """Everyone who started, those who broke off included, by what became of them."""
    groups = (ALL_GROUPS, *GROUPS)
    counts = {g: _counts(report, g) for g in groups}
    drawn = any(_parts(report, counts[g], g) for g in groups)
    shown = [f for f in council_words.FATES if f != "not_confirmed" or any(counts[g][f] for g in groups)]
    rows = tuple(_fate_row(report, g, counts[g], shown) for g in groups)
    heads = tuple(Column(str(council_words.FATES[f]), TONES[f].value) for f in shown)
    title = gettext("What became of everyone who started?")
    table = Table(
        title, (gettext("Group"), *(h.label for h in heads), gettext("Started")), tuple((n, *c) for n, c in rows)
    )
    plot = None
    if drawn:
        words = StackWords(title=title, alt=_aloud(table), table=table)
        bars = [
            StackRow(
                str(wording.GROUPS[g]),
                tuple(_parts(report, counts[g], g)),
                note=gettext("Nobody in this group.")
                if report.figure("dropouts", g).n == 0
                else gettext("Hidden: few persons."),
            )
            for g in groups
        ]
        plot = stack_chart(bars, words, name="fates")
    return Picture(
        title=title,
        answer=_fates_answer(report, drawn=drawn),
        plot=plot,
        heads=heads if drawn else (),
        rows=rows if drawn else (),
        facts=_fates_facts(report) if drawn else (),
    )


def _counts(report: Report, group: str) -> dict[str, int | None]:
    """Persons by what became of them; None where hidden."""
    found: dict[str, int | None] = {c: report.figure(f"ended_{c}_of_started", group).numerator for c in OUTCOME_CLASSES}
    found["dropouts"] = report.figure("dropouts", group).numerator
    found["not_confirmed"] = report.figure("ended_no_service_of_started", group).missing
    return found


def _parts(report: Report, counts: dict[str, int | None], group: str) -> list[StackPart]:
    """The bar of a group: what is known, and what is hidden as one part. Nothing when the whole is not known."""
    whole = report.figure("dropouts", group).n
    if not whole or all(counts[f] is None for f in (*OUTCOME_CLASSES, "dropouts")):
        return []
    rest = whole - sum(n for n in counts.values() if n is not None)
    # All that is hidden is one part, where the first of them would stand.
    first = next((f for f, n in counts.items() if n is None), "")
    return [
        StackPart(rest, Tone.UNKNOWN, gettext("Hidden")) if f == first else StackPart(n or 0, TONES[f], str(n))
        for f, n in counts.items()
        if f == first or n is not None
    ]


def _fate_row(
    report: Report, group: str, counts: dict[str, int | None], shown: list[str]
) -> tuple[str, tuple[str, ...]]:
    whole = report.figure("dropouts", group).n
    cells = [counts[f] for f in shown] + [whole]
    return str(wording.GROUPS[group]), tuple(gettext("Hidden") if n is None else str(n) for n in cells)


def _fates_answer(report: Report, *, drawn: bool) -> str:
    if report.empty:
        return gettext("Nobody has ended the training in this period. When somebody has, the picture is shown here.")
    if not drawn:
        longer = gettext("A longer period has more persons.") if report.period.start else ""
        return f"{few()} {longer}".strip()
    sentences = []
    for group, words in (
        ("first_time", gettext("Of %(n)s first-time applicants, %(count)s ended without services.")),
        ("existing", gettext("Of %(n)s who had services before, %(count)s ended without.")),
    ):
        figure = report.figure("ended_no_service_of_started", group)
        if figure.value is not None and figure.n:
            sentences.append(words % {"n": figure.n, "count": figure.numerator})
    if not sentences:
        everyone = report.figure("ended_no_service_of_started")
        if everyone.value is not None:
            words = gettext("Of %(n)s who started, %(count)s ended without services.")
            sentences.append(words % {"n": everyone.n, "count": everyone.numerator})
        sentences.append(gettext("Some numbers are so small that they are hidden."))
    return " ".join(sentences)


def _fates_facts(report: Report) -> tuple[tuple[str, str], ...]:
    dropouts, figure = report.figure("dropouts"), report.figure("ended_no_service_of_started")
    if dropouts.n is None:
        who = gettext("Everyone whose training ended in the period. How many they were would give away a small number.")
    else:
        who = gettext("The %(n)s persons whose training ended in the period, also those who did not complete.") % {
            "n": dropouts.n
        }
    if figure.missing:
        who = f"{who} " + ngettext(
            "%(n)s of them has no confirmed outcome yet and is in no share.",
            "%(n)s of them have no confirmed outcome yet and are in no share.",
            figure.missing,
        ) % {"n": figure.missing}
    if report.under_way:
        who = f"{who} " + ngettext(
            "%(n)s person who is still training is not counted.",
            "%(n)s persons who are still training are not counted.",
            report.under_way,
        ) % {"n": report.under_way}
    if figure.value is None or figure.interval is None:
        sure = gettext("The share without services is hidden, and with it how sure it is.")
    else:
        sure = gettext(
            "Without services of everyone who started: %(share)s, most likely between %(low)s and %(high)s."
        ) % spread(figure)
    return (
        (gettext("Who"), who),
        (gettext("How sure"), sure),
        (
            gettext("How counted"),
            gettext("The numbers are persons, each in one field. Who trained twice is counted twice."),
        ),
        (gettext("When"), when(report)),
    )


def _aloud(table: Table) -> str:
    """A table as sentences, for those who cannot see the picture."""
    rows = (f"{r[0]}: " + ", ".join(f"{h} {c}" for h, c in zip(table.head[1:], r[1:], strict=True)) for r in table.rows)
    return f"{table.caption} " + " ".join(f"{row}." for row in rows)
