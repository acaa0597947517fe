"""Assessments for the outcome tables: scored by their own instrument's rule, with the changes that rule allows."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from fotfeste.care.assessment.models import Assessment
from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.changes import ChangeError, change
from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from fotfeste.care.assessment.rules.scores import Score
from fotfeste.care.assessment.rules.scoring import not_done, score
from fotfeste.care.assessment.rules.thresholds import KIND_NAMES
from fotfeste.care.assessment.rules.wording import Text, same
from fotfeste.care.pathway.rules.vocabulary import Occasion
from fotfeste.insight.outcomes import tables

if TYPE_CHECKING:
    import pyarrow as pa


def tables_of_scores(salt: str) -> "dict[str, pa.Table]":
    """Assessments scored by their own instrument's rule, and the changes that rule allows.

    Scored anew from the answers: a change needs what the person's own problems were, which a stored number has not.
    Corrected assessments are left out, their corrections are in.
    """

    def key(value: object) -> str:
        return hashlib.sha256(f"{salt}{value}".encode()).hexdigest()[:24]

    # NOT EXISTS: with `corrected_by=None` PostgreSQL expects one row and compares every one with every episode.
    corrections = Assessment.objects.filter(corrects=OuterRef("pk"))
    rows = Assessment.objects.filter(~Exists(corrections), episode__started_on__isnull=False)
    fields = ("id", "episode_id", "instrument", "version", "occasion", "assessed_on", "answers", "missing_reason")
    scored: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    seen: dict[tuple[str, str], Score] = {}

    current: tuple[Any, str] | None = None
    several: list[tuple[str, Score]] = []
    ordered = rows.order_by("episode_id", "instrument", "assessed_on", "id")
    for id_, episode, instrument, version, occasion, day, answers, reason in ordered.values_list(*fields).iterator(
        chunk_size=5_000
    ):
        if current != (episode, instrument):
            if current:
                changes += _changes_of(several, key(current[0]))
            current, several = (episode, instrument), []
        one = _score_of(instrument, version, answers, reason)
        if one is None:
            continue
        several.append((occasion, one))
        seen.setdefault((instrument, _version_of(one)), one)
        scored += [
            {
                "assessment": key(id_),
                "episode": key(episode),
                "instrument": instrument,
                "version": _version_of(one),
                "measure": value.code,
                "occasion": occasion,
                "assessed_on": day,
                "value": value.number,
                "missing_reason": None if value.number is not None else reason or "incomplete",
            }
            for value in one.values
        ]
    if current:
        changes += _changes_of(several, key(current[0]))
    settled = _settled(seen)
    for row in (*scored, *changes):
        row["version"] = settled.get((row["instrument"], row["version"]), row["version"])
    measures, thresholds = _definitions({key: one for key, one in seen.items() if key not in settled})
    return {
        "assessments": tables.from_rows(tables.ASSESSMENTS, scored),
        "changes": tables.from_rows(tables.CHANGES, changes),
        "measures": tables.from_rows(tables.MEASURES, measures),
        "thresholds": tables.from_rows(tables.THRESHOLDS, thresholds),
    }


def _score_of(instrument: str, version: str, answers: Mapping[str, Any], reason: str) -> Score | None:
    """None when today's definition cannot read the stored answers any more; the baseline then counts as not scored."""
    definition = INSTRUMENTS.get(instrument)
    if definition is None:
        return None
    try:
        left_out = bool(reason) and not any(answers.values())
        form = version or None
        return not_done(definition, reason, form) if left_out else score(definition, answers, form)
    except AnswerError:
        return None


def _version_of(*scores: Score) -> str:
    """The form's version with the conditions of the test. Somebody who could not walk has none: the points are 0
    whatever the course, so of two scores the one with conditions names them."""
    conditions = {name: value for one in scores for name, value in one.conditions.items()}
    return "/".join([scores[0].version.code, *(conditions[name] for name in sorted(conditions))])


def _settled(seen: Mapping[tuple[str, str], Score]) -> dict[tuple[str, str], str]:
    """Versions without conditions that belong to the only one with them: where every walk is over the same course,
    those who could not walk are counted beside the others. With several courses they stay apart."""
    found = {}
    for code, version in seen:
        others = [v for c, v in seen if c == code and v.startswith(f"{version}/")]
        if len(others) == 1:
            found[code, version] = others[0]
    return found


def _changes_of(several: list[tuple[str, Score]], episode: str) -> list[dict[str, Any]]:
    """First usable baseline against the last usable score of each later occasion."""
    baselines = [s for o, s in several if o == Occasion.BASELINE and any(v.number is not None for v in s.values)]
    first = baselines[0] if baselines else None
    if first is None:
        return []
    last = {o: s for o, s in several if o != Occasion.BASELINE and s.not_done is None}
    out = []
    for occasion, later in last.items():
        try:
            found = change(first, later)
        except ChangeError:
            continue  # another version or course length: no change exists, and the report counts it as missing
        out += [
            {
                "episode": episode,
                "instrument": first.instrument.code,
                "version": _version_of(first, later),
                "measure": value.definition.code,
                "occasion": occasion,
                "baseline": value.before,
                "later": value.after,
            }
            for value in found.values
            if value.before is not None and value.after is not None
        ]
    return out


def definitions(*instruments: str) -> "dict[str, pa.Table]":
    """The tables of measures and thresholds for these instruments in their usual version."""
    seen = {}
    for code in instruments:
        one = not_done(INSTRUMENTS[code], "not_done")
        seen[code, one.version.code] = one
    measures, thresholds = _definitions(seen)
    return {
        "measures": tables.from_rows(tables.MEASURES, measures),
        "thresholds": tables.from_rows(tables.THRESHOLDS, thresholds),
    }


def _definitions(seen: Mapping[tuple[str, str], Score]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Measures and thresholds of what has been used, in the words of the instruments themselves."""
    measures, thresholds = [], []
    for (code, version), one in sorted(seen.items(), key=lambda item: item[0]):
        name = one.instrument.short_name
        if sum(other == code for other, _version in seen) > 1:
            # Several versions stand beside each other: say which is which.
            name = f"{name} ({version.replace('/', ', ')})"
        for value in one.values:
            d = value.definition
            measures.append(
                {
                    "instrument": code,
                    "version": version,
                    "measure": d.code,
                    "instrument_name": _words(same(name)),
                    "name": _words(d.name),
                    "better": d.direction.value,
                    "unit": _words(d.unit),
                    "decimals": d.decimals,
                    "low": d.low,
                    "high": d.high,
                    "averaged": d.averaged,
                }
            )
            for number, t in enumerate(t for t in one.instrument.thresholds if t.of == d.code):
                low, high = t.baseline_band or (None, None)
                thresholds.append(
                    {
                        "threshold": f"{code}/{version}/{d.code}/{number}",
                        "instrument": code,
                        "version": version,
                        "measure": d.code,
                        "kind": t.kind.value,
                        "kind_name": _words(KIND_NAMES[t.kind]),
                        "size": t.value,
                        "applies_to": t.applies_to.value,
                        "baseline_low": low,
                        "baseline_high": high,
                        "population": _words(t.population),
                        "source": t.source.citation,
                    }
                )
    return measures, thresholds


def _words(text: Text) -> str:
    return json.dumps({"en": text.en, "nb": text.nb, "nn": text.nn}, ensure_ascii=False)
