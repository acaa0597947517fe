"""All rules over one folder of outcome tables."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from fotfeste.insight.quality.queries import records
from fotfeste.insight.quality.rules import printed
from fotfeste.insight.quality.rules.all_records import Source, later_scores, visits_made
from fotfeste.insight.quality.rules.findings import Finding, Limits, Severity, mend_first
from fotfeste.insight.quality.rules.gaps import GAP_RULES
from fotfeste.insight.quality.rules.one_record import RECORD_RULES
from fotfeste.insight.quality.rules.recording import RECORDING_RULES
from fotfeste.insight.quality.rules.series import SERIES_RULES
from fotfeste.insight.tables.checks.faults import Code, Fault, FolderRefused
from fotfeste.insight.tables.checks.reading import look_through
from fotfeste.insight.tables.engines import close, kept, open_tables

POPULATION_RULES = (*RECORDING_RULES, *GAP_RULES, *SERIES_RULES)
# Rules about a file brought in beside the tables, by the option that gives it.
PRINTED_RULES = {
    printed.PLACES_RULE: "places",
    printed.SHARES_RULE: "shares",
    printed.TOTALS_RULE: "shares",
}
# What the codebook says of every cell, which every command that counts holds the tables against.
CODEBOOK_RULE = "against_codebook"
CODEBOOK_WHY = "Every command that counts refuses such tables."
MILD_WHY = "Commands that count refuse such tables unless it is accepted: --accept {code}."
# Nothing can be asked of a table with one of these.
_NO_TABLE = {Code.MISSING_TABLE, Code.UNREADABLE, Code.MISSING_COLUMN, Code.WRONG_KIND}
# Rules about one record find these, and say more of them.
_BY_RECORD_RULES = {
    Code.STATUS_AGAINST_DAYS,
    Code.OVERLAP,
    Code.AFTER_DEATH,
    Code.OUTSIDE_PERIOD,
    Code.WEEK_OVER_168,
    Code.DAYS_REVERSED,
}
_IN_ONE_COLUMN = {
    (Code.OUTSIDE_SCALE, "assessments", "value"),
    (Code.BEFORE_REFERRAL, "episodes", "started_on"),
}
RULES = (CODEBOOK_RULE, *(rule.id for rule in RECORD_RULES), *(rule.id for rule in POPULATION_RULES), *PRINTED_RULES)


def check_folder(folder: Path, limits: Limits, *, only: Collection[str] = RULES, rows: int = 0) -> list[Finding]:
    """What the rules in `only` find in the tables of `folder`, with up to `rows` records of each.

    Raises FolderRefused when the tables cannot be read, with everything that is in the way.
    """
    _, faults = look_through(folder, day=limits.as_of, exactly=True)
    if closed := [each for each in faults if each.code in _NO_TABLE]:
        raise FolderRefused(str(folder), closed)
    t = open_tables(folder)
    try:
        found = [_of_codebook(each, rows) for each in faults if not _said_by_a_rule(each)]
        found = found if CODEBOOK_RULE in only else []
        found += records.check([rule for rule in RECORD_RULES if rule.id in only], t, limits, rows=rows)
        population = [rule for rule in POPULATION_RULES if rule.id in only]
        if population:
            with kept(later_scores(t)) as scores, kept(visits_made(t)) as visits:
                source = Source(t, limits, scores, visits)
                for rule in population:
                    found += [replace(each, rows=each.rows[:rows]) for each in rule.find(rule, source)]
    finally:
        close(t)
    return mend_first(found)


def _said_by_a_rule(fault: Fault) -> bool:
    return fault.code in _BY_RECORD_RULES or (fault.code, fault.table, fault.column) in _IN_ONE_COLUMN


def _of_codebook(fault: Fault, rows: int) -> Finding:
    why = MILD_WHY.format(code=fault.code.value) if fault.mild else CODEBOOK_WHY
    severity = Severity.DOUBTFUL if fault.mild else Severity.WRONG
    named = tuple({"row": each.row, "key": each.key, "cells": each.cells} for each in fault.rows)
    return Finding(
        CODEBOOK_RULE, severity, fault.table, fault.what, why, fault.cure, fault.count, fault.of,
        where={"column": f"{fault.table}.{fault.column}", "fault": fault.code.value}, rows=named[:rows],
    )  # fmt: skip
