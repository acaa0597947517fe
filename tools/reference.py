"""Writes docs/reference from the code it describes: `python -m tools.reference`. A test fails while a page is behind.

Each page is worked out from the definitions themselves, so a right, an instrument, an indicator, a column, a command or
a setting that exists cannot lack its page. What a setting means is written here, and a setting nobody explained stops
the work.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

from tools import house_pages, preset_pages
from tools.instrument_pages import PAGES as INSTRUMENT_PAGES
from tools.pages import page as _page
from tools.pages import table as _table
from tools.state_pages import states
from tools.statute_pages import statutes

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "fotfeste"
FOLDER = ROOT / "docs" / "reference"

SETTINGS: dict[str, tuple[str, str]] = {
    # name: (when it is not set, what it does)
    "DATABASE_URL": (
        "a PostgreSQL of Fotfeste's own",
        "The database, as `postgresql://user:password@host:5432/name`. PostgreSQL 15 or newer.",
    ),
    "DATABASE_OWNER_URL": (
        "`DATABASE_URL`",
        "The same database as the role that owns the tables. Only `fotfeste migrate` uses it.",
    ),
    "FOTFESTE_HOME": (
        "`~/.local/share/fotfeste`, or under `XDG_DATA_HOME`",
        "Where the embedded database, the signing key and the extracts for the report lie.",
    ),
    "FOTFESTE_POSTGRES": (
        "the programs that come along, then the system's",
        "A folder with other PostgreSQL programs for the embedded database.",
    ),
    "SECRET_KEY": (
        "one is made and kept in `FOTFESTE_HOME`",
        "Signs sessions. At least 50 random characters, the same on every start. One that can be guessed is refused.",
    ),
    "FOTFESTE_HOSTS": (
        "this machine only",
        "Names the server answers to, each in full, with commas between. `*` and a name that begins with a dot are "
        "refused.",
    ),
    "FOTFESTE_HTTPS": (
        "off",
        "`1` behind a proxy that ends TLS: secure cookies, HSTS, and redirect to https. Without it no server "
        "starts that is to answer beyond this machine.",
    ),
    "FOTFESTE_PROXIES": (
        "this machine, when `FOTFESTE_HTTPS` is on; else none",
        "Addresses or networks of the proxies whose `X-Forwarded-For` is believed, with commas between. The limit of "
        "tries per address stands on it.",
    ),
    "FOTFESTE_MAIL_HOST": (
        "no letters are sent, and no page promises one",
        "The mail server that letters about passwords go through. Try it with `fotfeste mail test ADDRESS`.",
    ),
    "FOTFESTE_MAIL_TLS": ("`starttls`", "How the mail server is spoken to: `starttls`, `tls` or `none`."),
    "FOTFESTE_MAIL_PORT": ("587, 465 with `tls`, 25 with `none`", "The mail server's port."),
    "FOTFESTE_MAIL_USER": ("no sign-in", "The user the mail server knows us by."),
    "FOTFESTE_MAIL_PASSWORD_FILE": ("none", "A file with that user's password, readable by the service account only."),
    "FOTFESTE_MAIL_FROM": ("must be set with a mail server", "The address letters come from."),
    "FOTFESTE_LOG_KEY_FILE": (
        "`log-key` in `FOTFESTE_HOME`, made once",
        "The keys the log is sealed with, one a line, the newest last. Where it is set, make the first key yourself "
        "(`fotfeste log new-key`). See [Seal the log](../how-to/log.md).",
    ),
    "FOTFESTE_LOG_HEADS_FILE": (
        "`log-heads-<database>.jsonl` in `FOTFESTE_HOME`",
        "The file that tells what was sealed, added to and never changed. Best where whoever owns the database cannot "
        "write. The demo does not read this.",
    ),
    "FOTFESTE_LOG_JOB": (
        "`1`",
        "`0` leaves sealing the log to `fotfeste log seal` under an account of its own; else the job worker does it "
        "every five minutes.",
    ),
    "FOTFESTE_SERVICE_MODEL": (
        "`gjovik`",
        "The service model until one is saved on screen: the name of a preset, or the path of your own `.toml` file.",
    ),
    "FOTFESTE_INSTRUMENTS": (
        "none of your own",
        "A folder of `.toml` files with instruments of the municipality's own. Keep a file as long as something is "
        "recorded with it. A file with a fault stops the start, and every fault is named.",
    ),
    "FOTFESTE_SMALL_NUMBER": (
        "`5`",
        "Outside the team no cell on fewer persons than this is shown. From 2 to 1000.",
    ),
    "FOTFESTE_OSRM": (
        "none: times are estimated as the crow flies, and a warning says so",
        "The address of an OSRM server of your own, for travel times by road. It is told where people live. `{mode}` "
        "in it stands for `car` and `foot`; without it the server is a car's.",
    ),
    "FOTFESTE_VALHALLA": ("none", "The same for a Valhalla server."),
    "FOTFESTE_DATABASE_ROLE": ("`app`", "`owner` when you make migrations. No server runs like that."),
    "FOTFESTE_DEBUG": (
        "off",
        "`1` for developers: error pages with details, and the style page at `/ui/`. Refused beyond this machine.",
    ),
    "FOTFESTE_DEMO": (
        "off",
        "Set by `fotfeste demo` alone: a database of its own, and the page where you choose who to be.",
    ),
    "FOTFESTE_DEMO_OPEN": (
        "off",
        "`1` lets `fotfeste demo` answer beyond this machine. It asks nobody for a password.",
    ),
}
# Any text that is a setting's name and nothing else: some are handed to the environment by way of a table.
_READ = re.compile(r"""["']((?:FOTFESTE|DATABASE)_[A-Z_]+[A-Z]|SECRET_KEY)["']""")


def rights() -> str:
    from fotfeste.ground.access.rules.rights import Act, Relation, Role, may_ever, printed

    relations = {
        Relation.ANY: "the act concerns no single person",
        Relation.OWN: "it is the user's own record",
        Relation.CONSENTED: "the person has consented, and not withdrawn it",
        Relation.OFFICE: "the person has a case in the user's allocation office",
        Relation.TEAM: "the user's team follows the person, or the user is in the person's care team",
        Relation.VISITS: "the user visits the person",
        Relation.HANDED_OVER: "the person is handed over to the user",
        Relation.REFERRER: "the user sent the referral",
        Relation.CLOSED_LATELY: "the team closed a period of the person lately; opens only what mends a closing",
        Relation.DECIDED: "the user's office decided about the person within a year; opens only receiving an appeal",
    }
    unused = [f"`{act}`" for act in Act if not any(may_ever(role, act) for role in Role)]
    return _page(
        "Who may do what",
        "Each cell says which relation a user of that role must have to the person. A dash means never. A pair that is "
        "not here is refused; nothing else gives access. The administrator prints the same table in Norwegian from "
        "*Rettighetstabellen*.",
        "## Relations",
        _table(("relation", "holds when"), [(f"`{each}`", relations[each]) for each in Relation]),
        "## The table",
        printed(),
        f"Acts nobody may do yet: {', '.join(unused)}." if unused else "",
    )


def indicators() -> str:
    from fotfeste.insight.indicators.registry import INDICATORS

    parts = []
    for each in INDICATORS:
        facts = each.as_dict()
        rows = [(f"called ({language})", said["title"]) for language, said in facts["words"].items()]
        rows += [
            (key, facts[key])
            for key in ("numerator", "denominator", "exclusions", "statistic", "unit", "better", "source")
        ]
        title = f"## {facts['question']} {{ #{facts['id']} }}"
        parts.append(f"{title}\n\n`{facts['id']}`, {facts['section']}\n\n{_table(('part', 'definition'), rows)}")
    return _page(
        "Indicators",
        "The screen, the PDF, the JSON and the command all read these definitions. Every figure carries its number of "
        "persons, what is missing, an interval and the period. Change per instrument is counted for every instrument "
        "and value in [Instruments](instruments.md), for those with a score at both times.",
        *parts,
    )


def codebook() -> str:
    from fotfeste.insight.tables.schema import codebook as tables

    return _page(
        "Codebook",
        "The tables every figure is counted from, one Parquet file each. They hold no name, number, address, exact "
        "date of birth, free text or user. Keys are pseudonyms that mean nothing outside their own extract.",
        tables(),
    )


def _commands(command: Any, path: str, who: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every command with its path and whom it is for."""
    who = command.rich_help_panel or who
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from _commands(inner, f"{path} {name}", who)
    else:
        yield path, who, command


def commands() -> str:
    import typer

    from fotfeste import cli
    from fotfeste.ground.terminal import Code, For

    found = list(_commands(typer.main.get_command(cli.program()), "fotfeste"))
    overview = [
        f"**{who}**: " + ", ".join(f"[{path.partition(' ')[2]}](#{path.replace(' ', '-')})" for path, of, _ in mine)
        for who in For
        if (mine := [each for each in found if each[1] == who])
    ]
    parts = []
    for path, _who, command in sorted(found, key=lambda each: list(For).index(For(each[1]))):
        rows = []
        for each in command.params:
            if each.name == "help":
                continue
            argument = each.param_type_name == "argument"
            name = str(each.name).upper() if argument else ", ".join(each.opts)
            rows.append((f"`{name}`", "yes" if each.required else "no", (getattr(each, "help", "") or "").strip()))
        parts.append(
            f"## {path}\n\n{(command.help or '').strip()}\n\n```sh\n{command.epilog}\n```"
            + (f"\n\n{_table(('give', 'needed', 'what it does'), rows)}" if rows else "")
        )
    return _page(
        "Commands",
        "Every command works without a server running: it starts the embedded database itself. What was asked for goes "
        "to standard output, errors and progress to standard error; progress is shown on a terminal alone, and colours "
        "not where `NO_COLOR` is set, `TERM` is `dumb`, or the output goes to a file. `fotfeste --install-completion` "
        "lets bash, zsh and fish complete commands and options.",
        _table(("exit code", "what it means"), [(f"`{int(code)}`", code.meaning) for code in Code]),
        *overview,
        *parts,
    )


def settings() -> str:
    found = {name for path in SOURCE.rglob("*.py") for name in _READ.findall(path.read_text(encoding="utf-8"))}
    if unexplained := sorted(found - set(SETTINGS)):
        raise SystemExit(f"Explain {', '.join(unexplained)} in SETTINGS of tools/reference.py, then run it again.")
    if gone := sorted(set(SETTINGS) - found):
        raise SystemExit(f"Nothing reads {', '.join(gone)} any more. Take it out of SETTINGS in tools/reference.py.")
    return _page(
        "Settings",
        "Read from the environment when a command starts. Each has a default that is safe. What a municipality chooses "
        "about its way of working stands in the [service model](../how-to/service-model.md) instead.",
        _table(("setting", "when not set", "what it does"), [(f"`{k}`", a, b) for k, (a, b) in SETTINGS.items()]),
    )


PAGES: dict[str, Callable[[], str]] = {
    "rights": rights,
    "states": states,
    "statutes": lambda: statutes(_page, _table),
    **INSTRUMENT_PAGES,
    "indicators": indicators,
    "codebook": codebook,
    "commands": commands,
    "addresses": house_pages.addresses,
    "letters": house_pages.letters,
    "settings": settings,
    **preset_pages.pages(_page, _table),
}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.settings")
    # The indicators' words are translated.
    django.setup()
    for name, make in PAGES.items():
        page = FOLDER / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(make(), encoding="utf-8")
        print(f"docs/reference/{name}.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
