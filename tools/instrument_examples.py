"""Answers for the pages about instruments: one person at the start and later. Others are made from the fields."""

from collections.abc import Mapping
from typing import Any

Answers = Mapping[str, Any]


def _items(*steps: int) -> dict[str, int]:
    return {f"item_{number}": step for number, step in enumerate(steps, start=1)}


# code: (at the start, later)
EXAMPLES: Mapping[str, tuple[Answers, Answers]] = {
    "amps": ({"motor": 0.9, "process": 0.8}, {"motor": 1.6, "process": 1.1}),
    "berg": (_items(4, 3, 4, 3, 3, 3, 3, 2, 3, 3, 2, 2, 2, 1), _items(4, 4, 4, 4, 4, 3, 4, 3, 3, 4, 3, 2, 2, 2)),
    "chair_stand_30s": (
        {"stands": 6, "arms_used": "without_arms"},
        {"stands": 9, "arms_used": "without_arms"},
    ),
    "copm": (
        {
            "problems": [
                {"id": "a1", "text": "Gå til postkassa", "importance": 9, "performance": 3, "satisfaction": 2},
                {"id": "a2", "text": "Lage middag", "importance": 8, "performance": 4, "satisfaction": 3},
            ]
        },
        {
            "problems": [
                {"id": "a1", "text": "Gå til postkassa", "performance": 7, "satisfaction": 7},
                {"id": "a2", "text": "Lage middag", "performance": 6, "satisfaction": 5},
            ]
        },
    ),
    "eq5d5l": (
        {
            "mobility": 3,
            "self_care": 2,
            "usual_activities": 3,
            "pain_discomfort": 3,
            "anxiety_depression": 2,
            "vas": 45,
        },
        {"state": "21232", "vas": 60},
    ),
    "fim": ({"motor": 55, "cognitive": 28}, {"motor": 70, "cognitive": 29}),
    "gait_speed": (
        {"course_length_m": 4, "start": "standing", "seconds": 7.4, "walking_aid": "rollator"},
        {"course_length_m": 4, "start": "standing", "seconds": 5.9, "walking_aid": "stick"},
    ),
    "gas": (
        {
            "goals": [
                {"id": "g1", "text": "Gå til postkassa", "importance": 2, "difficulty": 1, "score": -1},
                {"id": "g2", "text": "Dusje alene", "importance": 3, "difficulty": 1, "score": -2},
            ]
        },
        {
            "goals": [
                {"id": "g1", "text": "Gå til postkassa", "importance": 2, "difficulty": 1, "score": 1},
                {"id": "g2", "text": "Dusje alene", "importance": 3, "difficulty": 1, "score": 0},
            ]
        },
    ),
    "grip": (
        {"right_1": 14.5, "right_2": 15.2, "left_1": 13.0, "left_2": 12.6, "device": "hydraulic"},
        {"right_1": 19.8, "right_2": 21.4, "left_1": 16.0, "left_2": 16.8, "device": "hydraulic"},
    ),
    "icf": (
        {
            "categories": [
                {"id": "c1", "code": "d450", "aspect": "performance", "qualifier": 3},
                {"id": "c2", "code": "e310", "aspect": "facilitator", "qualifier": 2},
            ]
        },
        {
            "categories": [
                {"id": "c1", "code": "d450", "aspect": "performance", "qualifier": 1},
                {"id": "c2", "code": "e310", "aspect": "facilitator", "qualifier": 2},
            ]
        },
    ),
    "psfs": (
        {"version": "rkr", "activities": [{"id": f"a{n}", "rating": step} for n, step in enumerate((3, 2, 4), 1)]},
        {"version": "rkr", "activities": [{"id": f"a{n}", "rating": step} for n, step in enumerate((6, 5, 6), 1)]},
    ),
    "soc13": ({"total": 58}, {"total": 63}),
    "sppb": (
        {
            "side_by_side_seconds": 10,
            "semi_tandem_seconds": 10,
            "tandem_seconds": 4.5,
            "course_length_m": "4",
            "gait_seconds": 7.1,
            "chair_seconds": "unable",
        },
        {
            "side_by_side_seconds": 10,
            "semi_tandem_seconds": 10,
            "tandem_seconds": 10,
            "course_length_m": "4",
            "gait_seconds": 5.0,
            "chair_seconds": 15.2,
        },
    ),
    "tug": ({"seconds": 19.0, "walking_aid": "rollator"}, {"seconds": 14.2, "walking_aid": "rollator"}),
}
