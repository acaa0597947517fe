"""What guards the log from outside was taken away, added to or spoilt: that is said, and nothing begins anew."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fotfeste.ground.access import sealer
from fotfeste.ground.access.outside import LogProblem
from fotfeste.ground.access.rules.log_findings import Kind
from fotfeste.ground.database.location import Address
from tests.record.access.sealed import Log, log_in


@pytest.fixture
def sealed(database_of_logs: Address, tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Log]:
    """Six lines in two seals."""
    with django_db_blocker.unblock(), log_in(database_of_logs, tmp_path, settings) as log:
        for _ in range(2):
            log.write(3)
            log.seal()
        yield log


def test_seals_and_heads_taken_away_together_do_not_begin_anew_in_silence(sealed: Log) -> None:
    sealed.tamper("truncate access_logseal", "delete from access_logentry where id > 3")
    sealed.heads.unlink()
    with pytest.raises(LogProblem, match=r"the file of heads, .*, is gone"):
        sealed.seal()
    assert sealed.verify().state == "unknown"
    assert sealed.seal(restored_because="the heads were lost") is not None
    assert "the heads were lost" in sealed.verify().told[-1]


@pytest.mark.parametrize("why", [{}, {"restored": "all is well"}], ids=["a head", "a restoration"])
def test_a_head_signed_with_a_key_nobody_knows_is_not_believed(sealed: Log, why: dict[str, str]) -> None:
    first = json.loads(sealed.heads.read_text().splitlines()[0])
    with sealed.heads.open("a") as file:
        file.write(json.dumps({**first, **why, "key": "f" * 16, "mac": "0" * 64}) + "\n")
    sealed.tamper("delete from access_logseal where number = 2", "delete from access_logentry where id > 3")
    assert Kind.CUT in sealed.kinds()


@pytest.mark.parametrize(
    "spoilt", ["at = '2020'", "snapshot = 'abc'", "snapshot = ''", "members = ''", "doubts = '{'", "digest = 'x'"]
)
def test_a_spoilt_seal_is_named_and_nothing_is_sealed_upon_it(sealed: Log, spoilt: str) -> None:
    sealed.tamper(f"update access_logseal set {spoilt} where number = 2")
    sealed.write()
    found = sealed.verify()
    assert found.state == "broken"
    assert {each.seal for each in found.findings if each.seal} == {2}
    with pytest.raises(LogProblem, match="Nothing was sealed"):
        sealed.seal()


def test_somebody_who_is_made_a_user_while_the_log_is_sealed_has_forged_nothing(
    sealed: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NamesReadEarlier(sealer.Plausible):
        def __init__(self, era: int) -> None:
            super().__init__(era)
            self.names.clear()

    monkeypatch.setattr(sealer, "Plausible", NamesReadEarlier)
    sealed.write()
    sealed.seal()
    assert sealed.verify().state == "holds"


def test_heads_of_much_too_deep_a_nesting_are_a_line_that_cannot_be_read(sealed: Log) -> None:
    with sealed.heads.open("a") as file:
        file.write("[" * 100_000 + "\n")
    assert sealed.verify().told[-1] == "Line 3 of the file of heads cannot be read, as a stop in writing leaves it."


def test_a_user_who_is_named_otherwise_before_their_lines_are_sealed_has_forged_nothing(sealed: Log) -> None:
    with sealed.connect("postgres") as other, other.transaction():
        # It runs on while the log is sealed, as one in another database may.
        other.execute("select pg_current_xact_id()")
        sealed.write(by=2)
        sealed.seal()
    sealed.write(by=2)
    sealed.tamper("update access_user set name = 'Kari Gift' where id = 2")
    assert sealed.verify().state == "holds"
    sealed.seal()
    assert sealed.verify().state == "holds"


def test_a_name_nobody_ever_bore_is_still_forged(sealed: Log) -> None:
    sealed.write()
    last = max(sealed.ids())
    sealed.tamper(f"update access_logentry set user_name = 'Ola Ukjent' where id = {last}")
    assert Kind.FORGED in sealed.kinds()


def test_one_head_that_is_missing_at_the_end_is_told(sealed: Log) -> None:
    lines = sealed.heads.read_text().splitlines(keepends=True)
    sealed.heads.write_text("".join(lines[:-1]))
    found = sealed.verify()
    assert found.state == "holds"
    assert "has no head in the file yet" in found.told[-1]
    sealed.write()
    sealed.seal()
    assert sealed.verify().told == ()


def test_one_head_that_is_missing_in_the_middle_is_seen(sealed: Log) -> None:
    lines = sealed.heads.read_text().splitlines(keepends=True)
    sealed.heads.write_text("".join(lines[1:]))
    assert sealed.verify().state == "broken"
