"""The places in the left column, at most six for each role (composition only: it joins rooms by address)."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.access.queries import unit_name_of
from fotfeste.ground.access.rules.rights import Act, Role, may_ever
from fotfeste.ground.ui.context import Frame, Place

_INBOX = ("pathway:inbox", _("Inbox"))
_BOARD = ("board:board", _("Board"))
_DAY = ("visits:day", _("My day"))
_PERSONS = ("pathway:persons", _("Persons"))
_FOLLOW_UPS = ("pathway:follow_ups", _("Follow-up"))
_RESULTS = ("outcomes:report", _("Results"))
_INTAKE = ("intake:start", _("Bring in files"))
_OWN = ("pathway:own_referrals", _("My referrals"))
_MY_PAGE = ("portal:my_page", _("My page"))
_USERS = ("access:users", _("Users"))

PLACES: Mapping[str, tuple[tuple[str, Promise], ...]] = {
    "person": (_MY_PAGE,),
    "relative": (_MY_PAGE,),
    "allocator": (_INBOX, _PERSONS, _INTAKE, _RESULTS),
    "coordinator": (_BOARD, _INBOX, _PERSONS, _DAY, _FOLLOW_UPS, _RESULTS),
    "therapist": (_DAY, _BOARD, _INBOX, _PERSONS, _FOLLOW_UPS, _RESULTS),
    "trainer": (_DAY, _BOARD, _PERSONS),
    "home_service": (_FOLLOW_UPS, _PERSONS, _OWN),
    "manager": (_RESULTS,),
    "leadership": (_RESULTS,),
    "analyst": (_RESULTS,),
    "admin": (_USERS,),
    "external": (_OWN,),
}


def places(role: str) -> list[tuple[str, Promise]]:
    """Address and label of each place, first one first: where the role lands after sign-in."""
    return [(reverse(name), label) for name, label in PLACES.get(role, ())]


def frame(request: HttpRequest) -> Frame:
    """What stands around every page for the one who is signed in."""
    user = request.user
    here = request.path
    found = places(user.role)
    best = max((url for url, _label in found if here.startswith(url)), key=len, default="")
    nav = [Place(label=str(label), url=url, current=url == best) for url, label in found]
    searches = may_ever(Role(user.role), Act.SEARCH_PERSONS)
    return Frame(
        nav=nav,
        unit=unit_name_of(user),
        role=str(user.get_role_display()),
        search_url=reverse("pathway:persons") if searches else "",
    )
