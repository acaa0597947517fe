"""All rules over one folder of outcome tables."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from fotfeste.insight.quality.queries import records
from fotfeste.insight.quality.rules import printed
from fotfeste.insight.quality.rules.all_records import Source, later_scores, visits_made
from fotfeste.insight.quality.rules.findings import Finding, Limits, mend_first
from fotfeste.insight.quality.rules.gaps import GAP_RULES
from fotfeste.insight.quality.rules.one_record import RECORD_RULES
from fotfeste.insight.quality.rules.recording import RECORDING_RULES
from fotfeste.insight.quality.rules.series import SERIES_RULES
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.engines import close, files, kept, open_tables
from fotfeste.insight.tables.shape import check_file

POPULATION_RULES = (*RECORDING_RULES, *GAP_RULES, *SERIES_RULES)
# Rules about a file brought in beside the tables, by the option that gives it.
PRINTED_RULES = {
    printed.PLACES_RULE: "places",
    printed.SHARES_RULE: "shares",
    printed.TOTALS_RULE: "shares",
}
RULES = (*(rule.id for rule in RECORD_RULES), *(rule.id for rule in POPULATION_RULES), *PRINTED_RULES)


def check_folder(folder: Path, limits: Limits, *, only: Collection[str] = RULES, rows: int = 0) -> list[Finding]:
    """What the rules in `only` find in the tables of `folder`, with up to `rows` records of each.

    Raises tables.TableError when the tables cannot be read.
    """
    for name, file in files(folder).items():
        check_file(tables.BY_NAME[name], file, exactly=True)
    t = open_tables(folder)
    try:
        found = records.check([rule for rule in RECORD_RULES if rule.id in only], t, limits, rows=rows)
        population = [rule for rule in POPULATION_RULES if rule.id in only]
        if population:
            with kept(later_scores(t)) as scores, kept(visits_made(t)) as visits:
                source = Source(t, limits, scores, visits)
                for rule in population:
                    found += [replace(each, rows=each.rows[:rows]) for each in rule.find(rule, source)]
    finally:
        close(t)
    return mend_first(found)
