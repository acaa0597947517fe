"""An id in the body of a form is asked about like an id in the address: what belongs to others stays as it is.

Alice's team writes to one person; the ids of a neighbour they also follow, and of a stranger of another team, are put
into every field that holds an id. Nothing of the other may change, and nothing may come to point across.
"""

import re
from urllib.parse import quote_plus, urlparse

import pytest
from django.db import connection
from django.db.models import F, Q
from django.urls import reverse

from fotfeste.care.assessment.models import Assessment
from fotfeste.care.board.models import MeetingNote, Task
from fotfeste.care.goals.models import Goal, Measure
from fotfeste.care.pathway.models import CareTeamMember, Episode, Letter, Person, Referral, Relative
from fotfeste.care.visits.models import Visit, VisitMeasure, VisitStaff
from tests.record.hostile.page import Page
from tests.record.hostile.routes import address, encoded, fault_of, routes

pytestmark = pytest.mark.django_db

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OF_PERSON = {
    Person: "pk",
    Relative: "person",
    Referral: "person",
    Episode: "person",
    Letter: "person",
    CareTeamMember: "episode__person",
    Assessment: "episode__person",
    Goal: "episode__person",
    Measure: "goal__episode__person",
    Visit: "episode__person",
    VisitStaff: "visit__episode__person",
    VisitMeasure: "visit__episode__person",
    MeetingNote: "episode__person",
    Task: "episode__person",
}


def told_apart(questions):
    """A function that asks all of them in one statement: name → what its rows are, as one word.

    It is asked a thousand times over, so the questions are put into words once.
    """
    parts, given = [], []
    for name, rows in questions.items():
        sql, values = rows.order_by("pk").query.sql_with_params()
        parts.append(f"(select %s::text, count(*), md5(string_agg(each::text, chr(10))) from ({sql}) each)")
        given += [name, *values]

    def ask():
        with connection.cursor() as cursor:
            cursor.execute(" union all ".join(parts), given)
            return {name: found for name, *found in cursor.fetchall()}

    return ask


def everything_of(person):
    """Every row about one person."""
    return {model.__name__: model.objects.filter(**{path: person.pk}) for model, path in OF_PERSON.items()}


def crossings(outsider):
    """Rows that point from one person into the record of another, and people of another team let in."""
    let_in = Q(user=outsider)
    north = "Team Nord"
    return {
        "goal and assessment": Goal.objects.exclude(assessment=None).exclude(assessment__episode=F("episode")),
        "visit and measure": VisitMeasure.objects.exclude(measure__goal__episode=F("visit__episode")),
        "correction": Assessment.objects.exclude(corrects=None).exclude(corrects__episode=F("episode")),
        "note and meeting": MeetingNote.objects.exclude(meeting__team=F("episode__team")),
        "episode and referral": Episode.objects.exclude(referral=None).exclude(referral__person=F("person")),
        "staff of another team": VisitStaff.objects.filter(let_in).exclude(visit__episode__team__name=north),
        "care team": CareTeamMember.objects.filter(let_in).exclude(episode__team__name=north),
        "task": Task.objects.filter(assigned_to=outsider).exclude(episode__team__name=north),
    }


def forms_about(attempt, ids):
    """Every form on every page about one person, with the address it goes to."""
    for name, pattern in routes():
        if not set(pattern.pattern.converters) - {"public_id", "upload_id"} or name == "reports:letter":
            continue
        url = address(name, pattern, ids)
        with attempt.taken_back():
            answer = attempt.client.get(url)
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            for form in Page(answer.content.decode()).forms:
                if form.method == "post":
                    yield urlparse(form.action).path or url, form


def bent(form, other, own, outsider):
    """The form with one id exchanged: in a field's name, in its value, or a number that stands for a user or a team."""
    filled = form.filled()
    theirs = [str(value) for value in other.values() if UUID.fullmatch(str(value))]
    for name, values in filled.items():
        for strange in theirs:
            if UUID.search(name):
                yield name, {**filled, UUID.sub(strange, name): values}
            if any(UUID.search(value) for value in values):
                yield name, {**filled, name: [UUID.sub(strange, value) for value in values]}
        if form.kinds.get(name) in ("select", "checkbox", "radio") and all(v.isdecimal() or not v for v in values):
            yield name, {**filled, name: [str(outsider.pk)]}
            yield name, {**filled, name: [str(other["meeting_id"])]}
            yield name, {**filled, name: [str(other["relative_id"])]}
        if name == "relative":
            yield name, {**filled, name: [str(other["relative_id"])]}


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_no_id_of_somebody_else_in_a_form_changes_or_joins_anything(attempt, make, people, who):
    mine = make()
    # Nobody is in two homes at once, so the neighbour is trained by two others of the team.
    ways = {
        "neighbour": {"by": people.alice, "other": people.nora},
        "stranger": {"team": people.north, "by": people.charlie, "other": people.charlie},
    }
    other = make(**ways[who])
    attempt.client.force_login(people.kari)
    ask = told_apart({**everything_of(other.person), **crossings(people.charlie)})
    before, wrong, tried = ask(), [], 0
    for path, form in list(forms_about(attempt, mine.ids)):
        for name, values in bent(form, other.ids, mine.ids, people.charlie):
            body = encoded({key: [quote_plus(v).encode() for v in many] for key, many in values.items()})
            with attempt.taken_back():
                answer = attempt.client.generic("POST", path, body, content_type="application/x-www-form-urlencoded")
                tried += 1
                if answer.status_code >= 500:
                    wrong.append(f"{path} {name}: {fault_of(answer)}")
                    continue
                after = ask()
                wrong += [
                    f"{path} {name}: {what} changed or was joined" for what in before if after[what] != before[what]
                ]
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert tried > 20


def test_a_visit_recorded_under_the_id_of_somebody_elses_visit_is_refused(attempt, make, people, now):
    mine = make()
    other = make(team=people.north, by=people.charlie, other=people.charlie)
    attempt.client.force_login(people.kari)
    url = reverse("visits:unplanned", args=[mine.ids["episode_id"]])
    form = next(form for form in Page(attempt.client.get(url).content.decode()).forms if "minutes" in form.kinds)
    whole = form.filled() | {"staff": [str(people.kari.pk)], "minutes": ["30"]}
    own, theirs = {"id": whole["id"]}, {"id": [str(other.ids["done_visit_id"])]}
    ask = told_apart(everything_of(other.person))
    before = ask()
    answers = []
    for id_ in (own, theirs):
        body = encoded({key: [quote_plus(v).encode() for v in many] for key, many in (whole | id_).items()})
        answers.append(attempt.post(url, body))
    assert [changed for _answer, changed in answers] == [True, False]
    assert ask() == before


def test_a_note_in_the_meeting_of_another_team_is_not_written(attempt, make, people):
    mine, other = make(), make(team=people.north, by=people.charlie, other=people.charlie)
    attempt.client.force_login(people.kari)
    for meeting, episode in (
        (other.ids["meeting_id"], mine.ids["episode_id"]),
        (mine.ids["meeting_id"], other.ids["episode_id"]),
    ):
        answer, changed = attempt.post(reverse("board:note", args=[meeting, episode]), b"note=Kari&decision=Kari")
        assert (answer.status_code, changed) == (404, False)


def test_a_row_that_changes_comes_or_is_joined_is_told_from_what_stood(make, people):
    mine, other = make(), make(team=people.north, by=people.charlie, other=people.charlie)
    ask = told_apart({**everything_of(other.person), **crossings(people.charlie)})
    before = ask()
    assert all(before[model.__name__][0] for model in OF_PERSON), "each has a row to change"
    Goal.objects.filter(episode__person=other.person).update(own_words="Noe annet")
    Task.objects.filter(episode__person=mine.person).update(assigned_to=people.charlie)
    Relative.objects.create(person=other.person, name="Ny")
    assert {what for what, found in ask().items() if found != before[what]} == {"Goal", "Relative", "task"}
