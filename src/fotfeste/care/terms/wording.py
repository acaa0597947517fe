"""An error, and what is offered instead of training, in words, in the language of the reader."""

from collections.abc import Iterable

from django.utils.translation import gettext

from .labels import ALTERNATIVES, SERVICE_KINDS
from .rules.errors import CareError
from .rules.vocabulary import Alternative, ServiceKind


def error_in_words(error: CareError) -> str:
    """What went wrong and what to do, in the reader's language."""
    text = gettext(error.message)
    return text % error.params if error.params else text


def alternative_in_words(alternative: str | None) -> str:
    return str(dict(ALTERNATIVES)[Alternative(alternative)]) if alternative else ""


def services_in_words(kinds: Iterable[str]) -> list[str]:
    words = dict(SERVICE_KINDS)
    return [str(words[ServiceKind(kind)]) for kind in kinds]
