"""A process that writes the log until it is killed. It knows no Django: it is to begin at once."""

import random
from typing import Any

import psycopg

WRITE = "select access_write_log(%s, %s, gen_random_uuid(), 'Person', '7', 'TREAT', 'test', 'done', '', '2001-01-01')"


def write(address: dict[str, Any], number: int, told: Any) -> None:
    """Write lines, some in savepoints, some rolled back; tell the act of every line that was acknowledged."""
    rng = random.Random(number)
    with psycopg.connect(**address, autocommit=True) as connection:
        line = 0
        while True:
            line += 1
            try:
                with connection.transaction():
                    connection.execute(WRITE, [1 + line % 2, f"w{number}-{line}"])
                    if rng.random() < 0.3:
                        with connection.transaction():
                            connection.execute(WRITE, [1, f"s{number}-{line}"])
                    if rng.random() < 0.2:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                continue
            told.send(f"w{number}-{line}")
