"""Tables that a clinician can read: cells between |, the first line names them."""

from typing import Any

from fotfeste.care.assessment.rules.registry import get


def rows(table: str) -> list[tuple[str, ...]]:
    """The rows, header and blank lines left out."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines[1:]]


def answer(cell: str) -> Any:
    """A number, a reason or a choice as written; None for an empty cell."""
    if not cell:
        return None
    return float(cell) if cell.replace(".", "").lstrip("-").isdigit() else cell


def number(cell: str) -> float | None:
    """What is expected of a value; None for `open`."""
    return None if cell == "open" else float(cell)


def items(cell: str) -> dict[str, Any]:
    """`3 4 - refused` as the answers to items 1 to 4; `-` where nothing was said, `3x14` for fourteen times 3."""
    steps: list[str] = []
    for part in cell.split():
        step, _, times = part.partition("x")
        steps += [step] * int(times or 1)
    return {
        f"item_{n}": None if step == "-" else int(step) if step.isdigit() else step
        for n, step in enumerate(steps, start=1)
    }


def limits(code: str) -> set[tuple[str, str, float, float, tuple[float, float] | None]]:
    """Every limit an instrument holds: value, kind, size, upper end or 0, baseline band."""
    return {
        (one.of, one.kind.value, float(one.value), float(one.value_high or 0), one.baseline_band)
        for one in get(code).thresholds
    }


def bands(code: str, of: str, number: float) -> list[str]:
    """The published bands a number lies in, in English."""
    return [band.name.en for band in get(code).cutoffs if band.of == of and band.holds(number)]
