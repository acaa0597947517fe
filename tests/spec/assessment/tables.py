"""Tables a clinician can read: `|` between cells, the first line the heads."""


def rows(table: str) -> list[tuple[str, ...]]:
    """The rows without the heads; an empty cell is an empty text."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines[1:]]
