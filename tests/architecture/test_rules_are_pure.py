"""Rules answer from what they are given: no clock, file, net, process, environment or chance of their own."""

from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, breaches, modules, planted

# Modules of the standard library and others that reach out of the process, or into its surroundings.
OUTSIDE = {
    *("os", "pathlib", "shutil", "tempfile", "glob", "fileinput", "fcntl", "mmap", "subprocess", "multiprocessing"),
    *("signal", "socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "aiohttp"),
    *("sqlite3", "psycopg", "duckdb", "time", "secrets", "getpass", "platform", "locale", "atexit", "runpy"),
    *("importlib", "logging", "threading", "asyncio", "sys", "typer", "rich"),
}
CALLED = {
    *("open", "input", "print", "exec", "eval", "compile", "breakpoint", "__import__", "io.open"),
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *("uuid.uuid1", "uuid.uuid4", "numpy.random.seed", "numpy.random.rand", "numpy.load", "numpy.save"),
}
# `random.Random(seed)` says the same every time; the module's own functions do not.
SEEDED = {"random.Random", "numpy.random.default_rng", "numpy.random.SeedSequence", "numpy.random.Generator"}
# On paths whatever they are called.
METHODS = {"read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "touch", "iterdir", "rglob"}

# What each reaches for, and why it may.
ALLOWED = {
    # The law's days lie beside the rule as a table, part of the program; it is read once, when the program starts.
    "fotfeste.care.terms.rules.law.statutes": {"pathlib", "read_text"},
    "fotfeste.care.terms.rules.law.authorities": {"pathlib", "read_text"},
    # Every instrument in the folder is taken, so that a new one is one file and nothing else.
    "fotfeste.care.assessment.rules.registry": {"importlib"},
    # A printed table is checked as the file it came in: the file's name stands in every finding.
    "fotfeste.insight.quality.rules.printed": {"pathlib"},
    # A search is given seconds and uses them, on every core; what it says is checked by a judge without a clock.
    "fotfeste.care.planning.rules.solving": {"threading", "time"},
    # Machine code is kept beside the source. Both only make the search quick; neither changes what it finds.
    "fotfeste.care.planning.rules.search.compiled": {
        *("atexit", "pathlib", "shutil", "tempfile", "mkdir", "read_bytes"),
    },
    "fotfeste.care.planning.rules.search.warming": {
        *("fcntl", "mkdir", "os", "pathlib", "print", "shutil", "sys", "time", "touch"),
    },
}


def reaching(module: Module) -> Iterator[tuple[int, str]]:
    """Line and name of everything that reaches outside."""
    for line, name in module.imported():
        for each in OUTSIDE:
            if name == each or name.startswith(f"{each}."):
                yield line, each
    for line, name in {*module.imported(), *module.mentioned()}:
        last = name.rpartition(".")[2]
        if name.removeprefix("builtins.") in CALLED:
            yield line, name
        elif last in METHODS and "." in name and not name.startswith("fotfeste."):
            yield line, last
        elif name.startswith(("random.", "numpy.random.")) and not any(
            name == each or name.startswith(f"{each}.") or each.startswith(f"{name}.") for each in SEEDED
        ):
            yield line, name


def impure(module: Module) -> Iterator[str]:
    """What a rule reaches for and may not."""
    if module.kind == "rules":
        allowed = ALLOWED.get(module.name, set())
        yield from (f"{line} {name}" for line, name in reaching(module) if name not in allowed)


def test_rules_answer_from_what_they_are_given():
    assert breaches(impure) == []


@pytest.mark.parametrize("name", ALLOWED)
def test_an_exception_is_used_in_full_or_goes(name):
    found = next(module for module in modules() if module.name == name)
    assert {each for _line, each in reaching(found)} == ALLOWED[name]


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import date as d\ndef f():\n    return d.today()",
        "import datetime as dt\nnow = dt.datetime.now",
        "from datetime import datetime\ndef f(zone):\n    return datetime.now(zone)",
        "def f():\n    return open('a').read()",
        "from pathlib import Path as P",
        "import os.path",
        "from os import environ",
        "def f():\n    import subprocess",
        "from urllib.request import urlopen",
        "import time as clock",
        "def f(path):\n    return path.read_text()",
        "from random import choice",
        "import random as r\nr.random()",
        "import numpy as np\nnp.random.rand(3)",
        "from uuid import uuid4\nuuid4()",
        "import builtins\nbuiltins.open('a')",
    ],
)
def test_a_rule_that_reaches_outside_is_seen(text):
    assert list(impure(planted(text, "fotfeste.care.pathway.rules.person.planted")))


def test_a_rule_may_read_what_it_is_handed():
    text = "import io\nimport random\ndef f(data, seed):\n    return io.StringIO(data), random.Random(seed).random()"
    assert list(impure(planted(text, "fotfeste.care.pathway.rules.person.planted"))) == []
