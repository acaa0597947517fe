"""Times of day, numbers and minutes as people type them."""

import re
from datetime import time
from decimal import Decimal

from .faults import NotReadable
from .signs import visible


def parse_time(text: str) -> time:
    """The time of day meant by 9, 930, 0930, 9.30, 9:30 or "kl. 9.30". Raises NotReadable."""
    plain = re.sub(r"^kl\.?\s*", "", visible(text).casefold())
    match = re.fullmatch(r"(\d{1,2})(?:\s?[.:,]?\s?(\d{2}))?", plain)
    if not match:
        raise NotReadable(text)
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23 or minute > 59:
        raise NotReadable(text)
    return time(hour, minute)


def parse_decimal(text: str) -> Decimal:
    """The number meant by 3,5 or 3.5 or 1 250,75 (spaces between thousands only). Raises NotReadable."""
    number = parse_number(text)
    if number is None:
        raise NotReadable(text)
    return number


def parse_number(text: str) -> Decimal | None:
    """As `parse_decimal`; None for what is no plain number."""
    plain = visible(text).replace("\u2212", "-")
    if not re.fullmatch(r"-?(?:\d{1,12}|\d{1,3}(?:\s\d{3}){1,3})(?:[.,]\d{1,9})?", plain):
        return None
    return Decimal(re.sub(r"\s", "", plain).replace(",", "."))


def lost_digits(text: str) -> bool:
    """True for a number that a spreadsheet shortened to a power of ten, such as 4,79989E+09."""
    return re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?\s?[eE]\s?\+?\d{1,3}", text.strip()) is not None


def parse_minutes(text: str) -> int:
    """Whole minutes (0 or more) meant by 45, "45 min", 1:30, "1 t 30 min", "1,5 t" or "2 timer". Raises NotReadable."""
    plain = visible(text).casefold()
    if match := re.fullmatch(r"(\d{1,4})\s*(?:m|min|minutt|minutter|minutes)?\.?", plain):
        return int(match[1])
    if match := re.fullmatch(r"(\d{1,2}):([0-5]\d)", plain):
        return int(match[1]) * 60 + int(match[2])
    hours = r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:t|h|time|timer|timar|hour|hours)\.?"
    if match := re.fullmatch(hours + r"(?:\s*(?:og\s*)?(\d{1,2})\s*(?:m|min|minutt|minutter|minutes)?\.?)?", plain):
        total = parse_decimal(match[1]) * 60 + int(match[2] or 0)
        if total == int(total):
            return int(total)
    raise NotReadable(text)
