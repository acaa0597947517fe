"""Statsforvalteren and Pasient- og brukerombudet, by the municipality's number."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "authorities.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Authorities:
    """Names as they stand in the middle of a sentence of a letter."""

    statsforvalter: str
    ombud: str


def county_known(municipality_number: str) -> bool:
    """Whether the first two of four digits are a county."""
    number = municipality_number
    return len(number) == 4 and number.isascii() and number.isdecimal() and number[:2] in _TABLE["counties"]


def authorities_for(
    municipality_number: str, *, language: str, statsforvalter: str = "", ombud: str = ""
) -> Authorities:
    """Who decides an appeal and who gives free advice, in the language of the letter.

    statsforvalter, ombud  the municipality's own names, which go before the table's; empty: the table decides
    Without a number, and without own names, the names stand alone, without a county.
    """
    county = municipality_number[:2] if county_known(municipality_number) else ""
    area = next((row["area"] for row in _TABLE["statsforvalter"] if county in row["counties"]), "")
    return Authorities(
        statsforvalter=_named("statsforvalter", statsforvalter, language, {"area": area} if area else {}),
        ombud=_named("ombud", ombud, language, {"county": _TABLE["counties"][county]} if county else {}),
    )


def offices() -> list[tuple[tuple[str, ...], str, str]]:
    """Every office of Statsforvalteren: its counties by their two digits, its name, and its other name or nothing."""
    whole = _TABLE["wording"]["statsforvalter"]["nb"][0]
    return [
        (tuple(row["counties"]), whole % {"area": row["area"]}, row.get("also", "")) for row in _TABLE["statsforvalter"]
    ]


def counties() -> dict[str, str]:
    """The counties by their two digits."""
    return dict(_TABLE["counties"])


def _named(which: str, own: str, language: str, place: dict[str, str]) -> str:
    if own:
        # A name in Norwegian says nothing to who reads English; what it is stands before it.
        return _TABLE["wording"]["other_name"][which] % {"name": own} if language == "en" else own
    whole, alone = _TABLE["wording"][which][language]
    return str(whole % place if place else alone)
