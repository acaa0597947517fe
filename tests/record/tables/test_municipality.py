"""Numbers about the municipality: brought in once, in every extract after that, and below the line of rates."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fotfeste.insight.tables import extract, municipality
from fotfeste.insight.tables.given_csv import GivenError

HEAD = "municipality;year;counts;persons\n"


def written(folder: Path, text: str) -> Path:
    file = folder / "counts.csv"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("3001;2024;inhabitants;12", "counts: “inhabitants” is not known"),
        ("3001;soon;inhabitants_67_plus;12", "year: “soon”"),
        ("3001;2024;inhabitants_67_plus;-1", "persons: “-1”"),
        ("3001;2024;inhabitants_67_plus;1,5", "persons: “1,5”"),
        (";2024;inhabitants_67_plus;12", "municipality: empty"),
        ("3001;2024;inhabitants_67_plus", "3 cells, but 4 columns"),
        ("3001;2024;inhabitants_67_plus;1\n3001;2024;inhabitants_67_plus;2", "line 3: the same"),
    ],
)
def test_a_line_with_a_fault_is_named_and_nothing_is_taken(tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(GivenError, match="nothing was taken") as refused:
        municipality.read_counts(written(tmp_path, HEAD + row + "\n"))
    assert says in str(refused.value)


def test_a_file_as_a_norwegian_spreadsheet_writes_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "counts.csv"
    file.write_bytes(b"\xef\xbb\xbf" + (HEAD + "3001;2024;inhabitants_67_plus;1\u00a0234\r\n").encode())
    assert municipality.read_counts(file).to_pylist() == [
        {"municipality": "3001", "year": 2024, "counts": "inhabitants_67_plus", "persons": 1234}
    ]


@pytest.mark.django_db
def test_numbers_that_were_brought_in_are_in_every_extract_until_others_are(now, own_folder, tmp_path: Path) -> None:
    def of_extract() -> list[int]:
        stamp = extract.run(now=now)
        import pyarrow.parquet as pq

        return pq.read_table(stamp.folder / "municipality_counts.parquet")["persons"].to_pylist()

    assert of_extract() == []
    for persons in (900, 950):
        counts = municipality.read_counts(written(tmp_path, f"{HEAD}3001;2024;inhabitants_67_plus;{persons}\n"))
        municipality.keep(own_folder, counts)
        assert of_extract() == of_extract() == [persons]


def test_the_command_says_what_is_wrong_and_brings_in_what_is_right(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("FOTFESTE_HOME", str(tmp_path / "home"))
    command = [sys.executable, "-m", "fotfeste.cli", "indicators", "bring-in", "--json"]
    file = written(tmp_path, HEAD + "3001;2024;nothing;12\n")
    refused = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False, timeout=60)
    assert refused.returncode == 2 and "line 2" in refused.stderr
    written(tmp_path, HEAD + "3001;2024;inhabitants_80_plus;12\n")
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False, timeout=60)
    assert json.loads(done.stdout) == {"rows": 1}
    assert list((tmp_path / "home").rglob("municipality_counts.parquet"))
