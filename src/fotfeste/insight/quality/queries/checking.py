"""All rules over one folder of outcome tables."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fotfeste.insight.quality.queries import records
from fotfeste.insight.quality.rules import printed
from fotfeste.insight.quality.rules.all_records import Source, later_scores, visits_made
from fotfeste.insight.quality.rules.findings import Finding, Limits, QualityError, mend_first
from fotfeste.insight.quality.rules.gaps import GAP_RULES
from fotfeste.insight.quality.rules.one_record import RECORD_RULES
from fotfeste.insight.quality.rules.recording import RECORDING_RULES
from fotfeste.insight.quality.rules.series import SERIES_RULES
from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.engines import close, files, kept, open_tables
from fotfeste.insight.tables.shape import Kind

if TYPE_CHECKING:
    import pyarrow as pa

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

    Raises tables.TableError or QualityError when the tables cannot be read.
    """
    _readable(folder)
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


def _readable(folder: Path) -> None:
    """Raise unless every file is Parquet with the columns of its table: the engine's own words would help nobody."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, file in files(folder).items():
        try:
            found = pq.read_schema(file)
        except (pa.ArrowInvalid, OSError) as wrong:
            raise QualityError(
                f"{file} is not a Parquet file that can be read: {wrong}. Make the tables anew."
            ) from wrong
        for column in tables.BY_NAME[name].columns:
            if column.name not in found.names:
                raise QualityError(f"{file.name} has no column {column.name}. Compare it with the codebook.")
            if not _fits(column.kind, found.field(column.name).type):
                given = found.field(column.name).type
                raise QualityError(
                    f"{file.name}: {column.name} is to be a {column.kind.value}, but is stored as {given}."
                )


def _fits(kind: Kind, stored: "pa.DataType") -> bool:
    import pyarrow.types as are

    if are.is_dictionary(stored):
        stored = stored.value_type
    if kind is Kind.DAY:
        return bool(are.is_date(stored))
    if kind is Kind.WHOLE:
        return bool(are.is_integer(stored))
    if kind is Kind.NUMBER:
        return bool(are.is_integer(stored) or are.is_floating(stored) or are.is_decimal(stored))
    if kind is Kind.YES_NO:
        return bool(are.is_boolean(stored))
    return bool(are.is_string(stored) or are.is_large_string(stored))
