import pyarrow as pa
import pytest

from fotfeste.insight.tables import schema as tables
from fotfeste.insight.tables.schema import FOLLOW_UPS, PERSONS, TableError, check, codebook, from_rows, without_strange

PERSON = {"person": "a", "birth_year": 1941, "sex": "female", "language": "nb"}


def test_every_table_has_its_key_among_its_columns() -> None:
    for schema in tables.ALL:
        assert set(schema.key) <= {c.name for c in schema.columns}, schema.name


def test_the_codebook_explains_every_column_of_every_table() -> None:
    text = codebook()
    for schema in tables.ALL:
        assert f"## {schema.name}" in text
        for column in schema.columns:
            assert f"| `{column.name}` |" in text
            assert column.meaning


def test_no_column_can_hold_who_somebody_is() -> None:
    telling = {"name", "national", "address", "phone", "note", "birth_date", "user", "comment"}
    personal = (tables.PERSONS, tables.REFERRALS, tables.EPISODES, tables.VISITS, tables.ASSESSMENTS)
    for schema in personal:
        assert not {c.name for c in schema.columns if any(word in c.name for word in telling)}, schema.name


def test_an_empty_cell_is_refused_where_the_codebook_says_never_empty() -> None:
    with pytest.raises(TableError, match=r"persons\.person: 1 empty"):
        from_rows(PERSONS, [{**PERSON, "person": None}])


def test_a_code_the_codebook_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(TableError, match=r"persons\.sex: \['other'\]"):
        from_rows(PERSONS, [{**PERSON, "sex": "other"}])


@pytest.mark.parametrize("year", [1889, 2101])
def test_a_value_outside_the_range_is_refused(year: int) -> None:
    with pytest.raises(TableError, match=f"birth_year: {year} is outside"):
        from_rows(PERSONS, [{**PERSON, "birth_year": year}])


def test_the_same_key_twice_is_refused() -> None:
    with pytest.raises(TableError, match="two rows have the same person"):
        from_rows(PERSONS, [PERSON, PERSON])


def test_a_wrong_type_is_refused_with_the_table_named() -> None:
    with pytest.raises(TableError, match="persons"):
        from_rows(PERSONS, [{**PERSON, "birth_year": "old"}])


def test_other_columns_than_the_schema_has_are_refused() -> None:
    with pytest.raises(TableError, match="make the extract anew"):
        check(FOLLOW_UPS, pa.table({"episode": ["a"]}))


def test_a_value_that_cannot_be_right_is_taken_as_missing_and_counted() -> None:
    people = [{**PERSON, "person": str(year), "birth_year": year} for year in (1854, 1889, 1941, None)]
    table = pa.Table.from_pylist(people, schema=PERSONS.arrow())
    mended, found = without_strange(PERSONS, table)
    assert found == {"persons.birth_year": 2}
    assert mended["birth_year"].to_pylist() == [None, None, 1941, None]
    check(PERSONS, mended)


def test_a_code_nobody_knows_is_taken_as_missing_where_the_column_may_be_empty() -> None:
    table = pa.Table.from_pylist([{**PERSON, "sex": "other"}], schema=PERSONS.arrow())
    assert without_strange(PERSONS, table)[1] == {"persons.sex": 1}


def test_a_table_that_is_right_is_left_as_it_is() -> None:
    table = from_rows(PERSONS, [PERSON])
    assert without_strange(PERSONS, table) == (table, {})
