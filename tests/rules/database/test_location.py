"""Which database, and as whom: worked out from the environment alone."""

import pytest

from fotfeste.ground.database import DatabaseProblem
from fotfeste.ground.database.location import Address, address, embedded_address, parse, where

URL = "postgresql://app:hem%40lig@db.example.invalid:6432/fotfeste?sslmode=require"


def test_an_address_says_who_where_and_how():
    assert parse(URL) == Address("db.example.invalid", 6432, "fotfeste", "app", "hem@lig", (("sslmode", "require"),))


def test_an_address_survives_being_written_and_read_again():
    for each in (parse(URL), Address("/run/a b/socket", 5432, "fotfeste", "fotfeste_app")):
        assert parse(each.url()) == each


@pytest.mark.parametrize("wrong", ["sqlite:///db", "mysql://a@b/c", "postgresql://a@b", "postgresql://a@b:x/c", "db"])
def test_an_address_that_is_none_is_refused_without_repeating_the_password(wrong: str):
    with pytest.raises(DatabaseProblem) as told:
        parse(wrong.replace("a@", "a:hemmelig@"))
    assert "hemmelig" not in str(told.value)
    assert "postgresql://user:password@host:5432/name" in str(told.value)


def test_the_owner_is_another_user_where_the_municipality_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", URL)
    assert where("owner").user == "app"
    monkeypatch.setenv("DATABASE_OWNER_URL", URL.replace("app:", "owner:"))
    assert (where("owner").user, where("app").user) == ("owner", "app")


def test_the_demo_has_a_database_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path):
    real = embedded_address(tmp_path).name
    monkeypatch.setenv("FOTFESTE_DEMO", "1")
    assert embedded_address(tmp_path).name != real


def test_django_is_told_the_role_it_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("FOTFESTE_HOME", str(tmp_path))
    assert [address(role)["USER"] for role in ("app", "owner")] == ["fotfeste_app", "fotfeste_owner"]


def test_an_unknown_role_is_refused():
    with pytest.raises(ValueError, match="no database role"):
        address("superuser")
