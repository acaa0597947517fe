"""An error that a user can do something about: an English message id and what goes into it.

The words are translated where they are shown; a message says what happened and what to do next.
"""

from typing import Any


class CareError(ValueError):
    """`message` is a gettext message id with %(name)s places, `params` fills them."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message % params if params else message)
        self.message, self.params = message, params


class AlikeReason(CareError):
    """A reason in words that were used before, and nobody has said that they are true of this person too."""
