"""The report as people meet it: page, PDF and command."""

import io
import json
import re
from datetime import date

import pypdf
import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from fotfeste.care.pathway.models import Episode
from fotfeste.channels.intake.commands import register as register_intake
from fotfeste.ground.access.gate import AccessRefused
from fotfeste.ground.access.models import LogEntry
from fotfeste.ground.terminal import Commands
from fotfeste.insight.figures.rules.figure import Period
from fotfeste.insight.report import queries
from fotfeste.insight.report.building import Reader
from fotfeste.insight.report.commands import register
from fotfeste.insight.report.tasks import take_out
from fotfeste.insight.tables import extract, store
from tests.data.intake.building import DATA
from tests.standing import standing

pytestmark = pytest.mark.django_db
KLEPP = DATA / "forlop_klepp_rekonstruert.csv"


def run(*arguments: str):
    app = Commands()
    register_intake(app)
    register(app)
    return CliRunner().invoke(app, list(map(str, arguments)), catch_exceptions=False)


@standing
def klepp():
    assert run("intake", "episodes", KLEPP).exit_code == 0
    assert Episode.objects.exclude(import_key=None).count() >= 161


def page(user, address: str = "/resultater/", **data):
    """The page when the tables have just been taken out of the record."""
    extract.run(now=timezone.localtime())
    client = Client()
    client.force_login(user)
    return client.get(address, data)


def test_the_old_results_of_klepp_give_the_known_counts_on_the_command_line(klepp):
    found = json.loads(run("report", "outcomes", "--json").stdout)["outcome"]
    named = ("no_service", "fewer_services", "same_or_more_services", "completed", "dropouts", "started")
    assert {group: tuple(found[group][name] for name in named) for group in found} == {
        "all": (86, 24, 33, 143, 18, 161),
        "first_time": (84, 3, 3, 90, 11, 101),
        "existing": (2, 21, 30, 53, 7, 60),
    }


def test_json_has_interval_n_and_missing_for_every_share(klepp):
    for figure in json.loads(run("report", "outcomes", "--json").stdout)["figures"]:
        assert {"n", "missing", "interval", "period", "source", "as_of"} <= set(figure)
        if figure["value"] is not None and figure["unit"] == "share":
            assert figure["interval"]["low"] <= figure["value"] <= figure["interval"]["high"]


def test_the_period_limits_what_is_counted(klepp):
    found = json.loads(run("report", "outcomes", "--from", "2014-01-01", "--to", "31.12.2014", "--json").stdout)
    ended = Episode.objects.filter(ended_on__year=2014).count()
    assert found["outcome"]["all"]["started"] == ended < 161


def test_a_period_the_wrong_way_round_is_told_in_words(klepp):
    result = run("report", "outcomes", "--from", "2015-01-01", "--to", "2014-01-01")
    assert result.exit_code == 2
    assert "Swap the two dates" in result.stderr


def test_the_words_on_the_command_line_answer_first(klepp):
    words = run("report", "outcomes", "--language", "en").stdout
    assert "Of 143 who completed, 86 manage without services: 60%, between 52 and 68." in words.replace("\n", " ")


def test_the_pdf_is_tagged_has_its_language_its_own_font_and_the_numbers(klepp, tmp_path):
    path = tmp_path / "rapport.pdf"
    assert run("report", "outcomes", "--pdf", path).exit_code == 0
    read = pypdf.PdfReader(path)
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nb"
    fonts = {f.get_object()["/BaseFont"] for p in read.pages for f in p["/Resources"].get("/Font", {}).values()}
    assert fonts and all("Inter" in name for name in fonts)
    text = " ".join(p.extract_text() for p in read.pages)
    assert "86" in text and "143" in text and "161" in text


def test_the_picture_in_the_pdf_has_words_for_those_who_cannot_see_it(klepp, tmp_path):
    path = tmp_path / "rapport.pdf"
    run("report", "outcomes", "--pdf", path, "--language", "en")
    alts, waiting = [], [pypdf.PdfReader(path).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        item = waiting.pop().get_object()
        if isinstance(item, pypdf.generic.ArrayObject):
            waiting += list(item)
        elif isinstance(item, pypdf.generic.DictionaryObject):
            if "/Alt" in item:
                alts.append(str(item["/Alt"]))
            if "/K" in item:
                waiting.append(item["/K"])
    assert any("No services" in alt and "Everyone" in alt for alt in alts)


def words_of(data: bytes) -> str:
    return " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(data)).pages)


def test_the_pdf_for_the_council_is_two_pages_with_small_numbers_hidden_unless_the_team_asks(klepp, tmp_path):
    path, own = tmp_path / "rapport.pdf", tmp_path / "eget.pdf"
    assert run("report", "outcomes", "--pdf", path, "--municipality", "Klepp kommune").exit_code == 0
    assert run("report", "outcomes", "--pdf", own, "--team").exit_code == 0
    assert len(pypdf.PdfReader(path).pages) == len(pypdf.PdfReader(own).pages) == 2
    hidden, shown = words_of(path.read_bytes()), words_of(own.read_bytes())
    assert "Klepp kommune" in hidden and "Skjult" in hidden
    assert "Skjult" not in shown
    assert "Av 60 som hadde tjenester fra før, var 2 uten tjenester" in " ".join(shown.split())


def test_the_annex_follows_the_two_pages_when_asked_for(klepp, tmp_path):
    path = tmp_path / "rapport.pdf"
    assert run("report", "outcomes", "--pdf", path, "--annex").exit_code == 0
    read = pypdf.PdfReader(path)
    assert len(read.pages) > 2 and "Vedlegg" in read.pages[2].extract_text()


def test_hiding_and_showing_small_numbers_at_once_is_refused_in_words(klepp, tmp_path):
    result = run("report", "outcomes", "--pdf", tmp_path / "a.pdf", "--outside", "--team")
    assert result.exit_code == 2 and "Choose one of them" in result.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_a_pdf_for_a_period_of_ones_own_is_refused_with_the_way_out_and_made_for_the_team(klepp, tmp_path):
    period = ("--from", "2014-02-01", "--to", "2014-06-30")
    result = run("report", "outcomes", "--pdf", tmp_path / "a.pdf", *period)
    assert result.exit_code == 2 and "add --team" in result.stderr
    assert run("report", "outcomes", "--pdf", tmp_path / "a.pdf", *period, "--team").exit_code == 0


def test_a_pdf_that_cannot_be_written_says_what_to_do_and_leaves_nothing(klepp, tmp_path):
    result = run("report", "outcomes", "--pdf", tmp_path / "none" / "a.pdf")
    assert result.exit_code == 2
    assert "Choose a folder" in result.stderr
    assert list(tmp_path.glob("**/*.pdf*")) == []


def test_the_page_shows_answer_picture_table_limits_and_definitions(results, people):
    answer = page(people.kari)
    text = answer.content.decode()
    assert answer.status_code == 200
    for part in ("answer__first", 'class="plot"', "<table", 'class="limits"', "Klepp"):
        assert part in text


def test_the_page_has_nothing_the_content_policy_would_block(results, people):
    text = page(people.kari).content.decode()
    body = text.split("<main", 1)[1]
    assert not re.search(r"\sstyle=|<script|\son\w+=", body)


def test_ids_on_the_page_are_unique(results, people):
    ids = re.findall(r'\sid="([^"]+)"', page(people.kari).content.decode())
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["manager", "leader"])
def test_leaders_see_no_count_of_one_to_four(klepp, people, name, now):
    from fotfeste.ground.access.actions import add_user
    from fotfeste.ground.access.rules.rights import Role

    leader = add_user(email="l@example.invalid", name="Lise Lind", role=Role.LEADERSHIP, by=people.system, now=now)
    text = page(leader if name == "leader" else people.manager).content.decode()
    assert not re.search(r"\b[1-4] (of|av) (90|53|143|161|101|60)\b", text)
    assert re.search(r"\b86 (of|av) 143\b", text)


def test_the_team_may_hand_on_a_pdf_with_small_numbers_hidden(klepp, people):
    shown, hidden = (
        " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
        for answer in (
            page(people.kari, "/resultater/pdf/"),
            page(people.kari, "/resultater/pdf/", **{"for": "outside"}),
        )
    )
    assert re.search(r"\b2 (of|av) 53\b", shown)
    assert not re.search(r"\b2 (of|av) 53\b", hidden)


def test_the_pdf_to_hand_on_is_the_two_pages_and_the_teams_own_has_the_annex(klepp, people):
    own = page(people.kari, "/resultater/pdf/").content
    handed_on = page(people.kari, "/resultater/pdf/", **{"for": "outside"}).content
    assert len(pypdf.PdfReader(io.BytesIO(handed_on)).pages) == 2
    assert len(pypdf.PdfReader(io.BytesIO(own)).pages) > 2
    assert "ikke til å dele" in words_of(own) and "ikke til å dele" not in words_of(handed_on)


def test_nobody_gets_more_than_their_role_by_asking_for_it(results, people, now):
    found = queries.outcome_report(user=people.manager, period=Period(), now=now, reader=Reader.TEAM, fresh=True)
    assert found.reader is Reader.OUTSIDE


def test_those_without_the_right_get_no_figures(results, people, now):
    for user in (people.bob, people.hanna, people.admin, people.gp):
        with pytest.raises(AccessRefused):
            queries.outcome_report(user=user, period=Period(), now=now)
        assert page(user).status_code in (403, 404)
        assert page(user, "/resultater/pdf/").status_code in (403, 404)


def test_somebody_not_signed_in_is_sent_to_sign_in(db):
    assert Client().get("/resultater/").status_code == 302


def test_reading_the_report_is_logged(results, people):
    page(people.manager)
    assert LogEntry.objects.filter(act="read_figures", user=people.manager).count() == 1


def test_the_number_of_questions_of_the_page_does_not_grow_with_the_persons(
    results, people, klepp, django_assert_max_num_queries
):
    page(people.kari)
    client = Client()
    client.force_login(people.kari)
    with django_assert_max_num_queries(25):
        client.get("/resultater/")


def test_a_period_in_the_address_is_kept_in_the_links_to_paper(results, people):
    text = page(people.kari, fra="01.01.2026", til="2026-06-30").content.decode()
    assert "/resultater/pdf/?fra=2026-01-01&amp;til=2026-06-30" in text


def test_a_date_nobody_can_read_is_told_in_the_form_and_no_other_figures_are_shown(results, people):
    for wrong in ({"fra": "37. mai"}, {"fra": "01.02.2026", "til": "01.01.2026"}):
        answer = page(people.kari, **wrong)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert 'aria-invalid="true"' in text and 'class="plot"' not in text
        paper = page(people.kari, "/resultater/pdf/", **wrong)
        assert paper.status_code == 400 and "01.03.2026" in paper.content.decode()


def test_outside_the_team_a_period_of_ones_own_is_refused_in_words_and_without_figures(results, people):
    for period in ({"fra": "2026-01-02"}, {"til": "2026-06-30"}, {"fra": "2026-01-01", "til": "2026-06-30"}):
        text = page(people.manager, **period).content.decode()
        assert "bare hele tiden og hele kalenderår" in text and 'class="plot"' not in text
        paper = page(people.manager, "/resultater/pdf/", **period)
        assert paper.status_code == 400
        assert 'class="plot"' in page(people.kari, **period).content.decode()
    handed_on = page(people.kari, "/resultater/pdf/", **{"fra": "2026-01-02", "for": "outside"})
    assert handed_on.status_code == 400


def test_on_the_command_line_a_report_to_hand_on_is_for_the_whole_time_or_a_year(klepp):
    result = run("report", "outcomes", "--outside", "--from", "2014-02-01", "--to", "2014-06-30", "--json")
    assert result.exit_code == 2
    assert run("report", "outcomes", "--outside", "--json").exit_code == 0


def test_an_empty_product_says_what_would_stand_here(people):
    text = page(people.kari).content.decode()
    assert 'class="empty"' in text and 'class="plot"' not in text


def test_the_nightly_job_takes_the_tables_out(results):
    take_out(timestamp=0)
    assert store.latest() is not None


def test_hours_goals_and_change_come_from_what_was_recorded(results, people, now):
    found = queries.outcome_report(user=people.kari, period=Period(date(2026, 3, 1)), now=now, fresh=True)
    # 60 minutes by two and 60 by one: three hours over 29 days.
    hours = found.figure("hours_of_reablement_per_week", "first_time")
    assert hours.value == pytest.approx(3 / (29 / 7))
    assert (hours.n, hours.missing) == (1, 1)
    copm = next(c for c in found.changes if (c.instrument, c.measure, c.group) == ("copm", "performance", "all"))
    assert (copm.change.value, copm.change.n) == (3.0, 1)
    barthel = next(c for c in found.changes if (c.instrument, c.group) == ("barthel", "all"))
    assert (barthel.change.n, barthel.change.missing) == (0, 1)
