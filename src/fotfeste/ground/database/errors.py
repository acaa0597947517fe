"""What this room tells people when the database cannot be had."""


class DatabaseProblem(Exception):
    """The database cannot be found, started or reached. The text says what happened and what to do next."""

    exit_code = 1  # the command was asked rightly
