"""What import-linter cannot see: keys between rooms, actions, and routes."""

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

import fotfeste
from fotfeste.ground.access.gate import OPEN_ROUTES

SOURCE = Path(fotfeste.__file__).parent
ORDER = ["access", "service_model", "pathway", "assessment", "goals", "visits", "board"]
OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("fotfeste.")}


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


def test_a_foreign_key_points_down_the_stairs_or_stays_in_its_room():
    wrong = []
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in ORDER:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not getattr(field, "concrete", False) or target is None or target._meta.app_label not in ORDER:
                continue
            if ORDER.index(target._meta.app_label) > ORDER.index(label):
                wrong.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert wrong == []


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


def test_no_name_hides_what_is_inside():
    hiding = {"utils", "helpers", "common", "manager", "services", "misc", "core"}
    assert [p for p in SOURCE.rglob("*") if p.stem in hiding and "vendor" not in p.parts] == []


def test_no_room_draws_its_models_from_another_rooms_views():
    wrong = []
    for path in SOURCE.rglob("views*"):
        for file in [path] if path.suffix == ".py" else path.rglob("*.py"):
            room = ".".join(("fotfeste", *file.relative_to(SOURCE).parts[:2]))
            for node in ast.walk(ast.parse(file.read_text())):
                module = node.module if isinstance(node, ast.ImportFrom) and node.level == 0 else None
                if module and re.fullmatch(r"fotfeste\.care\..*models", module) and not module.startswith(room):
                    wrong.append(f"{file.relative_to(SOURCE)} imports {module}")
    assert wrong == []


# Times that come out of the database or the request are in UTC: their `.date()` is yesterday until two in the morning.
UTC_MOMENTS = re.compile(
    r"(^|[._])(now|moment|at|planned_at|started_at|written_at|sent_at|as_of|taken)$|timezone\.now\(\)$|tz=UTC\)$"
)
# Already in local time, or of a day that was typed.
LOCAL_ALREADY = {"care/visits/views/plan.py", "care/visits/forms.py", "insight/quality/commands.py"}
# A clock that is asked for no zone answers in that of the machine it happens to run on.
WITHOUT_A_ZONE = ("datetime.now", "datetime.fromtimestamp")


def test_no_day_is_taken_from_the_machines_clock_or_from_a_moment_in_utc():
    wrong = []
    for path in sorted(SOURCE.rglob("*.py")):
        where = str(path.relative_to(SOURCE))
        # The demo's moments are made in local time.
        if "migrations" in path.parts or where.startswith("channels/demo/") or where in LOCAL_ALREADY:
            continue
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            name, of = ast.unparse(call.func), ast.unparse(call.func.value)
            if name.endswith(("date.today", "datetime.today", "datetime.utcnow")):
                wrong.append(f"{where}:{call.lineno} {name}()")
            zone_at = 1 if name.endswith("fromtimestamp") else 0
            zoned = any(each.arg == "tz" for each in call.keywords) or len(call.args) > zone_at
            if name.endswith(WITHOUT_A_ZONE) and not zoned:
                wrong.append(f"{where}:{call.lineno} {name}() without a zone")
            if call.func.attr == "date" and not call.args and UTC_MOMENTS.search(of):
                wrong.append(f"{where}:{call.lineno} {name}(): use timezone.localdate({of})")
    assert wrong == []


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
