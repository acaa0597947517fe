"""The application as the web server starts it in each of its processes: set up, warmed, and at ease with its memory."""

import gc
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Connections of one process are shared by its threads and kept: each knows the questions it was asked before, and what
# a database has planned it need not plan again (docs/adr/0031).
KEPT_CONNECTIONS, MOST_CONNECTIONS, SECONDS_UNUSED = 2, 6, 600.0
# How many objects may be made, beyond those let go, before Python looks for circles among them. A page makes tens of
# thousands that live as long as it does; by itself Python would look through them every 700.
OBJECTS_BETWEEN_LOOKS = 50_000


def application() -> Application:
    """What granian calls once in each process."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    made = get_wsgi_application()
    connections.settings["default"] |= shared(connections.settings["default"])
    warm()
    # What is there now stays: it need never be looked through.
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 10, 10)
    return taken_in_first(made)


def taken_in_first(made: Application) -> Application:
    """The same application, with what is sent taken in before it begins: a slow sender holds no connection.

    What is larger than a form may be is left to Django, which refuses it or takes in files piece by piece. What the
    sender broke off is answered 400, and nothing of it is read as a form.
    """
    from django.conf import settings

    def begin(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH", "")
        if length.isdecimal() and 0 < int(length) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            sent = environ["wsgi.input"].read(int(length))
            if len(sent) < int(length):
                start_response("400 Bad Request", [("Content-Type", "text/plain"), ("Content-Length", "0")])
                return []
            environ["wsgi.input"] = BytesIO(sent)
        return made(environ, start_response)

    return begin


def shared(database: dict[str, Any]) -> dict[str, Any]:
    """What to change in the entry of Django's DATABASES so that the threads of a process share connections."""
    pool = {"min_size": KEPT_CONNECTIONS, "max_size": MOST_CONNECTIONS, "max_idle": SECONDS_UNUSED}
    return {"CONN_MAX_AGE": 0, "OPTIONS": database["OPTIONS"] | {"pool": pool}}


def warm() -> None:
    """Read what the first pages would wait for: the addresses, the words of every language, the frame of the page."""
    from django.conf import settings
    from django.template.loader import get_template
    from django.urls import get_resolver
    from django.utils import translation

    get_resolver().url_patterns  # noqa: B018  # reading it imports every room's views
    for language in settings.LANGUAGES_OFFERED:
        with translation.override(language):
            translation.gettext("Save")
    get_template("base.html")
