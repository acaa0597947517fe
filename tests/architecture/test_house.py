"""What import-linter cannot see of actions and routes, and how long a file may be."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import fotfeste
from fotfeste.ground.access.gate import OPEN_ROUTES

SOURCE = Path(fotfeste.__file__).parent


def modules(kind):
    for found in pkgutil.walk_packages([str(SOURCE)], "fotfeste."):
        parts = found.name.split(".")
        if kind in parts[3:]:
            yield importlib.import_module(found.name)


def actions():
    for module in modules("actions"):
        for name, thing in vars(module).items():
            if inspect.isfunction(thing) and thing.__module__ == module.__name__ and not name.startswith("_"):
                yield pytest.param(thing, id=f"{module.__name__}.{name}")


def routes(patterns=None, namespace=()):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespace, pattern.namespace) if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join([*namespace, pattern.name or str(pattern.pattern)]), pattern


# The two that cannot carry `by`: one makes the user that would be `by`, the other asks for it as `person`.
WITHOUT_BY = {"system_user"}


@pytest.mark.parametrize("action", list(actions()))
def test_an_action_takes_by_and_now_as_keywords(action):
    if action.__name__ in WITHOUT_BY:
        return
    parameters = inspect.signature(action).parameters
    assert {"by", "now"} <= set(parameters)
    # Also the keywords that an action hands on as they are to the one it delegates to.
    named = {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    assert all(p.kind in named for p in parameters.values())


@pytest.mark.parametrize(("name", "pattern"), [pytest.param(n, p, id=n) for n, p in routes()])
def test_every_route_declares_its_rule(name, pattern):
    if name in OPEN_ROUTES or name.startswith("account_"):
        return
    assert hasattr(pattern.callback, "act"), f"{name} is closed to everybody: give its view @rule(Act.…)"


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_file_of_ours_is_not_far_over_400_lines(path):
    if "migrations" in path.parts:
        return
    assert len(path.read_text().splitlines()) <= 430


def test_an_open_route_is_open_by_its_full_name_only(rf):
    """A room may name a route `set_language` or `account_login`; it stays closed."""
    from django.core.exceptions import PermissionDenied
    from django.urls import ResolverMatch

    from fotfeste.ground.access.gate import Gate

    def view(request):
        raise AssertionError("reached")

    gate = Gate(view)
    for route in OPEN_ROUTES:
        request = rf.get("/")
        request.resolver_match = ResolverMatch(view, (), {}, url_name=route, namespaces=["room"])
        with pytest.raises(PermissionDenied, match="declares no rule"):
            gate.process_view(request, view, (), {})
        request.resolver_match = ResolverMatch(view, (), {}, url_name=route)
        assert gate.process_view(request, view, (), {}) is None
