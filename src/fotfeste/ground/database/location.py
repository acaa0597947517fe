"""Which database to talk to, and as whom: `DATABASE_URL` when set, else the embedded one."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from fotfeste.ground.database.errors import DatabaseProblem
from fotfeste.ground.database.place import home, place_of, socket_folder

Role = Literal["app", "owner"]
# `owner` owns the schema and migrates; `app` is what the server and every other command use.
ROLES: dict[Role, str] = {"app": "fotfeste_app", "owner": "fotfeste_owner"}


@dataclass(frozen=True)
class Address:
    """One database as one user. `host` is a machine, or the folder of a Unix socket."""

    host: str
    port: int
    name: str
    user: str
    password: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def django(self) -> dict[str, Any]:
        """One entry of Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": str(self.port),
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            # Values go beside the question, and one asked twice is prepared: planning it anew each time was most of
            # what the database did (docs/adr/0031).
            "OPTIONS": {"server_side_binding": True, "prepare_threshold": 1} | dict(self.options),
            "CONN_HEALTH_CHECKS": True,
        }

    def psycopg(self) -> dict[str, Any]:
        """Keyword arguments of psycopg.connect."""
        password = {"password": self.password} if self.password else {}
        return (
            {"host": self.host, "port": self.port, "dbname": self.name, "user": self.user}
            | password
            | dict(self.options)
        )

    def url(self) -> str:
        """The same as a DATABASE_URL, for a child process. It may hold a password: never print it."""
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        options = "".join(f"&{key}={quote(value, safe='')}" for key, value in self.options)
        return f"postgresql://{quote(self.user)}{secret}@/{quote(self.name)}?host={quote(self.host)}&port={self.port}{options}"


def parse(url: str, *, variable: str = "DATABASE_URL") -> Address:
    """The address in a URL such as `postgresql://user:password@host:5432/name?sslmode=require`.

    Raises DatabaseProblem, without repeating the URL (it may hold a password), when it is not one.
    """
    example = "Write it as postgresql://user:password@host:5432/name (see docs/how-to/deploy.md)."
    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        port = int(options.pop("port", "") or parts.port or 5432)
    except ValueError as wrong:
        raise DatabaseProblem(f"{variable} is not a database address: {wrong}. {example}") from wrong
    if parts.scheme not in ("postgres", "postgresql"):
        raise DatabaseProblem(f"{variable} must begin with postgresql://; Fotfeste runs on PostgreSQL only. {example}")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise DatabaseProblem(f"{variable} names no database. {example}")
    return Address(
        host=options.pop("host", "") or unquote(parts.hostname or "localhost"),
        port=port,
        name=name,
        user=unquote(parts.username or options.pop("user", "")),
        password=unquote(parts.password or options.pop("password", "")),
        options=tuple(sorted(options.items())),
    )


def external() -> bool:
    """Whether somebody else runs the database server (`DATABASE_URL` is set)."""
    return bool(os.environ.get("DATABASE_URL"))


def database_name() -> str:
    """The embedded database's name. The demo has one of its own, so that it can never touch or show real persons."""
    return "fotfeste_demo" if os.environ.get("FOTFESTE_DEMO") == "1" else "fotfeste"


def log_heads_file() -> Path:
    """Where the heads of the log's seals are kept, outside the database they are about.

    The demo always has a file of its own in the home folder: it is thrown away with the demo.
    """
    chosen = os.environ.get("FOTFESTE_LOG_HEADS_FILE", "").strip()
    if chosen and os.environ.get("FOTFESTE_DEMO") != "1":
        return Path(chosen).expanduser().absolute()
    return home() / f"log-heads-{where().name}.jsonl"


def embedded_address(home: Path, role: Role = "app", name: str | None = None) -> Address:
    """Where the embedded database of this home answers when it runs."""
    return Address(str(socket_folder(place_of(home))), 5432, name or database_name(), ROLES[role])


def where(role: str = "app") -> Address:
    """The database as this role. With only DATABASE_URL set, both roles are the user it names.

    Raises ValueError for any other role.
    """
    if role not in ROLES:
        raise ValueError(f"There is no database role {role!r}; there are {', '.join(ROLES)}.")
    owner_url = os.environ.get("DATABASE_OWNER_URL", "")
    if external():
        if role == "owner" and owner_url:
            return parse(owner_url, variable="DATABASE_OWNER_URL")
        return parse(os.environ["DATABASE_URL"])
    return embedded_address(home(), cast(Role, role))


def address(role: str = "app") -> dict[str, Any]:
    """The entry of Django's DATABASES for this role. Starts nothing."""
    return where(role).django()
