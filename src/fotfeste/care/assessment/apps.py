"""When the product starts, the municipality's own instruments are read, once. A broken file stops it, in words."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class Assessment(AppConfig):
    name = "fotfeste.care.assessment"
    label = "assessment"

    def ready(self) -> None:
        if not settings.INSTRUMENTS_FOLDER:
            return
        from .rules import local, registry

        instruments, faults = local.read_files(_texts(Path(settings.INSTRUMENTS_FOLDER)), registry.INSTRUMENTS)
        if faults:
            # A form with a fault must neither be used nor silently be missing; and a traceback helps nobody find it.
            raise SystemExit("\n".join(["The municipality's own instruments cannot be used:", *map(str, faults)]))
        registry.with_local(instruments)


def _texts(folder: Path) -> dict[str, str]:
    """The text of every .toml file in the folder, by its name."""
    try:
        return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix == ".toml"}
    except (OSError, UnicodeDecodeError) as problem:
        raise SystemExit(
            f"The instruments in {folder} cannot be read: {problem}. Set FOTFESTE_INSTRUMENTS to a folder of .toml "
            "files in UTF-8, or leave it unset."
        ) from None
