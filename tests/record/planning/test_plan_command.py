"""`fotfeste plan` as it is used: files in, a plan out, without a database."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests import warm

COMMAND = [sys.executable, "-m", "fotfeste.cli", "plan"]
A_DAY = ("generate", "day.json", "--staff", "4", "--visits", "14", "--seed", "3")


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Planning needs none: with this address every question to one would fail."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.chdir(tmp_path)


def plan(*words: str) -> subprocess.CompletedProcess[str]:
    return warm.run([*COMMAND[1:], *words])


def given(*words: str) -> dict[str, Any]:
    done = plan(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def day() -> dict[str, Any]:
    assert plan(*A_DAY).returncode == 0
    return json.loads(Path("day.json").read_text(encoding="utf-8"))


def test_a_plan_has_cost_parts_that_add_up_and_the_files_own_ids(day: dict[str, Any]) -> None:
    found = given("solve", "day.json", "--moves", "20000")
    assert found["cost"] == pytest.approx(sum(found["parts"].values()))
    asked = {(each["person"], each["service"]) for each in day["visits"]}
    stops = [stop for stops in found["routes"].values() for stop in stops if stop["service"] != "lunch_break"]
    assert {(stop["patient"], stop["service"]) for stop in stops} <= asked
    assert set(found["routes"]) <= {each["id"] for each in day["staff"]}
    assert all(isinstance(stop["start"], int | float) for stop in stops)


def test_the_same_seed_and_number_of_moves_give_the_same_plan(day: dict[str, Any]) -> None:
    first = given("solve", "day.json", "--moves", "30000", "--seed", "5")
    assert given("solve", "day.json", "--moves", "30000", "--seed", "5") == first


def test_what_is_solved_is_judged_to_be_sound_and_what_is_broken_is_named(day: dict[str, Any]) -> None:
    found = given("solve", "day.json", "--moves", "20000", "--out", "plan.json")
    judged = given("check", "day.json", "plan.json")
    assert judged["valid"] and judged["cost"] == pytest.approx(found["cost"])
    stops = next(stops for stops in found["routes"].values() if stops)
    stops[0]["start"] = -500.0
    Path("broken.json").write_text(json.dumps(found), encoding="utf-8")
    done = plan("check", "day.json", "broken.json")
    assert done.returncode == 1 and "Broken:" in done.stderr


def test_a_sick_call_moves_her_visits_and_says_for_whom(day: dict[str, Any]) -> None:
    before = given("solve", "day.json", "--moves", "20000", "--out", "plan.json")
    sick = max(before["routes"], key=lambda staff: len(before["routes"][staff]))
    after = given("replan", "day.json", "plan.json", "--sick", sick, "--seconds", "1")
    assert not [stop for stop in after["routes"].get(sick, []) if stop["service"] != "lunch_break"]
    told = plan("replan", "day.json", "plan.json", "--sick", sick, "--seconds", "1", "--language", "en").stdout
    assert "visits keep both who and when" in told


def test_an_urgent_visit_comes_in_and_a_cancelled_one_goes_out(day: dict[str, Any]) -> None:
    given("solve", "day.json", "--moves", "20000", "--out", "plan.json")
    first, *others = day["visits"]
    more = {"visits": [{**first, "id": "urgent one", "service": "urgent"}]}
    Path("more.json").write_text(json.dumps(more), encoding="utf-8")
    gone = others[0]
    after = given(
        "replan", "day.json", "plan.json", "--urgent", "more.json", "--cancelled", gone["id"], "--seconds", "1"
    )
    stops = {(stop["patient"], stop["service"]) for stops in after["routes"].values() for stop in stops}
    assert (first["person"], "urgent") in stops or "urgent one" in after["unplaced"]
    assert (gone["person"], gone["service"]) not in stops and gone["id"] not in after["unplaced"]


def test_two_plans_are_set_beside_each_other_in_three_languages(day: dict[str, Any]) -> None:
    given("solve", "day.json", "--moves", "20000", "--out", "one.json")
    given("solve", "day.json", "--moves", "1", "--seed", "9", "--out", "other.json")
    texts = {language: plan("compare", "day.json", "one.json", "other.json", "--language", language).stdout
             for language in ("nb", "nn", "en")}  # fmt: skip
    assert len(set(texts.values())) == len(texts) and all(texts.values())


def test_a_week_is_planned_from_doses_and_what_was_chosen_can_be_judged() -> None:
    assert plan("generate", "week.json", "--staff", "6", "--persons", "20", "--seed", "2").returncode == 0
    asked = json.loads(Path("week.json").read_text(encoding="utf-8"))
    found = given("week", "week.json", "--seconds", "5", "--problem", "visits.json", "--out", "plan.json")
    made = json.loads(Path("visits.json").read_text(encoding="utf-8"))["visits"]
    firsts = [each for each in made if not each["id"].endswith("/second")]
    assert len(firsts) == sum(dose["visits"] for dose in asked["doses"])
    assert given("check", "visits.json", "plan.json")["cost"] == pytest.approx(found["cost"])


def test_a_week_with_a_fault_in_a_dose_is_refused() -> None:
    assert plan("generate", "week.json", "--staff", "3", "--persons", "3").returncode == 0
    asked = json.loads(Path("week.json").read_text(encoding="utf-8"))
    asked["doses"][0]["person"] = "nobody"
    Path("week.json").write_text(json.dumps(asked), encoding="utf-8")
    done = plan("week", "week.json", "--seconds", "1")
    assert done.returncode == 2 and "nobody" in done.stderr


def test_a_tiny_day_is_proven() -> None:
    assert plan("generate", "tiny.json", "--staff", "2", "--visits", "4", "--seed", "2").returncode == 0
    assert "proven to be the best" in plan("solve", "tiny.json", "--seconds", "4").stdout


@pytest.mark.parametrize("presses", [1, 3])
def test_ctrl_c_pressed_or_held_down_gives_the_best_plan_so_far(day: dict[str, Any], presses: int) -> None:
    # Progress is shown to a terminal from when the search begins: its first sign is the sign to stop. A terminal that
    # can move no cursor is shown nothing before the end.
    watching, shown = pty.openpty()
    with subprocess.Popen([*COMMAND, "solve", "day.json", "--seconds", "600", "--json"],
                          stdout=subprocess.PIPE, stderr=shown, text=True,
                          env={**os.environ, "TERM": "xterm"}) as running:  # fmt: skip
        os.close(shown)
        assert os.read(watching, 1)
        for _ in range(presses):
            running.send_signal(signal.SIGINT)
            time.sleep(0.05)
        with suppress(OSError):  # the terminal is gone with the command
            while os.read(watching, 4096):
                pass
        told, _ = running.communicate(timeout=60)
    os.close(watching)
    assert running.returncode == 0
    assert json.loads(told)["routes"]


A_SUNDAY: dict[str, Any] = {
    "fotfeste": 1, "name": "the Sunday the clock changes", "zero": "2026-03-29T00:00",
    "travel": {"car": [[0, 10, 10], [10, 0, 5], [10, 5, 0]]},
    "persons": [{"id": "Vakker Blomst", "place": 1}, {"id": "Stille Bekk", "place": 2}],
    "staff": [{"id": "n1"}, {"id": "n2"}],
    "shifts": [{"staff": staff, "start": "08:00", "end": "16:00", "from_place": 0, "to_place": 0}
               for staff in ("n1", "n2")],
    "visits": [{"id": f"v{number}", "person": person, "service": "training", "minutes": 30,
                "windows": [{"start": "09:00", "end": "12:00"}]}
               for number, person in ((1, "Vakker Blomst"), (2, "Stille Bekk"))],
}  # fmt: skip


def written(name: str, data: dict[str, Any]) -> str:
    Path(name).write_text(json.dumps(data), encoding="utf-8")
    return name


def on(zero: str, **more: Any) -> str:
    return written("sunday.json", {**A_SUNDAY, "zero": zero, **more})


def made(*stops: tuple[str, float], **more: Any) -> str:
    told = [{"visit": visit, "start": start, **more} for visit, start in stops]
    return written("made.json", {"routes": {"n2": told}})


@pytest.mark.parametrize(
    "zero", ["2026-03-29T00:00", "2026-10-25T00:00", "2026-12-01T00:00", "2026-12-01T08:00", "2026-03-28T23:00+00:00"]
)
def test_times_are_printed_as_the_clock_shows_them(zero: str) -> None:
    dated = "" if "23:00" not in zero else "2026-03-29T"
    windows = [{"start": f"{dated}09:00", "end": f"{dated}09:00"}]
    visits = [{**each, "windows": windows} for each in A_SUNDAY["visits"][:1]]
    shift = {**A_SUNDAY["shifts"][0], "start": f"{dated}08:00", "end": f"{dated}16:00"}
    told = plan("solve", on(zero, visits=visits, shifts=[shift]), "--moves", "200", "--cores", "1").stdout
    assert "n1: 09:00 Vakker Blomst · 09:40 back" in told


def test_days_after_the_change_are_printed_with_their_date() -> None:
    windows = [{"start": "2026-03-30T09:00", "end": "2026-03-30T09:00"}]
    visits = [{**A_SUNDAY["visits"][0], "windows": windows}]
    shift = {**A_SUNDAY["shifts"][0], "start": "2026-03-30T08:00", "end": "2026-03-30T16:00"}
    told = plan("solve", on("2026-03-28T00:00", visits=visits, shifts=[shift]), "--moves", "200", "--cores", "1").stdout
    assert "n1: 30 March 09:00 Vakker Blomst · 30 March 09:40 back" in told


def test_the_time_now_is_local_time() -> None:
    words = ("replan", on("2026-03-29T00:00"), made(("v1", 520.0), ("v2", 555.0)), "--sick", "n2", "--language", "en")
    told = plan(*words, "--at", "08:45", "--seconds", "1").stdout
    assert "Vakker Blomst: n1 comes" in told  # 09:40: not begun
    told = plan(*words, "--at", "10:00", "--seconds", "1").stdout
    assert "Vakker Blomst: n1" not in told and "Stille Bekk: n1 comes" in told
    refused = plan(*words, "--at", "02:30")
    assert refused.returncode == 2 and "does not exist" in refused.stderr
    autumn = plan("replan", on("2026-10-25T00:00"), "made.json", "--at", "02:30", "--seconds", "1")
    assert autumn.returncode == 0 and "2026-10-25T02:30+01:00" in autumn.stderr


@pytest.mark.parametrize("at", ["120", "150", "180", " 210 ", "02:30 ", "2026-10-25T02:30+01:00"])
def test_the_time_now_may_be_in_the_hour_that_comes_twice(at: str) -> None:
    done = plan("replan", on("2026-10-25T00:00"), made(("v1", 610.0), ("v2", 645.0)), "--at", at, "--seconds", "0.2")
    assert done.returncode == 0, done.stderr
    assert ("comes twice" in done.stderr) is (at == "02:30 ")


@pytest.mark.parametrize("pin", ["v2=@", "v2=n1@", "v2=n1@ ", "v2=", "=n1"])
def test_a_pin_that_says_nothing_is_refused(pin: str) -> None:
    refused = plan("replan", on("2026-03-29T00:00"), made(("v1", 520.0), ("v2", 555.0)), "--pin", pin)
    assert refused.returncode == 2 and "pins nothing" in refused.stderr


def test_what_has_begun_is_neither_cancelled_nor_pinned_anew() -> None:
    words = ("replan", on("2026-03-29T00:00"), made(("v1", 520.0), ("v2", 555.0)), "--at", "10:00", "--seconds", "0.2")
    for event in (("--cancelled", "v1"), ("--cancelled", "Vakker Blomst"), ("--pin", "v1=n1"), ("--pin", "v1=@11:00")):
        refused = plan(*words, *event)
        assert refused.returncode == 2 and "v1 began at 09:40 with n2, and what has begun stays" in refused.stderr
    for event in (("--cancelled", "v2"), ("--pin", "v1=n2@09:40"), ("--pin", "v2=n1")):
        done = plan(*words, *event, "--language", "en")
        assert done.returncode == 0 and "09:40 Vakker Blomst" in done.stdout
    both = [{**each, "person": "Vakker Blomst", "service": each["id"]} for each in A_SUNDAY["visits"]]
    done = plan("replan", on("2026-03-29T00:00", visits=both), *words[2:], "--cancelled", "Vakker Blomst")
    assert done.returncode == 0 and "1 av 1 besøk beholder" in done.stdout and "er avlyst" in done.stdout


def test_a_pin_and_the_plan_tell_one_time() -> None:
    words = ("replan", on("2026-03-29T00:00"), made(("v1", 520.0), ("v2", 555.0)), "--pin", "v2=@11:15")
    told = plan(*words, "--language", "en", "--seconds", "1").stdout
    assert "Stille Bekk: n2 comes Sunday 11:15" in told and "11:15 Stille Bekk" in told


def test_a_window_over_midnight_is_told_to_write_the_date() -> None:
    visits = [{**A_SUNDAY["visits"][0], "windows": [{"start": "23:30", "end": "00:30"}]}]
    refused = plan("solve", on("2026-12-01T00:00", visits=visits))
    assert refused.returncode == 2 and "2026-12-02T00:30" in refused.stderr and "1470" in refused.stderr
    lunch = {
        **A_SUNDAY["shifts"][0],
        "end": "2026-12-02T06:00",
        "lunch": {"start": "23:30", "end": "00:30", "minutes": 30},
    }
    refused = plan("solve", on("2026-12-01T00:00", shifts=[lunch]))
    assert refused.returncode == 2 and "2026-12-02T00:30" in refused.stderr and "swap" not in refused.stderr


def test_a_plan_of_something_else_is_broken_and_nothing_goes_on_from_it() -> None:
    day = on("2026-03-29T00:00")
    unknown = made(("z", 520.0), patient="Stille Bekk", service="training")
    for foreign in (made(("v1", 520.0), shift=0), made(("z", 520.0)), unknown, made(("v1", 520.0), ("v1", 580.0))):
        checked = plan("check", day, foreign)
        assert checked.returncode == 1 and "Broken:" in checked.stderr
        for words in (("replan", day, foreign), ("compare", day, foreign, foreign), ("solve", day, "--from", foreign)):
            refused = plan(*words)
            assert refused.returncode == 2 and "is no plan of this problem" in refused.stderr


def test_a_plan_that_tells_untruly_what_is_unplaced_is_broken() -> None:
    day, one = on("2026-03-29T00:00"), {"n2": [{"visit": "v1", "start": 520.0}]}
    for unplaced in (["v1", "v2"], ["v2", "v2"], ["v2", "z"], []):
        checked = plan("check", day, written("one.json", {"routes": one, "unplaced": unplaced}))
        assert checked.returncode == 1 and "unplaced" in checked.stderr
    assert plan("check", day, written("one.json", {"routes": one, "unplaced": ["v2"]})).returncode == 0


def test_a_place_nobody_gets_to_is_told_as_that() -> None:
    travel = {"car": [[0, 1e9, 10], [1e9, 0, 1e9], [10, 1e9, 0]]}
    told = plan("solve", on("2026-03-29T00:00", travel=travel), "--moves", "200", "--cores", "1").stdout
    assert "v1 har ikke plass: Ingen som kan, kommer seg dit" in told and "opptatt" not in told
    assert "09:00 Stille Bekk" in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "JSON"),
        ("[]", "object"),
        ('{"visits": 1}', ""),
        ('{"visits": [{"id": "a"}]}', ""),
        ("{" * 5000, "JSON"),
        ('{"visits": [], "visits": []}', "twice"),
    ],
)
def test_a_file_that_is_no_problem_is_refused_with_what_to_do(text: str, says: str) -> None:
    Path("bad.json").write_text(text, encoding="utf-8")
    done = plan("solve", "bad.json", "--seconds", "1")
    assert done.returncode == 2 and says in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr) < 2000


@pytest.mark.parametrize(
    "words",
    [
        ("solve", "nothing.json"),
        ("solve", "day.json", "--format", "other"),
        ("check", "day.json", "nothing.json"),
        ("replan", "day.json", "plan.json", "--sick", "nobody"),
        ("replan", "day.json", "plan.json", "--pin", "what"),
        ("replan", "day.json", "plan.json", "--at", "soon"),
        ("replan", "day.json", "plan.json", "--urgent", "plan.json"),
        ("replan", "day.json", "plan.json", "--urgent", "broken.json"),
        ("compare", "day.json", "plan.json", "plan.json", "--language", "de"),
    ],
)
def test_words_that_mean_nothing_are_refused_without_a_traceback(day: dict[str, Any], words: tuple[str, ...]) -> None:
    given("solve", "day.json", "--moves", "100", "--out", "plan.json")
    Path("broken.json").write_text("{", encoding="utf-8")
    done = plan(*words)
    assert done.returncode == 2, done.stdout
    assert done.stderr and "Traceback" not in done.stderr
