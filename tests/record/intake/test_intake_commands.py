"""`fotfeste intake …` as it is typed."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from typer.testing import CliRunner, Result

from fotfeste.care.pathway.models import Episode, Referral
from fotfeste.channels.intake import actions
from fotfeste.channels.intake.commands import register
from fotfeste.ground.terminal import Commands
from tests.data.intake.building import DATA, HEADER, ROW, csv_file, example, workbook

pytestmark = pytest.mark.django_db
EXPECTED = json.loads(example("henvisninger_expected.json"))


def run(*arguments: str | Path) -> Result:
    app = Commands()
    register(app)
    # A second command, or Typer would leave the group's name out.
    app.command()(lambda: None)
    return CliRunner().invoke(app, ["intake", *map(str, arguments)])


@pytest.mark.parametrize("name", ["henvisninger_utf8.csv", "henvisninger_windows1252.csv"])
def test_json_holds_rows_accepted_and_refused_and_nothing_else(name: str) -> None:
    result = run("referrals", DATA / name, "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(answer) == {"rows", "accepted", "refused"}
    assert (answer["rows"], answer["accepted"]) == (62, 53)
    assert {line["row"] for line in answer["refused"]} == set(EXPECTED["refused"])
    assert len(answer["refused"]) == 9
    assert all(set(line) == {"row", "column", "problem"} for line in answer["refused"])
    assert Referral.objects.count() == 53


def test_a_trial_says_the_same_and_changes_nothing() -> None:
    trial = run("referrals", DATA / "henvisninger_utf8.csv", "--dry-run", "--json")
    assert Referral.objects.count() == 0
    assert json.loads(trial.stdout) == json.loads(run("referrals", DATA / "henvisninger_utf8.csv", "--json").stdout)


def test_a_second_run_says_that_all_was_here() -> None:
    file = DATA / "forlop_klepp_rekonstruert.csv"
    assert "161 added." in run("episodes", file).stdout
    assert "0 added; 161 were here already." in run("episodes", file).stdout
    assert Episode.objects.count() == 161


def test_the_words_on_screen_name_columns_and_refused_rows() -> None:
    shown = run("referrals", DATA / "henvisninger_utf8.csv", "--dry-run").stdout
    assert "Henvist fra = referred from" in shown
    assert "This was a trial: nothing was taken." in shown


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02" * 100, "does not hold text"),
        (example("henvisninger_utf8.csv")[:5000], "cut off"),
        (b"a;b\r\n1;2\r\n", "None of the headings is known"),
        (example("forlop_klepp_rekonstruert.csv"), "fotfeste intake episodes"),
        (example("henvisninger_utf8.csv") + b"1;x\r\n" * 100_001, "more than 100000 rows"),
    ],
    ids=["empty", "binary", "cut off", "wrong columns", "another kind", "too long"],
)
def test_a_damaged_file_is_refused_whole_with_words_and_exit_code_2(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes(content)
    result = run("referrals", file, "--json")
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
    assert result.stdout == ""
    assert Referral.objects.count() == 0


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    result = run("referrals", tmp_path / "borte.csv")
    assert result.exit_code == 2
    assert "No such file" in " ".join(result.stderr.split())


def breaks_off(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    taken = actions.take_referral
    done = []

    def take_some(**given: Any) -> bool:
        if len(done) == after:
            raise OperationalError("the connection was closed\nwith details of a row")
        done.append(1)
        return taken(**given)

    monkeypatch.setattr(actions, "take_referral", take_some)


def test_json_is_printed_also_when_the_work_breaks_off_half_way(monkeypatch: pytest.MonkeyPatch) -> None:
    breaks_off(monkeypatch, after=3)
    result = run("referrals", DATA / "henvisninger_utf8.csv", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert set(answer) == {"rows", "accepted", "refused", "error"}
    assert (answer["rows"], answer["accepted"], len(answer["refused"])) == (62, 3, 9)
    assert "stopped after 3 of 53 good rows: the connection was closed." in answer["error"]
    assert "details of a row" not in result.output
    assert Referral.objects.count() == 3


def test_without_json_a_run_that_breaks_off_says_what_to_do_and_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    breaks_off(monkeypatch, after=0)
    result = run("referrals", DATA / "henvisninger_utf8.csv")
    assert result.exit_code == 1
    assert "bring in the same file again" in " ".join(result.stderr.split())
    assert "Traceback" not in result.output


def test_json_tells_which_sheet_of_a_workbook_was_read(tmp_path: Path) -> None:
    file = tmp_path / "liste.xlsx"
    old = {"Gammel": [[*HEADER], [*ROW], [*ROW]]}
    file.write_bytes(workbook([HEADER, ROW], title="Ny", before=old, hidden=["Gammel"]))
    answer = json.loads(run("referrals", file, "--json", "--dry-run").stdout)
    assert (answer["sheet"], answer["sheet_hidden"], answer["rows"]) == ("Ny", False, 1)


def test_a_list_without_rows_is_said_to_have_none_and_json_stays_json(tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes(csv_file([HEADER]))
    assert "holds headings but no rows" in run("referrals", file).stdout
    result = run("referrals", file, "--json")
    assert json.loads(result.stdout) == {"rows": 0, "accepted": 0, "refused": []}
    assert "holds headings but no rows" in result.stderr
    assert result.exit_code == 0


READ = {"row", "given_name", "family_name", "birth_date", "national_number", "referred_on", "phone"}


def test_rows_shows_what_was_read_of_every_row_in_the_order_of_the_file(tmp_path: Path) -> None:
    answer = json.loads(run("referrals", DATA / "henvisninger_utf8.csv", "--dry-run", "--json", "--rows").stdout)
    assert (answer["rows"], answer["accepted"], len(answer["refused"])) == (62, 53, 9)
    assert [read["row"] for read in answer["read"]] == [str(number) for number in range(1, 63)]
    assert all(set(read) == READ for read in answer["read"])
    assert answer["read"][0] == {
        "row": "1", "given_name": "Ærlig", "family_name": "Åker", "birth_date": "1958-09-28",
        "national_number": "28895826067", "referred_on": "2026-09-04", "phone": "42579129",
    }  # fmt: skip
    assert all(set(notice) == {"row", "column", "text"} for notice in answer["notices"])


def test_rows_leaves_empty_what_cannot_be_read_and_names_the_row_as_the_refusal_does(tmp_path: Path) -> None:
    head = ["Fnr", "Fornavn", "Etternavn", "Født", "Dato", "Inngang", "Henvist av", "Telefon"]
    rest = ["02.11.2026", "Ny søker", "Lege"]
    file = tmp_path / "liste.csv"
    file.write_bytes(
        csv_file(
            [
                head,
                ["", "Alma", "\u200b", "01.02.26", *rest, '="99887766"'],
                ["123", "Bo", "Ås", "01.02.1941", "i fjor", "Ny søker", "Lege", ""],
                ["", "Cato", "Ås", "1941-05-04T22:00:00Z", *rest, "4,79989E+09"],
                ["", "Dag"],
            ]
        )
    )
    result = run("referrals", file, "--dry-run", "--json", "--rows")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [tuple(read.values()) for read in answer["read"]] == [
        ("2", "Alma", "", None, "", "2026-11-02", "99887766"),
        ("3", "Bo", "Ås", "1941-02-01", "", None, ""),
        ("4", "Cato", "Ås", "1941-05-05", "", "2026-11-02", ""),
        ("5", "", "", None, "", None, ""),
    ]
    assert [refused["row"] for refused in answer["refused"]] == ["2", "3", "5"]
    assert [(notice["row"], notice["column"]) for notice in answer["notices"]] == [("4", "Født"), ("4", "Telefon")]


def test_rows_of_a_file_that_cannot_be_read_are_none_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes(b"")
    result = run("referrals", file, "--dry-run", "--json", "--rows")
    answer = json.loads(result.stdout)
    assert result.exit_code == 2
    assert (answer["read"], answer["notices"], answer["refused"]) == ([], [], [])
    assert "The file is empty." in answer["error"] and "The file is empty." in " ".join(result.stderr.split())


def test_rows_without_json_says_what_to_give() -> None:
    result = run("referrals", DATA / "henvisninger_utf8.csv", "--dry-run", "--rows")
    assert result.exit_code == 2 and "Give --json too." in " ".join(result.stderr.split())


def test_persons_of_other_scripts_in_two_files_are_all_added_and_each_file_only_once(tmp_path: Path) -> None:
    head = ["Fornavn", "Etternavn", "Født", "Dato", "Inngang", "Henvist av"]
    files = []
    for number, (given, family) in enumerate([("Олена", "Вигадана"), ("Іван", "Вигаданий"), ("فاطمة", "خيالي")]):
        files.append(tmp_path / f"{number}.csv")
        files[-1].write_bytes(csv_file([head, [given, family, "01.01.1944", "02.11.2026", "Ny søker", "Lege"]]))
    for file in files:
        assert "1 added." in run("referrals", file).stdout
    for file in files:
        assert "0 added; 1 were here already." in run("referrals", file).stdout
    assert Referral.objects.count() == 3
