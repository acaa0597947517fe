"""Walking speed from a raw time, with its published limits: the same wherever a walk over a known course is timed."""

from __future__ import annotations

from typing import Any

from fotfeste.care.assessment.rules.answers import AnswerError
from fotfeste.care.assessment.rules.thresholds import AppliesTo, Kind, Source, Threshold
from fotfeste.care.assessment.rules.values import Direction, ValueDefinition
from fotfeste.care.assessment.rules.wording import Text, number, plain, same

SPEED = ValueDefinition(
    code="gait_speed",
    name=Text("Walking speed", "Ganghastighet", "Gangfart"),
    unit=same("m/s"),
    low=0,
    high=None,
    direction=Direction.HIGHER,
    decimals=2,
)

# Not a norm: people break into a run at about 2 m/s, so whatever lies above 3 was typed wrongly.
FASTEST_WALK = 3.0


def metres_per_second(metres: float, seconds: float, where: str) -> float:
    """Metres by seconds. A speed that nobody walks at is refused at the field `where`."""
    speed = metres / seconds
    if speed > FASTEST_WALK:
        raise AnswerError(
            where,
            Text(
                "{metres} metres in {seconds} seconds is {speed} metres a second, and nobody walks that fast.",
                "{metres} meter på {seconds} sekunder er {speed} meter i sekundet, og så fort går ingen.",
                "{metres} meter på {seconds} sekund er {speed} meter i sekundet, og så fort går ingen.",
            ).filled(metres=plain(metres), seconds=plain(seconds), speed=number(speed, 1)),
            Text(
                "Check the time and the length of the course.",
                "Se over tiden og banelengden.",
                "Sjå over tida og banelengda.",
            ),
        )
    return speed


PERERA = (
    Text("older people living at home", "eldre som bor hjemme", "eldre som bur heime"),
    Source("Perera et al., J Am Geriatr Soc 2006;54:743-749", "https://doi.org/10.1111/j.1532-5415.2006.00701.x"),
)
LIFE_P = (
    Text("inactive older people", "lite aktive eldre", "lite aktive eldre"),
    Source("LIFE-P trial, PMC3100159", "https://pmc.ncbi.nlm.nih.gov/articles/PMC3100159"),
)


def limit(of: str, unit: str, kind: Kind, value: float, found: tuple[Text, Source], **more: Any) -> Threshold:
    """A limit of one of the two studies that measured walking and SPPB in the same people."""
    return Threshold(
        of=of,
        kind=kind,
        value=value,
        unit=unit,
        population=found[0],
        source=found[1],
        **{"applies_to": AppliesTo.BOTH, **more},
    )


LIMITS = (
    limit(SPEED.code, "m/s", Kind.SMALL, 0.05, PERERA),
    limit(SPEED.code, "m/s", Kind.SUBSTANTIAL, 0.10, PERERA),
    limit(SPEED.code, "m/s", Kind.SMALL, 0.03, LIFE_P, value_high=0.05),
    limit(SPEED.code, "m/s", Kind.SUBSTANTIAL, 0.08, LIFE_P),
)
