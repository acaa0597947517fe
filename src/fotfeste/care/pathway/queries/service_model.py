"""The municipality's service model: a preset of ours, or the municipality's own copy."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ..rules.service_model import ServiceModel, ServiceModelError, load

PRESETS = Path(__file__).parent.parent / "presets"


def service_model() -> ServiceModel:
    """The model that `SERVICE_MODEL` names. Raises `ImproperlyConfigured` that says what to write instead."""
    return _read(settings.SERVICE_MODEL)


@lru_cache(maxsize=8)
def _read(name: str) -> ServiceModel:
    path = Path(name) if name.endswith(".toml") else PRESETS / f"{name}.toml"
    try:
        return load(path.read_text(encoding="utf-8"))
    except OSError as fault:
        known = ", ".join(sorted(each.stem for each in PRESETS.glob("*.toml")))
        raise ImproperlyConfigured(
            f"The service model {name!r} cannot be read. Set FOTFESTE_SERVICE_MODEL to the path of your own .toml file "
            f"or to one of: {known}."
        ) from fault
    except ServiceModelError as fault:
        raise ImproperlyConfigured(f"{path.name}: {fault}") from fault
