"""What `fotfeste effect compare --json` said of hours of services, read as how much would have come anyway."""

import json
from pathlib import Path
from typing import Any

from fotfeste.insight.economy.rules.costs import EconomyError
from fotfeste.insight.economy.rules.known import Compared, compared

CHANGE = "before_and_after"
HOW = (
    "Give the answer of `fotfeste effect compare --comparison FILE --better lower --json`, where baseline and later "
    "are each person's hours of services a week."
)


def read_compared(path: Path) -> Compared:
    """Raises EconomyError for a file that is no such answer, or one about something that is better when higher."""
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as wrong:
        raise EconomyError(f"{path} cannot be read as JSON: {wrong}. {HOW}") from wrong
    try:
        if told["better"] != "lower":
            raise EconomyError(
                f"{path.name} compares a score that is better when higher, and not hours of services. {HOW}"
            )
        effects = {str(each["method"]): _with_ends(each) for each in told["effects"]}
        change, persons = effects.pop(CHANGE), told["persons"]
        return compared(
            change,
            [(method, *effect) for method, effect in effects.items()],
            trained=int(persons["trained"]),
            others=int(persons["comparison"]),
        )
    except (KeyError, TypeError) as wrong:
        raise EconomyError(f"{path.name} is no answer of `fotfeste effect compare` about hours. {HOW}") from wrong
    except EconomyError:
        raise
    except ValueError as wrong:
        raise EconomyError(f"{path.name}: {wrong}. {HOW}") from wrong


def _with_ends(each: Any) -> tuple[float, float, float]:
    return float(each["estimate"]), float(each["interval"]["low"]), float(each["interval"]["high"])
