"""Numbers as they are written in Norwegian: decimal comma, space before %, space between thousands.

English uses a point and no space. Anything else than `en` is written the Norwegian way.
"""

from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
MINUS = "\u2212"


def number(value: float, *, decimals: int = 0, language: str = "nb", signed: bool = False) -> str:
    """`1 234,5` (nb, nn, se) or `1,234.5` (en). Halves go away from zero. `signed` puts + before gains."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}"
    if not language.startswith("en"):
        text = text.replace(",", NBSP).replace(".", ",")
    if rounded < 0:
        return MINUS + text
    return f"+{text}" if signed and rounded > 0 else text


def percent(share: float, *, decimals: int = 0, language: str = "nb") -> str:
    """A share (0 to 1) as `60 %` (Norwegian) or `60%` (English)."""
    gap = "" if language.startswith("en") else NBSP
    return f"{percent_number(share, decimals=decimals, language=language)}{gap}%"


def percent_number(share: float, *, decimals: int = 0, language: str = "nb") -> str:
    """A share (0 to 1) as the bare number of per cent, for sentences such as `mellom 52 og 68 %`."""
    return number(float(Decimal(repr(share)) * 100), decimals=decimals, language=language)
