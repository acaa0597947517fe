"""What a decision must say to be one of the municipality's kind (`domain.md` §3.3)."""

from .service_model import DecisionRule


def lacking(
    rule: DecisionRule, *, visits_per_week_first: int | None, visits_per_week_last: int | None, content: str
) -> list[str]:
    """Names of what must be written before reablement is granted: a specific decision says what, and how often."""
    if rule.type != "specific":
        return []
    given = {
        "visits_per_week_first": visits_per_week_first is not None,
        "visits_per_week_last": visits_per_week_last is not None,
        "content": bool(content.strip()),
    }
    return [name for name, there in given.items() if not there]
