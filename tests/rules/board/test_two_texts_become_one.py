"""Two people write in the same row: what each keeps."""

import pytest

from fotfeste.care.board.rules.merging import merged


@pytest.mark.parametrize(
    ("began", "stands", "sent", "kept"),
    [
        ("", "Går bra.", "Trapper ned.", "Går bra.\nTrapper ned."),
        ("", "Avslutter ikke nå", "Avslutter", "Avslutter ikke nå\nAvslutter"),
        ("", "Avslutter", "Avslutter ikke nå", "Avslutter\nAvslutter ikke nå"),
        ("", "Går bra.\nTrapper ned.", "Trapper ned.", "Går bra.\nTrapper ned."),
        ("Går bra.", "Går bra.", "", ""),
    ],
)
def test_a_saying_that_is_part_of_another_is_not_the_same_saying(began, stands, sent, kept):
    assert merged(began, stands, sent) == kept
