"""The places in the left column, at most six for each role; rooms are joined by address, not by import."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.access.gate import Request
from fotfeste.ground.access.queries import unit_name_of
from fotfeste.ground.access.rules.rights import Act, Role, may_ever
from fotfeste.ground.ui.context import Frame, Place

_INBOX = ("pathway:inbox", _("Inbox"), "inbox")
_BOARD = ("board:board", _("Board"), "board")
_DAY = ("visits:day", _("My day"), "visit")
_PERSONS = ("pathway:persons", _("People"), "people")
_FOLLOW_UPS = ("pathway:follow_ups", _("Follow-up"), "followup")
_RESULTS = ("outcomes:report", _("Results"), "chart")
_INTAKE = ("intake:start", _("Bring in files"), "upload")
_OWN = ("pathway:own_referrals", _("My referrals"), "document")
_MY_PAGE = ("portal:my_page", _("My page"), "home")
_USERS = ("access:users", _("Users"), "people")
_MODEL = ("pathway:service_model", _("Service model"), "settings")

PLACES: Mapping[str, tuple[tuple[str, Promise, str], ...]] = {
    "person": (_MY_PAGE,),
    "relative": (_MY_PAGE,),
    "allocator": (_INBOX, _PERSONS, _INTAKE, _RESULTS),
    "coordinator": (_BOARD, _INBOX, _PERSONS, _DAY, _FOLLOW_UPS, _RESULTS),
    "therapist": (_DAY, _BOARD, _INBOX, _PERSONS, _FOLLOW_UPS, _RESULTS),
    "trainer": (_DAY, _BOARD, _PERSONS),
    "home_service": (_FOLLOW_UPS, _PERSONS, _OWN),
    "manager": (_RESULTS, _MODEL),
    "leadership": (_RESULTS,),
    "analyst": (_RESULTS,),
    "admin": (_USERS, _MODEL),
    "external": (_OWN,),
}


def frame(request: Request) -> Frame:
    """What stands around every page for the one who is signed in; the first place is where the role lands."""
    user = request.user
    found = [(reverse(name), label, icon) for name, label, icon in PLACES.get(user.role, ())]
    best = max((url for url, *_rest in found if request.path.startswith(url)), key=len, default="")
    searches = may_ever(Role(user.role), Act.SEARCH_PERSONS)
    return Frame(
        nav=[Place(label=str(label), url=url, icon=icon, current=url == best) for url, label, icon in found],
        unit=unit_name_of(user),
        role=str(user.get_role_display()),
        search_url=reverse("pathway:persons") if searches else "",
    )
