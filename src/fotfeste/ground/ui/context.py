"""What the page around the page needs. The product says what stands there; this room only says the shape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import get_language


@dataclass(frozen=True)
class Place:
    """One entry of the navigation. `count` is shown beside the label when it is over 0."""

    label: str
    url: str
    icon: str = ""
    count: int = 0
    current: bool = False


@dataclass(frozen=True)
class Frame:
    """What stands around every page for one reader: at most six places, the unit, and where the search answers."""

    nav: Sequence[Place] = ()
    unit: str = ""
    role: str = ""
    search_url: str = ""
    help_url: str = ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. `settings.UI_FRAME` names a function (request) -> Frame; it is asked for signed-in readers."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    name = getattr(settings, "UI_FRAME", "")
    make: Callable[[HttpRequest], Frame] | None = import_string(name) if name and signed_in else None
    frame = make(request) if make else Frame()
    return {
        "frame": frame,
        "nav": frame.nav,
        "demo": getattr(settings, "DEMO", False),
        "mail": getattr(settings, "MAIL", False),
        "draft_owner": str(user.pk) if user and signed_in else "",
        "languages": [(code, label) for code, label in settings.LANGUAGES if code in settings.LANGUAGES_OFFERED],
        "language": get_language(),
    }


def saved(request: HttpRequest, text: str) -> None:
    """Say that what was sent in is kept. The page that shows the message also lets go of the draft on the device."""
    request.is_saved = True  # type: ignore[attr-defined]  # read by the middleware of the drafts
    messages.success(request, text, extra_tags="saved")
