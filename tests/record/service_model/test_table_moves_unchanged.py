"""The service model has a room of its own since its table was made: the table, its rows and its rights stay."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from fotfeste.care.service_model.models import ServiceModelVersion

MOVES = [("pathway", "0051_service_model_moves_out"), ("service_model", "0001_from_the_pathway")]


@pytest.mark.django_db
@pytest.mark.parametrize("backwards", [False, True])
def test_moving_the_model_gives_the_database_no_statement_so_that_an_upgraded_one_is_like_a_fresh_one(
    backwards: bool,
) -> None:
    loader = MigrationLoader(connection)
    plan = [(loader.graph.nodes[move], backwards) for move in (reversed(MOVES) if backwards else MOVES)]
    # Each by itself: Django gives a step backwards the state after the one before, and a move needs its own.
    said = [line for step in plan for line in loader.collect_sql([step]) if line and not line.startswith("--")]
    assert [line for line in said if line not in {"BEGIN;", "COMMIT;"}] == []


@pytest.mark.django_db
def test_django_knows_the_same_table_after_the_move_as_before() -> None:
    loader = MigrationLoader(connection)
    before = loader.project_state(("pathway", "0050_letter_of_withdrawal")).apps.get_model(
        "pathway", "ServiceModelVersion"
    )
    after = loader.project_state(MOVES[1]).apps.get_model("service_model", "ServiceModelVersion")

    def table(model: type) -> tuple[object, ...]:
        meta = model._meta  # type: ignore[attr-defined]
        columns = sorted((field.column, str(field.db_type(connection)), field.null) for field in meta.local_fields)
        return meta.db_table, meta.db_table_comment, columns, [each.deconstruct() for each in meta.constraints]

    assert table(before) == table(after) == table(ServiceModelVersion)


@pytest.mark.django_db
def test_the_table_is_kept_as_it_was_written_under_its_old_name() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select obj_description('pathway_servicemodelversion'::regclass), "
            "(select count(*) from pg_trigger where tgname = 'rows_are_kept' "
            " and tgrelid = 'pathway_servicemodelversion'::regclass), "
            "to_regclass('service_model_servicemodelversion')"
        )
        comment, guarded, beside = cursor.fetchone()
    assert comment.startswith("append-only")
    assert (guarded, beside) == (1, None)
