"""Every form and every address of the product, with what no field can mean: refused in words, and nothing changes."""

from urllib.parse import quote_plus, urlparse

import pytest
from django.urls import resolve

from fotfeste.ground.access.rules.rights import Role, may_ever
from tests.record.hostile.corpus import ADDRESSES, MEANINGLESS
from tests.record.hostile.page import FormOnPage, Page
from tests.record.hostile.routes import PART, address, encoded, fault_of, in_this_run, routes

pytestmark = pytest.mark.django_db

# Three heaps of about the same work, so that several processes can share it.
ROOMS = {
    "pathway": ("pathway",),
    "training": ("assessment", "goals", "visits"),
    "around": ("access", "board", "drafts", "intake", "outcomes", "planning", "portal", "reports", "demo", "style"),
}
# Papers and figures: they hold no form, and take a second each.
PAPERS = {"reports:letter", "outcomes:report", "outcomes:pdf"}
# One field at a time gets these, the others what is right; all fields at once get every meaningless value.
ALONE_TYPED = ("NUL", "last day there is")
ALONE_CHOSEN = ("more digits than Python reads", "unknown id")
# These answer an act with a page or a part of one, so a page does not tell that nothing was done.
ANSWERS_WITH_A_PAGE = {"access:users", "board:note", "board:task_add", "board:task_done"}


def readers(people, own_user, subject):
    return [people.kari, people.ole, people.bob, people.admin, people.hanna, people.gp, own_user(subject)]


def forms_by_address(attempt, everybody, ids, rooms) -> dict[str, tuple[FormOnPage, object]]:
    """Every form that any page shows, by the address it is sent to, with the first who sees it."""
    found: dict[str, tuple[FormOnPage, object]] = {}
    for user in everybody:
        attempt.client.force_login(user)
        for name, pattern in routes():
            if name in PAPERS or not may_ever(Role(user.role), pattern.callback.act):
                continue
            url = address(name, pattern, ids)
            with attempt.taken_back():
                answer = attempt.client.get(url)
            if answer.status_code != 200 or "html" not in answer["Content-Type"]:
                continue
            for form in Page(answer.content.decode()).forms:
                path = urlparse(form.action).path or url
                if form.method == "post" and resolve(path).view_name.split(":")[0] in rooms:
                    known, _first = found.setdefault(path, (form, user))
                    known.values.update({k: v for k, v in form.values.items() if k not in known.values})
                    known.kinds.update(form.kinds)
                    known.buttons.update(form.buttons)
    return found


def bodies(form: FormOnPage):
    """What is sent, with a name for it: everything meaningless at once, one field at a time, one field missing."""
    names = [name for name in form.kinds if name != "csrfmiddlewaretoken"]
    for label, value in MEANINGLESS.items():
        yield f"all {label}", {name: [value] for name in names}
    filled = {name: [quote_plus(v).encode() for v in values] for name, values in form.filled().items()}
    for pressed in [{}, *({name: [quote_plus(value).encode()]} for name, value in form.buttons.items())]:
        whole = {**filled, **pressed}
        how = f"{list(pressed)} " if pressed else ""
        for name in whole:
            yield f"{how}{name} missing", {key: value for key, value in whole.items() if key != name}
            for label in ALONE_TYPED if name in form.typed else ALONE_CHOSEN:
                yield f"{how}{name} {label}", {**whole, name: [MEANINGLESS[label]]}
        extra = ("is_superuser", "role", "team_id", "person_id", "by", "now", "_state")
        yield f"{how}fields nobody asked for", {**whole, **{name: [b"1"] for name in extra}}
    yield "nothing at all", {}


@pytest.mark.parametrize("heap", ROOMS)
def test_no_form_breaks_the_server_or_changes_anything_while_it_shows_a_fault(attempt, subject, people, own_user, heap):
    everybody = readers(people, own_user, subject)
    forms = forms_by_address(attempt, everybody, subject.ids, ROOMS[heap])
    wrong, tried = [], 0
    for path, (form, user) in forms.items():
        attempt.client.force_login(user)
        name = resolve(path).view_name
        for label, values in bodies(form):
            if not in_this_run(name, label):
                continue
            answer, changed = attempt.post(path, encoded(values))
            tried += 1
            if answer.status_code >= 500:
                wrong.append(f"{name} as {user.role}, {label}: {fault_of(answer)}")
            elif changed and answer.status_code not in (301, 302, 303) and name not in ANSWERS_WITH_A_PAGE:
                wrong.append(f"{name} as {user.role}, {label}: {answer.status_code}, but something changed")
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert tried > 300 / PART


def test_every_room_with_pages_is_in_a_heap():
    assert {name.split(":")[0] for name, _ in routes()} <= {room for heap in ROOMS.values() for room in heap}


@pytest.mark.parametrize("kind", ADDRESSES)
def test_no_address_breaks_the_server_however_its_query_is_bent(attempt, subject, people, own_user, kind):
    wrong, seen = [], set()
    for user in readers(people, own_user, subject):
        attempt.client.force_login(user)
        for name, pattern in routes():
            if name in seen or name == "reports:letter" or not may_ever(Role(user.role), pattern.callback.act):
                continue
            with attempt.taken_back():
                answer = attempt.client.get(f"{address(name, pattern, subject.ids)}?{ADDRESSES[kind]}")
            if answer.status_code >= 500:
                wrong.append(f"{name} as {user.role}: {fault_of(answer)}")
            elif answer.status_code == 200:
                seen.add(name)
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 30
