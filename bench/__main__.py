"""Measures the pages against an empty signed-in page, with many persons in the database.

    python -m bench [--persons N] [--rounds N] [--out FILE]

Builds the demo municipality in a throw-away home, copies finished episodes in until there are N persons (bulk rows are
allowed here and nowhere else), then asks for each page in turn, round by round, so that a drifting machine hits all
pages alike. Prints and writes medians, the ratio to the empty page, and the number of questions to the database.
"""

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

SEED_SQL = (
    """INSERT INTO pathway_person (id, national_number, given_name, family_name, sort_name, birth_date, sex, address,
         postal_code, city, municipality_number, phone, language, interpreter, large_print, alert, gp_name, created_at)
       SELECT gen_random_uuid(), '', (ARRAY['Vakker','Modig','Lun','Sprek','Klok'])[1 + n %% 5],
         (ARRAY['Blomst','Fjord','Bjørk','Ås','Hav'])[1 + (n / 5) %% 5] || ' ' || n, lpad(n::text, 8, '0'),
         date '1935-01-01' + (n %% 9000), '', '', '', '', '', '', 'nb', '', false, '', '', now()
       FROM generate_series(1, %(n)s) n""",
    """INSERT INTO pathway_episode (id, person_id, team_id, state, "group", planned_start_on, planned_end_on,
         started_on, ended_on, what_matters, dropout_reason, computed_outcome, outcome, outcome_note, evaluation)
       SELECT gen_random_uuid(), p.id, (SELECT min(id) FROM access_unit WHERE kind = 'team'), 'completed', 'first_time',
         d, d + 28, d, d + 28, '', '', 'no_service', 'no_service', '', ''
       FROM (SELECT id, current_date - 60 - (row_number() OVER () %% 1000)::int AS d FROM pathway_person
             WHERE sort_name ~ '^[0-9]{8}$') p""",
    """INSERT INTO assessment_assessment (id, episode_id, instrument, version, occasion, assessed_on, assessor_id,
         answers, "values", complete, missing_reason, note, recorded_at)
       SELECT gen_random_uuid(), e.id, 'tug', 'standard', o, e.ended_on,
         (SELECT min(id) FROM access_user WHERE role = 'therapist'),
         '{"seconds": 14.2, "walking_aid": "none"}', '{"seconds": 14.2}', true, '', '', now()
       FROM pathway_episode e, unnest(ARRAY['baseline', 'discharge']) o WHERE e.import_key IS NULL
         AND e.person_id IN (SELECT id FROM pathway_person WHERE sort_name ~ '^[0-9]{8}$')""",
)


def prepare(persons: int) -> None:
    """A demo municipality, and `persons` finished ones beside it."""
    from django.db import connection

    from fotfeste.channels.demo.build import build

    build()
    with connection.cursor() as cursor:
        for statement in SEED_SQL:
            cursor.execute(statement, {"n": persons})
        cursor.execute("ANALYZE")


def pages() -> dict[str, Callable[[], object]]:
    """What is asked for, by name; the first is the empty page the others are held against."""
    from django.test import Client

    from fotfeste.care.pathway.models import Episode
    from fotfeste.ground.access.queries import personas

    people = {user.role: user for user in personas()}
    clients = {}
    for role, user in people.items():
        clients[role] = Client()
        clients[role].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    running = Episode.objects.filter(state="active", team__memberships__user=people["coordinator"]).first()
    person = f"/person/{running.person_id}/"

    def get(role: str, path: str) -> Callable[[], object]:
        return lambda: _ok(clients[role].get(path))

    def search(text: str) -> Callable[[], object]:
        return lambda: _ok(clients["coordinator"].post("/personer/", {"q": text}, headers={"HX-Request": "true"}))

    return {
        "empty page": get("coordinator", "/velkommen/"),
        "board": get("coordinator", "/tavle/"),
        "inbox": get("allocator", "/innboks/"),
        "person page": get("coordinator", person),
        "my day": get("trainer", "/besok/i-dag/"),
        "follow-up list": get("coordinator", "/oppfolging/"),
        "search by name": search("Blomst"),
        "search by two letters": search("Bl"),
    }


def _ok(answer: object) -> object:
    if answer.status_code != 200:  # type: ignore[attr-defined]
        raise SystemExit(f"A page answered {answer.status_code} instead of 200.")  # type: ignore[attr-defined]
    return answer


def measure(rounds: int) -> list[tuple[str, float, float, int]]:
    """Name, median in ms, 95th percentile in ms, questions to the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = pages()
    questions, times = {}, {name: [] for name in asked}
    for name, ask in asked.items():
        ask()
        with CaptureQueriesContext(connection) as seen:
            ask()
        questions[name] = len(seen)
    for _ in range(rounds):
        for name, ask in asked.items():
            began = time.perf_counter()
            ask()
            times[name].append((time.perf_counter() - began) * 1000)
    return [
        (name, statistics.median(took), statistics.quantiles(took, n=20)[-1], questions[name])
        for name, took in times.items()
    ]


def written(rows: list[tuple[str, float, float, int]], persons: int, rounds: int) -> str:
    empty = rows[0][1]
    lines = [
        "# Performance",
        "",
        f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench` ({persons:,} finished episodes and {2 * persons:,} "
        f"assessments beside the demo municipality, {rounds} rounds, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}). The ratio is what counts; the milliseconds are this machine's.",
        "",
        "| page | median ms | 95 % ms | times the empty page | database questions |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {n} | {m:.0f} | {p:.0f} | {m / empty:.1f} | {q} |" for n, m, p, q in rows]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path("docs/reference/performance.md"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fotfeste-bench-", dir="/tmp") as home:
        os.environ.update(FOTFESTE_HOME=home, FOTFESTE_DEMO="1", FOTFESTE_HOSTS="testserver,localhost")
        os.environ.pop("DATABASE_URL", None)
        from fotfeste.ground import database
        from fotfeste.ground.database import schema

        database.start(database.home())
        try:
            schema.ready()
            prepare(chosen.persons)
            text = written(measure(chosen.rounds), chosen.persons, chosen.rounds)
        finally:
            database.leave(database.home())
    chosen.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
