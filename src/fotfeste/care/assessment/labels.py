"""The words of a definition in the language of the reader: the definitions carry their own, the catalogue does not."""

from django.utils.translation import get_language

from .rules.wording import Text, number


def said(text: Text) -> str:
    """The wording in the reader's language."""
    return text.in_language(get_language() or "nb")


def written(value: float | None, decimals: int) -> str:
    """A score as it is read; an en dash when there is none."""
    return "–" if value is None else said(number(value, decimals))
