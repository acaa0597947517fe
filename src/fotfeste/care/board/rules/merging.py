"""Two people write in the same row: nobody's words are lost.

There are three texts: what stood there when the writer began, what stands there now, and what the writer sends.
"""


def merged(began_with: str, stands: str, sent: str) -> str:
    """The text that keeps what both wrote since they began; what stands first, then what is sent.

    A change by one alone is taken as it is, also when it takes words away. Where both have written, the words both
    began with stand once, and the rest of each follows.
    """
    began_with, stands, sent = (_plain(text) for text in (began_with, stands, sent))
    if stands in (began_with, sent):
        return sent
    if sent == began_with or _holds(stands, sent):
        return stands
    if _holds(sent, stands):
        return sent
    if began_with and stands.startswith(began_with) and sent.startswith(began_with):
        return _joined(stands, sent[len(began_with) :].strip())
    return _joined(stands, sent)


def _holds(text: str, part: str) -> bool:
    """Whether the part stands in the text as whole lines: a word inside another sentence is not the same saying."""
    lines, wanted = text.split("\n"), part.split("\n")
    return any(lines[at : at + len(wanted)] == wanted for at in range(len(lines) - len(wanted) + 1))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _joined(first: str, then: str) -> str:
    return "\n".join(part for part in (first, then) if part)
