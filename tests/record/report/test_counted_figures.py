"""The figures are counted by a job; a reader gets those that are counted, with the moment they are from."""

import errno
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report import actions, counted, progress, queries
from fotfeste.insight.report import building as report
from fotfeste.insight.report.building import Reader
from fotfeste.insight.report.progress import Stand, Why
from fotfeste.insight.report.tasks import take_out
from fotfeste.insight.tables import extract, store
from tests.record.pathway.periods import completed_period

pytestmark = pytest.mark.django_db


def page(user, address="/resultater/", **data):
    client = Client()
    client.force_login(user)
    return client.get(address, data)


def jobs():
    return ProcrastinateJob.objects.filter(task_name=progress.TASK)


def set_status(status):
    """The queue does it when a worker takes the job; the application may not change rows of the queue at will."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE task_name = %s", [status, progress.TASK])


def nobody_may_count(monkeypatch):
    def refuse(*_given, **_named):
        raise AssertionError("counted while a reader waits")

    monkeypatch.setattr(counted, "build", refuse)
    monkeypatch.setattr(counted, "years_can_be_shown", refuse)
    monkeypatch.setattr(extract, "run", refuse)


def test_whoever_asks_for_a_period_one_click_away_waits_for_no_count(results, people, monkeypatch):
    take_out()
    nobody_may_count(monkeypatch)
    for who in (people.kari, people.manager):
        for period in report.usual_periods(timezone.localdate()):
            asked = {"fra": period.start.isoformat()} if period.start else {}
            asked |= {"til": period.end.isoformat()} if period.end else {}
            assert page(who, **asked).status_code == 200
    assert page(people.manager, "/resultater/pdf/").status_code == 200


@pytest.mark.parametrize("reader", list(Reader))
def test_the_figures_shown_are_those_that_are_counted_directly(results, people, now, reader):
    stamp = counted.take_out(now=now)
    for period in report.usual_periods(now.date()):
        seen = period if reader is Reader.TEAM else counted.cut_at_month(period, now.date())
        shown = counted.report_of(stamp, period=seen, reader=reader)
        assert shown == report.build(
            stamp.folder,
            period=seen,
            as_of=stamp.as_of,
            reader=reader,
            threshold=shown.threshold,
            strange=stamp.strange,
        )


def test_a_period_of_the_teams_own_is_counted_once(results, people, now, monkeypatch):
    extract.run(now=now)
    period = Period(date(2026, 3, 1), date(2026, 9, 1))
    first = queries.outcome_report(user=people.kari, period=period, now=now)
    counted._read.cache_clear()
    nobody_may_count(monkeypatch)
    assert queries.outcome_report(user=people.kari, period=period, now=now) == first


def test_another_limit_for_small_numbers_is_never_answered_with_what_was_counted_for_the_old(
    results, people, now, settings
):
    extract.run(now=now)
    settings.SMALL_NUMBER_THRESHOLD = 50
    assert queries.outcome_report(user=people.manager, period=Period(), now=now).threshold == 50


def test_what_an_earlier_version_counted_is_not_read(results, people, now, monkeypatch):
    stamp = extract.run(now=now)
    counted.report_of(stamp, period=Period(), reader=Reader.TEAM)
    for file in (stamp.folder / counted.FOLDER).iterdir():
        file.write_bytes(b"0" * 64 + b"\n" + b"not for this version")
    counted._read.cache_clear()
    assert queries.outcome_report(user=people.kari, period=Period(), now=now).figure("dropouts").n == 3


def test_the_old_figures_are_shown_with_their_moment_until_the_new_are_counted(results, people, now, monkeypatch):
    extract.run(now=now)
    completed_period(people, now, "Rolig")
    seen = []

    def somebody_reads(_stamp, **_named):
        found = queries.outcome_report(user=people.kari, period=Period(), now=now)
        seen.append((found.as_of, found.figure("dropouts").n))

    monkeypatch.setattr(counted, "count_usual", somebody_reads)
    later = now + timedelta(hours=2)
    counted.take_out(now=later)
    found = queries.outcome_report(user=people.kari, period=Period(), now=later)
    assert seen == [(now, 3)]
    assert (found.as_of, found.figure("dropouts").n) == (later, 4)


def test_the_page_says_from_when_its_figures_are(results, people, now):
    extract.run(now=now)
    assert "14.09.2026 10.00" in page(people.kari).content.decode()


def test_tables_whose_count_breaks_off_never_come_in_use(results, now, monkeypatch):
    before = extract.run(now=now)

    def breaks_off(*_given, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(counted, "build", breaks_off)
    with pytest.raises(OSError, match="No space left"):
        counted.take_out(now=now + timedelta(hours=1))
    assert store.latest() == before
    assert [each for each in store.place().iterdir() if each.is_dir()] == [before.folder]


def test_a_reader_before_the_first_count_is_told_and_has_it_begun(results, people):
    text = page(people.kari).content.decode()
    assert "ikke talt" in text and 'class="plot"' not in text
    assert jobs().filter(status="todo").count() == 1
    assert page(people.kari, "/resultater/pdf/").status_code == 302


def test_a_small_municipalitys_old_figures_are_shown_while_a_job_counts_new_ones(results, people, now):
    stamp = extract.run(now=now)
    text = page(people.kari).content.decode()
    assert "14.09.2026 10.00" in text and store.latest() == stamp
    assert jobs().count() == 1


def test_figures_that_took_long_to_count_wait_for_the_night(results, people, now, monkeypatch):
    extract.run(now=now)
    monkeypatch.setattr(queries, "QUICK_SECONDS", 0.0)
    page(people.kari)
    assert not jobs().exists()


def test_what_is_long_to_count_waits_for_the_night_although_it_was_quick_to_take_out(results, people, now, monkeypatch):
    counted.take_out(now=now)
    monkeypatch.setattr(queries, "QUICK_SECONDS", store.latest().seconds + 0.001)
    page(people.kari)
    assert not jobs().exists()


def test_count_anew_pressed_twice_gives_one_job_and_a_line_in_the_log_for_each_press(results, people, now):
    extract.run(now=now)
    assert [actions.count_anew(by=people.kari, now=now) for _ in range(2)] == [True, False]
    set_status("doing")
    assert actions.count_anew(by=people.kari, now=now) is False
    assert jobs().count() == 1
    assert LogEntry.objects.filter(act="count_figures", user=people.kari).count() == 3


def test_whoever_may_not_read_the_figures_may_not_have_them_counted(results, people, now):
    for user in (people.bob, people.hanna, people.admin, people.gp):
        with pytest.raises(AccessRefused):
            actions.count_anew(by=user, now=now)
    assert not jobs().exists()


def test_the_page_shows_how_far_the_job_has_come_and_offers_the_new_figures_when_they_are_there(
    results, people, now, monkeypatch
):
    monkeypatch.setattr(queries, "QUICK_SECONDS", 0.0)
    old = extract.run(now=now)
    client = Client()
    client.force_login(people.kari)
    assert client.post("/resultater/oppdater/", follow=True).redirect_chain == [("/resultater/", 302)]
    shown = {"vist": old.as_of.isoformat()}
    assert "hx-trigger" in client.get("/resultater/telling/", shown).content.decode()
    set_status("doing")
    progress.tell(Stand.RUNNING, now=now, done=3, of=12)
    part = client.get("/resultater/telling/", shown).content.decode()
    assert 'value="3" max="12"' in part and "hx-trigger" in part
    set_status("succeeded")
    extract.run(now=now + timedelta(hours=1))
    part = client.get("/resultater/telling/", shown).content.decode()
    assert 'href="/resultater/"' in part and "hx-trigger" not in part


@pytest.mark.parametrize(
    ("wrong", "why", "words"),
    [
        (OSError(errno.ENOSPC, "full"), Why.NO_SPACE, "plass"),
        (ValueError("strange"), Why.OTHER, "loggen"),
    ],
)
def test_a_job_that_fails_says_what_happened_and_what_to_do_and_the_old_figures_stay(
    results, people, now, monkeypatch, wrong, why, words
):
    monkeypatch.setattr(queries, "QUICK_SECONDS", 0.0)
    extract.run(now=now)
    actions.count_anew(by=people.kari, now=now)

    def fails(**_named):
        raise wrong

    monkeypatch.setattr(counted, "take_out", fails)
    with pytest.raises(type(wrong)):
        take_out()
    set_status("failed")
    assert progress.counting().why is why
    text = page(people.kari).content.decode()
    assert words in text and "14.09.2026 10.00" in text
    assert "/resultater/oppdater/" in text


def test_several_who_ask_for_the_same_at_once_have_it_counted_once(tmp_path):
    counts: list[int] = []

    def slowly() -> str:
        counts.append(1)
        time.sleep(0.3)
        return "counted"

    with ThreadPoolExecutor(4) as readers:
        got = list(readers.map(lambda _: counted._kept(tmp_path, "report", slowly), range(4)))
    assert (got, len(counts)) == (["counted"] * 4, 1)


@pytest.mark.parametrize("left", [1, 80, 120])
def test_a_file_that_was_cut_short_is_counted_anew(tmp_path, left):
    counted._kept(tmp_path, "report", lambda: ["a"] * 100)
    file = tmp_path / counted.FOLDER / "report"
    file.write_bytes(file.read_bytes()[:left])
    counted._read.cache_clear()
    assert counted._kept(tmp_path, "report", lambda: "anew") == "anew"
