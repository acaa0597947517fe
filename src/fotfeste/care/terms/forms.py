"""A form and the action behind it."""

from collections.abc import Callable

from fotfeste.ground.ui.forms import Form

from .rules.errors import CareError
from .wording import error_in_words


def carried_out(form: Form, action: Callable[[], object]) -> bool:
    """Do it; when the action refuses, its words stand on top of the form and everything typed is kept."""
    try:
        action()
    except CareError as refused:
        form.add_error(None, error_in_words(refused))
        return False
    return True
