"""How a page written from the code looks."""


def page(title: str, lead: str, *parts: str) -> str:
    """A page of the reference: its title, where it comes from, what it is, and its parts."""
    made = "<!-- Written by `python -m tools.reference`; change the code it describes instead. -->"
    return "\n\n".join([f"# {title}", made, lead, *(part.strip() for part in parts if part.strip())]) + "\n"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown; what would end a cell is taken care of."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in lines
    )
