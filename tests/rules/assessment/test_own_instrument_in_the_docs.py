"""The file that the documentation tells a municipality to write is one that works, and says what the page says."""

import re
from pathlib import Path

from fotfeste.care.assessment.rules import local
from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from fotfeste.care.assessment.rules.scoring import score

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "own-instruments.md"


def test_the_example_gives_a_sum_from_0_to_8_that_stays_open_while_an_item_is_missing():
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (own,), faults = local.read_files({"kveldsro.toml": example}, INSTRUMENTS)
    assert faults == [] and own.code == "kveldsro"
    total = score(own, {"calm": 3, "sleep": 4})["total"]
    assert (total.number, total.definition.low, total.definition.high) == (7, 0, 8)
    assert score(own, {"calm": 3, "sleep": "refused"})["total"].number is None
