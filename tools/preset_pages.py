"""The reference of the service models: one page for every preset, and one that explains the keys."""

import os
from collections.abc import Callable
from pathlib import Path

LANGUAGE = "en"
PRESETS = Path(__file__).resolve().parent.parent / "src" / "fotfeste" / "care" / "service_model" / "presets"


def _ready() -> None:
    """Words come through the catalogues, which need Django set up; the database is not touched."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.settings")
    if not apps.ready:
        django.setup()


def pages(
    page: Callable[..., str], table: Callable[[tuple[str, ...], list[tuple[str, ...]]], str]
) -> dict[str, Callable[[], str]]:
    """What makes each page, by its name under docs/reference; `page` and `table` lay it out like the other pages."""
    made: dict[str, Callable[[], str]] = {"presets/index": lambda: _keys(page, table)}
    for name in sorted(path.stem for path in PRESETS.glob("*.toml")):
        made[f"presets/{name}"] = lambda name=name: _preset(name, page, table)  # type: ignore[misc]
    return made


def _keys(page: Callable[..., str], table: Callable[[tuple[str, ...], list[tuple[str, ...]]], str]) -> str:
    _ready()
    from django.utils import translation

    from fotfeste.care.service_model.labels import TITLES
    from fotfeste.care.service_model.queries import preset, preset_names
    from fotfeste.care.service_model.rules import GROUPS, KEYS
    from fotfeste.care.service_model.rules.reading import wanted

    parts = [
        "## The presets",
        table(("preset", "in one line"), [_row(name, preset(name).name) for name in preset_names()]),
    ]
    with translation.override(LANGUAGE):
        for group in ("", *GROUPS):
            rows = []
            for key in KEYS.values():
                if key.group == group:
                    phrase = wanted(key)
                    needed = "yes" if key.needed else "no"
                    rows.append((f"`{key.name}`", key.meaning, phrase.text % dict(phrase.params), needed))
            title = f"## {TITLES[group]}" + (f" `[{group}]`" if group else "")
            parts += [title, table(("key", "what it says", "what may stand there", "needed"), rows)]
    return page(
        "Service models",
        "A service model is one municipality's way of working: a TOML file with these tables. A file with a fault is "
        "refused as a whole, with every fault, its key and what to write (`fotfeste presets check FILE`). The "
        "administrator changes the same keys on screen.",
        *parts,
    )


def _row(name: str, title: str) -> tuple[str, str]:
    return f"[`{name}`]({name}.md)", title


def _preset(name: str, page: Callable[..., str], table: Callable[[tuple[str, ...], list[tuple[str, ...]]], str]) -> str:
    _ready()
    from django.utils import translation

    from fotfeste.care.service_model.queries import instrument_names, preset, preset_text
    from fotfeste.care.service_model.wording import in_words

    model = preset(name)
    with translation.override(LANGUAGE):
        sections = in_words(model, instrument_names())
        parts = [
            f"## {section.title}\n\n" + table(("choice", "here"), [(line.label, line.value) for line in section.lines])
            for section in sections
            if section.group
        ]
    return page(
        model.name,
        f"Preset `{name}`. {_title(preset_text(name))} The keys are explained in [Service models](index.md).",
        _sources(preset_text(name)),
        *parts,
    )


def _comments(text: str) -> list[str]:
    """The lines at the head of the file, without their marks."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    return lines


def _title(text: str) -> str:
    said = _comments(text)[0].partition(": ")[2]
    return said[:1].upper() + said[1:] + "."


def _sources(text: str) -> str:
    """What is the source's and what is ours, as the file says it."""
    paragraphs = "\n".join(_comments(text)[1:]).split("\n\n")
    words = next(part for part in paragraphs if "From the source" in part)
    return words.strip().replace("\nOurs", "\n\nOurs")
