"""Answers to the instruments, of a size like that in published results; drawn, never copied from anybody.

COPM starts low because people choose what is hardest. SPPB changes little. Barthel is near its top from the start.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

LOWEST, HIGHEST = 1, 10
_BALANCE = {0: (4.0, 0.0, 0.0), 1: (10.0, 5.0, 0.0), 2: (10.0, 10.0, 1.5), 3: (10.0, 10.0, 6.0), 4: (10.0, 10.0, 10.0)}
# Seconds on a course of four metres, and for five rises, that give so many points.
_GAIT = {1: (8.9, 13.0), 2: (6.3, 8.6), 3: (4.9, 6.1), 4: (3.4, 4.7)}
_CHAIR = {1: (17.0, 34.0), 2: (13.8, 16.5), 3: (11.3, 13.6), 4: (8.0, 11.0)}
_BARTHEL = {
    "eating": 2, "bathing": 1, "grooming": 1, "dressing": 2, "bowel": 2,
    "bladder": 2, "toilet": 2, "transfer": 3, "mobility": 3, "stairs": 2,
}  # fmt: skip
_FIRST_TO_GO = ("bathing", "stairs", "dressing", "bladder", "toilet", "transfer", "grooming", "mobility")


@dataclass
class Ability:
    """One person's numbers: the problems with their ratings (1–10), SPPB points (0–12), Barthel lost points."""

    problems: list[tuple[str, str, int, int, int]]
    gain: float
    walking: int
    lost: int
    aid: str

    def copm(self, rng: Random, *, after: bool) -> dict[str, Any]:
        rows = []
        for code, text, importance, performance, satisfaction in self.problems:
            if after:
                performance = _within(round(performance + rng.gauss(self.gain, 1.2)))
                satisfaction = _within(round(satisfaction + rng.gauss(self.gain + 0.2, 1.4)))
            rows.append(
                {
                    "id": code,
                    "text": text,
                    "importance": importance,
                    "performance": performance,
                    "satisfaction": satisfaction,
                }
            )
        return {"problems": rows}

    def sppb(self, rng: Random, *, gained: int = 0) -> dict[str, Any]:
        points = _split(min(12, max(0, self.walking + gained)), rng)
        balance = dict(
            zip(("side_by_side_seconds", "semi_tandem_seconds", "tandem_seconds"), _BALANCE[points[0]], strict=True)
        )
        answers: dict[str, Any] = {code: seconds for code, seconds in balance.items() if seconds}
        answers |= {"course_length_m": "4", "walking_aid": self.aid}
        answers["gait_seconds"] = round(rng.uniform(*_GAIT[points[1]]), 2) if points[1] else "unable"
        answers["chair_seconds"] = round(rng.uniform(*_CHAIR[points[2]]), 2) if points[2] else "unable"
        return answers

    def barthel(self, *, regained: int = 0) -> dict[str, Any]:
        answers = dict(_BARTHEL)
        for place in range(max(0, self.lost - regained)):
            item = _FIRST_TO_GO[place % len(_FIRST_TO_GO)]
            answers[item] = max(0, answers[item] - 1)
        return answers


def ability(problems: list[str], rng: Random) -> Ability:
    """Draw one person's numbers for these problems."""
    rated = [
        (
            f"p{number}",
            text,
            rng.randint(7, 10),
            _within(round(rng.gauss(3.4, 1.4))),
            _within(round(rng.gauss(3.1, 1.6))),
        )
        for number, text in enumerate(problems, 1)
    ]
    return Ability(
        problems=rated,
        gain=rng.gauss(2.4, 1.6),
        walking=min(12, max(1, round(rng.gauss(8.0, 2.6)))),
        lost=rng.choices((0, 1, 2, 3, 4, 6), (34, 24, 18, 12, 8, 4))[0],
        aid=rng.choices(("none", "stick", "rollator"), (40, 20, 40))[0],
    )


def _within(number: int) -> int:
    return min(HIGHEST, max(LOWEST, number))


def _split(total: int, rng: Random) -> tuple[int, int, int]:
    """Balance, walking and rising that add up to the total, each 0 to 4."""
    parts = [total // 3] * 3
    for place in rng.sample(range(3), total % 3):
        parts[place] += 1
    return parts[0], parts[1], parts[2]
