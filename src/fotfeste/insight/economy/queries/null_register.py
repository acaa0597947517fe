"""A made-up register in which the service does nothing, to be counted as the real one: so little does a record tell."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from fotfeste.insight.economy.queries.prices import EVERY, NOT_RECORDED, PriceList
from fotfeste.insight.registers.truth import Truth
from fotfeste.insight.registers.writing import generate
from fotfeste.insight.tables.schema import PROFESSIONS

MOST = 1000  # periods: enough to see what it looks like, and made in a second
# Half of those new to services get well by themselves, and others need a fifth less; the service adds nothing.
NOTHING = Truth(effect=0.0, odds=1.0)
ITS_SERVICE = "home_nursing"


@contextmanager
def made_up(periods: int, seed: int) -> Iterator[Path]:
    """A folder of outcome tables that is gone afterwards."""
    from fotfeste.insight.tables.extract import scores

    with TemporaryDirectory(prefix="fotfeste-null-") as folder:
        made = Path(folder) / "register"
        known = scores.definitions("copm", "sppb", "satisfaction_person")
        generate(made, periods, seed=seed, about=NOTHING, definitions=known)
        yield made


def completed(given: PriceList) -> PriceList:
    """The same prices; what the made-up register has and the list has not costs the mean of the others."""
    hour, service = dict(given.prices.hour), dict(given.service_hour)
    service.setdefault(ITS_SERVICE, sum(service.values()) / len(service))
    if EVERY not in hour:
        usual = sum(hour.values()) / len(hour)
        hour = dict.fromkeys((*PROFESSIONS, NOT_RECORDED), usual) | hour
    return replace(given, prices=replace(given.prices, hour=hour), service_hour=service)
