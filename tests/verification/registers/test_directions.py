"""Which way is better: the check of whole tables and the instruments themselves say the same."""

from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from fotfeste.insight.tables.checks.together import HIGHER_IS_BETTER, LOWER_IS_BETTER


def test_every_instrument_the_check_knows_a_direction_of_has_that_direction_in_all_its_measures() -> None:
    for way, codes in (("lower", LOWER_IS_BETTER), ("higher", HIGHER_IS_BETTER)):
        for code in codes:
            found = {d.direction.value for version in INSTRUMENTS[code].versions for d in version.values}
            assert found == {way}, code
