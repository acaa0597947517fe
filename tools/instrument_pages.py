"""The pages about instruments, one for each and a list of all. Their examples are scored while the page is written."""

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from tools.instrument_examples import EXAMPLES
from tools.pages import page, table

if TYPE_CHECKING:
    from fotfeste.care.assessment.rules.definition import Cutoff, Instrument, Version
    from fotfeste.care.assessment.rules.fields import Field
    from fotfeste.care.assessment.rules.thresholds import Source, Threshold

LICENCES = {
    "ship_scoring_and_labels": "scoring, and our own neutral labels",
    "ship_scoring_only": "scoring, and no wording of the items",
    "results_only": "results only: the municipality holds the form and the right to use it",
}


def instruments() -> str:
    """The list of all instruments."""
    rows = []
    for each in INSTRUMENTS.values():
        main = [value for value in each.versions[0].values if value.main]
        rows.append(
            (
                f"[{each.short_name}](instruments/{each.code}.md)",
                f"`{each.code}`",
                each.purpose.en,
                "; ".join(f"{_range(v.low, v.high)} {v.unit.en}, {v.direction.value} is better" for v in main) or "–",
                LICENCES[each.licence.licence_class.value],
            )
        )
    return page(
        "Instruments",
        "Scores are worked out by pure rules from the answers; nothing missing is filled in, and a form of one version "
        "is never compared with another. Limits for change are parameters with a source, each shown beside the others "
        "and never chosen silently. A limit found for one person is not held against a difference between groups.",
        table(("instrument", "code", "what it measures", "main score", "Fotfeste holds"), rows),
        "`fotfeste instruments` prints the list, `fotfeste instruments CODE --json` a whole definition, and "
        "`fotfeste instruments CODE --fhir` its form as a FHIR R4 questionnaire. `fotfeste score CODE` reads answers "
        "from standard input, one JSON object or one on each line; the keys stand on the page of the instrument. "
        "Beside the answers may stand `version`, `not_done` (a reason) and `baseline` (the earlier answers of the same "
        'person, for the change). `{"items": {…}}` sets the answers apart; '
        '`{"items": [4, 3, …]}` gives them in the order of the form. `--option name=value` answers a field, or '
        "chooses the version, for every line; `--baseline` gives one baseline for all.",
        "<!-- run -->\n```sh\nfotfeste instruments\nfotfeste instruments sppb\n```",
    )


def instrument(code: str) -> str:
    """Everything about one instrument, from its definition."""
    each = INSTRUMENTS[code]
    licence = each.licence
    return page(
        f"{each.short_name}: {each.name.en}" if each.short_name != each.name.en else each.short_name,
        f"{each.purpose.en}. Code `{code}`. Fotfeste holds {LICENCES[licence.licence_class.value]}.",
        "## What it gives",
        *(_values(version, named=len(each.versions) > 1) for version in each.versions),
        *(f"{name}: {text.en}" for name, text in (("Floor", each.floor), ("Ceiling", each.ceiling)) if text),
        "## What it asks",
        *(_fields(version, named=len(each.versions) > 1) for version in each.versions),
        "Left out as a whole: `not_done` with " + ", ".join(f"`{reason}`" for reason in each.not_done) + "."
        if each.not_done
        else "",
        "## Example",
        *_example(each),
        "## Limits for change",
        _thresholds(each.thresholds),
        *(["## Bands", "For describing, never an outcome.", _cutoffs(each.cutoffs)] if each.cutoffs else []),
        "## Mind",
        "\n".join(f"- {caution.en}" for caution in each.cautions) or "Nothing beyond the above.",
        "## In words for the person",
        f"> {each.explanation.nb}",
        "## Rights and sources",
        f"Rights: {licence.holder}. Held here: {licence.may_hold.en} (`{licence.licence_class.value}`; "
        f"{_cited(licence.source)}). Scoring: {_cited(each.source)}.",
        "Codes: " + ", ".join(f"`{c.target}` = {c.system} `{c.code}`" for c in each.codes) + "."
        if each.codes
        else "Codes: none was verified, and none is invented.",
    )


def _values(version: "Version", *, named: bool) -> str:
    if not version.values:
        return "No score: each category stands for itself."
    rows = [
        (
            f"`{v.code}`" + (" (main)" if v.main else ""),
            v.name.en,
            _range(v.low, v.high),
            v.unit.en,
            v.direction.text.en + ("" if v.averaged else "; a step, without a mean"),
        )
        for v in version.values
    ]
    return _titled(version, named) + table(("value", "name", "range", "unit", "direction"), rows)


def _titled(version: "Version", named: bool) -> str:
    return f"**{version.name.en}** (version `{version.code}`)\n\n" if named else ""


def _fields(version: "Version", *, named: bool) -> str:
    rows = [row for field in version.fields for row in _field_rows(field)]
    return _titled(version, named) + table(("field", "answer", "label", "may be missing because"), rows)


def _field_rows(field: "Field", within: str = "") -> list[tuple[str, str, str, str]]:
    reasons = ", ".join(f"`{reason}`" for reason in field.reasons)
    row = (f"`{within}{field.code}`", _answer(field), field.label.en, reasons)
    return [row, *(one for inner in getattr(field, "fields", ()) for one in _field_rows(inner, f"{field.code}[]."))]


def _answer(field: "Field") -> str:
    """What an answer may be, in words."""
    kinds: dict[str, Callable[[Any], str]] = {
        "integer_choice": lambda f: f"whole number {f.low} to {f.high}" + _missing_codes(f),
        "rating": lambda f: f"whole number {f.low} to {f.high}",
        "seconds": lambda f: f"seconds, {f.low:g} to {f.high:g}",
        "number": lambda f: ("whole number" if f.whole else "number") + f", {f.low:g} to {f.high:g} {f.unit.en}",
        "choice": lambda f: (
            "one of "
            + ", ".join(f"`{option.value}`" for option in f.options)
            + (f"; `{f.default}` when not given" if f.default else "")
        ),
        "text": lambda f: f"text, at most {f.max_length} characters",
        "block": lambda f: f"a list of at most {f.max_entries}, each with an `id` of its own",
    }
    return kinds[field.kind](field)


def _missing_codes(field: Any) -> str:
    return "".join(f"; {code} is missing (`{reason}`)" for code, reason in field.missing_codes.items())


def example_of(each: "Instrument", *, good: bool) -> dict[str, Any]:
    """Answers that can be scored: EXAMPLES where the fields depend on each other, else something in the middle."""
    if each.code in EXAMPLES:
        return dict(EXAMPLES[each.code][good])
    version = each.versions[0]
    good = good == all(value.direction.value == "higher" for value in version.values)
    answers = {field.code: _something(field, good=good) for field in version.fields if field.counts and field.asked}
    return answers if len(each.versions) == 1 else {"version": version.code, **answers}


def _something(field: "Field", *, good: bool) -> Any:
    if field.kind == "block":
        inner = {one.code: _something(one, good=good) for one in getattr(field, "fields", ())}
        return [{"id": "a1", **inner}]
    if field.kind == "text":
        return "Gå til postkassa"
    if field.kind == "choice":
        return getattr(field, "options")[0].value  # noqa: B009
    low, high = getattr(field, "low"), getattr(field, "high")  # noqa: B009
    if field.kind in ("seconds", "number") and not getattr(field, "whole", False):
        return round(low + (high - low) * (0.04 if good else 0.02), 1)
    step = (high - low) // 3 or (1 if good else 0)
    return low + step * (2 if good else 1) if (high - low) >= 3 else low + step * good


def _example(each: "Instrument") -> list[str]:
    from fotfeste.care.assessment.commands import in_words
    from fotfeste.care.assessment.rules.lines import scored

    request = {**example_of(each, good=True), "baseline": example_of(each, good=False)}
    given = json.dumps(request, ensure_ascii=False)
    said = in_words(scored(each, request, {}))
    return [
        f"```json\n{given}\n```",
        f"`fotfeste score {each.code}` with this on standard input says:",
        f"```text\n{said}\n```",
    ]


def _thresholds(thresholds: "tuple[Threshold, ...]") -> str:
    if not thresholds:
        return "No published limit for change that we trust for this group."
    rows = []
    for t in thresholds:
        size = f"{t.value:g}" + (f"–{t.value_high:g}" if t.value_high else "")
        interval = f" (95 % {t.interval[0]:g}–{t.interval[1]:g})" if t.interval else ""
        band = f", baseline {t.baseline_band[0]:g}–{t.baseline_band[1]:g}" if t.baseline_band else ""
        caution = f" {t.caution.en}" if t.caution else ""
        rows.append(
            (
                f"`{t.of}`",
                str(t.kind),
                f"{size} {t.unit}{interval}",
                str(t.applies_to),
                t.population.en + band,
                _cited(t.source) + caution,
            )
        )
    return table(("value", "limit", "change", "for", "found in", "source"), rows)


def _cutoffs(cutoffs: "tuple[Cutoff, ...]") -> str:
    rows = []
    for c in cutoffs:
        ends = (f"from {c.low:g}" if c.low is not None else "", f"to {c.high:g}" if c.high is not None else "")
        caution = f" {c.caution.en}" if c.caution else ""
        rows.append((f"`{c.of}`", c.name.en, " ".join(end for end in ends if end), _cited(c.source) + caution))
    return table(("value", "called", "band", "source"), rows)


def _cited(source: "Source") -> str:
    address = source.address
    if not address:
        return source.citation
    return f"[{source.citation}]({address if address.startswith('http') else f'https://doi.org/{address}'})"


def _range(low: float, high: float | None) -> str:
    return f"{low:g} and up" if high is None else f"{low:g} to {high:g}"


PAGES: dict[str, Callable[[], str]] = {
    "instruments": instruments,
    **{f"instruments/{code}": partial(instrument, code) for code in INSTRUMENTS},
}
