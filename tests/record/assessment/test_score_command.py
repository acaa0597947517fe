"""`fotfeste score` and `fotfeste instruments` as they are used: text in, text out, without a database."""

import json
import re
import subprocess

import pytest

from fotfeste.care.assessment.commands import CHUNK
from fotfeste.care.assessment.rules.registry import INSTRUMENTS
from tests import warm
from tools.reference import FOLDER


def fotfeste(*words: str, given: str | bytes = b"") -> subprocess.CompletedProcess[str]:
    data = given.encode() if isinstance(given, str) else given
    return warm.run(["-m", "fotfeste.cli", *words], given=data)


def scored(*words: str, given: str | bytes) -> list[dict]:
    return [json.loads(line) for line in fotfeste("score", *words, "--json", given=given).stdout.splitlines()]


@pytest.fixture(autouse=True)
def no_database(monkeypatch):
    """Scoring needs none: with this address every question to one would fail."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")


def test_one_object_gives_score_range_direction_and_completeness():
    (found,) = scored("tug", given='{"seconds": 12.2}')
    assert found["values"]["seconds"] == {
        "number": 12.2,
        "low": 0,
        "high": None,
        "unit": "s",
        "better": "lower",
        "completeness": {"answered": 1, "of": 1, "missing": []},
        "bands": [],
    }
    (found,) = scored("tug", given='{"seconds": 13.5}')
    (band,) = found["values"]["seconds"]["bands"]
    assert "Barry" in band["source"]["citation"] and band["caution"]


def test_an_object_may_be_written_over_several_lines_and_begin_with_a_byte_order_mark():
    assert [
        found["values"]["seconds"]["number"] for found in scored("tug", given=b'\xef\xbb\xbf{\n "seconds":\n 14\n}')
    ] == [14]


def test_with_a_baseline_every_published_limit_is_named_with_its_source_and_whether_it_is_reached():
    problems = [{"id": "a", "performance": 6, "satisfaction": 5}]
    before = [{"id": "a", "performance": 3, "satisfaction": 3}]
    (found,) = scored("copm", given=json.dumps({"problems": problems, "baseline": {"problems": before}}))
    limits = found["change"]["values"]["performance"]["thresholds"]
    assert {limit["value"]: limit["reach"] for limit in limits} == {
        3.0: "reached",
        2.2: "reached",
        1.23: "reached",
        2.0: "reached",
    }
    assert all(limit["source"]["citation"] and limit["population"] for limit in limits)
    assert found["change"]["values"]["satisfaction"]["difference"] == 2


def test_one_baseline_may_be_given_for_all_as_text_or_as_a_file(tmp_path):
    file = tmp_path / "start.json"
    file.write_text('{"seconds": 20}')
    for baseline in ('{"seconds": 20}', str(file)):
        found = scored("tug", "--baseline", baseline, given='{"seconds": 15}\n{"seconds": 22}\n')
        assert [one["change"]["values"]["seconds"]["improvement"] for one in found] == [5, -2]


def test_scores_of_two_versions_are_shown_and_not_compared():
    entry = {"activities": [{"id": "a", "rating": 6}]}
    given = json.dumps({"version": "rkr", **entry, "baseline": {"version": "moseng", **entry}})
    done = fotfeste("score", "psfs", "--json", given=given)
    found = json.loads(done.stdout)
    assert found["values"]["rating"]["number"] == 6
    assert "different forms" in found["change"]["refused"]["problem"]
    assert done.returncode == 2


def test_an_option_answers_a_field_on_every_line_that_does_not_answer_it():
    walks = '{"gait_seconds": 5.0}\n{"gait_seconds": 5.0, "course_length_m": "3"}\n'
    found = scored("sppb", "--option", "course_length_m=4", given=walks)
    assert [one["values"]["gait"]["number"] for one in found] == [3, 2]
    found = scored("psfs", "--option", "version=moseng", given='{"activities": [{"id": "a", "rating": 6}]}')
    assert found[0]["version"] == "moseng" and found[0]["values"]["rating"]["better"] == "lower"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["sppb", "--option", "shoes=red"], "There is no 'shoes'. Use one of: version, side_by_side_seconds"),
        (["sppb", "--option", "course_length_m=5"], "Choose one of: 4, 3, 2.44."),
        (["psfs", "--option", "version=x"], "Use one of: rkr, moseng."),
        (["psfs", "--option", "version"], "is not name=value"),
        (["nonsense"], "There is no instrument 'nonsense'. Use one of: "),
        (["tug", "--baseline", "no/such/file"], "cannot be read"),
        (["tug", "--baseline", '{"seconds": 1'], "The baseline is not JSON"),
    ],
)
def test_a_wrong_command_says_what_there_is_and_scores_nothing(words, says):
    done = fotfeste("score", *words, given='{"seconds": 14.2}')
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"seconds": "fast"}', "Give a number, or one of the reasons"),
        ('{"seconds": -1}', "Give seconds from 1 to 600."),
        ('{"seconds": NaN}', "NaN is not a number in JSON"),
        ('{"seconds": Infinity}', "Infinity is not a number in JSON"),
        ('{"seconds": 1e999}', "Give seconds from 1 to 600."),
        ('{"seconds": 14, "seconds": 15}', "'seconds' is given twice"),
        ('{"seconds": true}', "Give seconds from 1 to 600."),
        ('{"minutes": 1}', "There is no such field. Use one of: seconds, walking_aid."),
        ('{"items": 3}', "Give one answer per field"),
        ("[14]", "Give the answers by field"),
        ("14", "Give the answers by field"),
        ('"14"', "Give the answers by field"),
        ("null", "Give the answers by field"),
        ("seconds=14", "This is not JSON"),
        ("[" * 100_000, "This is not JSON"),
        (b"\xff\xfe", "Save the file as UTF-8"),
    ],
)
def test_a_line_that_cannot_be_scored_says_why_and_the_others_go_on(line, says):
    damaged = line if isinstance(line, bytes) else line.encode()
    done = fotfeste("score", "tug", "--json", given=b'{"seconds": 14.2}\n' + damaged + b'\n{"seconds": 15}\n')
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert (first["values"]["seconds"]["number"], third["values"]["seconds"]["number"]) == (14.2, 15)
    assert says in f"{second['error']['problem']} {second['error']['next_step']}"
    assert done.returncode == 2 and "1 could not be scored" in done.stderr


def test_a_damaged_first_line_does_not_swallow_the_others():
    found = scored("tug", given='{"seconds": 14\n{"seconds": 15}\n{"seconds": 16}\n')
    assert ["error" in one for one in found] == [True, False, False]


def test_an_instrument_that_was_left_out_has_its_reason_and_no_number():
    (found,) = scored("tug", given='{"not_done": "unable"}')
    assert (found["not_done"], found["values"]["seconds"]["number"]) == ("unable", None)
    (found,) = scored("tug", given='{"not_done": "bored"}')
    assert "Choose one of" in found["error"]["next_step"]


def test_many_lines_are_answered_in_their_order_and_counted():
    many = 3 * CHUNK + 7
    lines = "".join(f'{{"seconds": {1 + n % 500}}}\n' for n in range(many))
    found = scored("tug", given=lines)
    assert [one["values"]["seconds"]["number"] for one in found] == [1 + n % 500 for n in range(many)]
    numbers = re.findall(r"^(\d+): tug", fotfeste("score", "tug", given=lines).stdout, re.MULTILINE)
    assert numbers == [str(n) for n in range(1, many + 1)]


def test_items_may_be_given_as_a_list_in_the_order_of_the_form():
    assert scored("who5", given='{"items": [5, 4, 3, 2, 1]}')[0]["values"]["raw"]["number"] == 15
    assert scored("who5", given='{"items": [5, 4, null, 2, 1]}')[0]["values"]["raw"]["number"] is None
    (short,) = scored("who5", given='{"items": [5, 4, 3, 2]}')
    assert "4 answers" in short["error"]["problem"] and "item_1, item_2" in short["error"]["next_step"]


def test_chosen_entries_need_no_ids_until_they_are_compared():
    goals = [{"score": 1, "weight": 2}, {"score": 0, "weight": 1}, {"score": 2, "weight": 3}]
    (found,) = scored("gas", given=json.dumps({"goals": goals}))
    assert round(found["values"]["t_score"]["number"], 2) == 67.63
    (compared,) = scored("gas", given=json.dumps({"goals": goals, "baseline": {"goals": goals}}))
    assert "id" in compared["error"]["problem"]


def test_nothing_on_standard_input_gives_nothing():
    done = fotfeste("score", "tug", "--json", given="\n\n")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("code", INSTRUMENTS)
def test_the_example_on_the_page_of_an_instrument_says_what_the_page_says(code):
    text = (FOLDER / "instruments" / f"{code}.md").read_text(encoding="utf-8")
    given = re.search(r"```json\n(.*?)\n```", text, re.DOTALL)
    shown = re.search(r"```text\n(.*?)\n```", text, re.DOTALL)
    assert given and shown
    done = fotfeste("score", code, given=given.group(1))
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip("\n") == shown.group(1)
    assert "no number" not in shown.group(1).splitlines()[1]


def test_every_instrument_is_listed_shown_in_words_and_as_data():
    listed = json.loads(fotfeste("instruments", "--json").stdout)
    assert [one["code"] for one in listed] == list(INSTRUMENTS)
    table = fotfeste("instruments").stdout
    assert [code for code in INSTRUMENTS if code not in table] == []
    assert "Du reiser deg fra en stol" in fotfeste("instruments", "tug").stdout
    assert json.loads(fotfeste("instruments", "tug", "--json").stdout)["thresholds"][0]["value"] == 2
    assert fotfeste("instruments", "nonsense").returncode == 2
