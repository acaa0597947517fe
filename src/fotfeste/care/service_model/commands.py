"""`fotfeste presets list`, `show NAME` and `check FILE`: service models on the command line, without a database."""

import json
from pathlib import Path
from typing import Annotated

import typer

from fotfeste.ground.database import without_database

presets = typer.Typer(no_args_is_help=True, help="Service models: those that come along, and a file of your own.")

Json = Annotated[bool, typer.Option("--json", help="Answer with JSON on standard output.")]


def register(app: typer.Typer) -> None:
    """Hang the commands on the product's command line."""
    app.add_typer(presets, name="presets")


@presets.command("list")
@without_database
def list_presets(as_json: Json = False) -> None:
    """The service models that come along."""
    from fotfeste.cli import out

    from .queries import preset, preset_names

    models = {name: preset(name) for name in preset_names()}
    if as_json:
        rows = [{"preset": name, "name": model.name, "about": model.about} for name, model in models.items()]
        out.print_json(json.dumps(rows, ensure_ascii=False))
        return
    for name, model in models.items():
        out.print(f"{name:<21} {model.name}", markup=False)
    out.print("\nMore about one: fotfeste presets show NAME", markup=False)


@presets.command()
@without_database
def show(
    name: Annotated[str, typer.Argument(help="A preset's name, or the path of a .toml file.")],
    language: Annotated[str, typer.Option("--language", help="nb, nn or en.")] = "nb",
    as_json: Json = False,
) -> None:
    """A service model in plain words."""
    from django.conf import settings
    from django.utils import translation

    from fotfeste.cli import fail, out

    from .queries import instrument_names
    from .rules import ServiceModelError, as_data, load
    from .wording import in_words

    if language not in settings.LANGUAGES_OFFERED:
        raise fail(f"There is no language {language!r}. Choose one of: {', '.join(settings.LANGUAGES_OFFERED)}.", 2)
    text, file = _text(name)
    try:
        model = load(text, file=file)
    except ServiceModelError as refused:
        raise fail(refused, 2) from refused
    if as_json:
        out.print_json(json.dumps(as_data(model), ensure_ascii=False, default=str))
        return
    with translation.override(language):
        for section in in_words(model, instrument_names()):
            out.print(f"\n{section.title}", style="bold", markup=False)
            for line in section.lines:
                out.print(f"  {line.label}: {line.value}", markup=False, soft_wrap=True)


@presets.command()
@without_database
def check(
    file: Annotated[Path, typer.Argument(help="A .toml file with your own service model.")], as_json: Json = False
) -> None:
    """Say whether a file can be used. Every fault is named with key and cure; exit code 2 if there is one."""
    from fotfeste.cli import fail, out

    from .queries import instruments_known
    from .rules import ServiceModelError, load

    try:
        model = load(file.read_text(encoding="utf-8"), instruments=instruments_known(), file=file.name)
    except (OSError, UnicodeDecodeError) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) else "it is not text in UTF-8"
        raise fail(f"{file} cannot be read: {reason}. Check the name, and save it as UTF-8.", 2) from wrong
    except ServiceModelError as refused:
        if as_json:
            faults = [{"key": each.key, "kind": each.kind, "message": each.said()} for each in refused.faults]
            out.print_json(json.dumps({"usable": False, "file": file.name, "faults": faults}, ensure_ascii=False))
            raise typer.Exit(2) from refused
        raise fail(refused, 2) from refused
    if as_json:
        out.print_json(json.dumps({"usable": True, "file": file.name, "name": model.name, "faults": []}))
        return
    out.print(f"{file.name} can be used: {model.name}", markup=False)


def _text(name: str) -> tuple[str, str]:
    """The text of a preset or a file, and what to call it. Raises `typer.Exit` with words for one that is not there."""
    from fotfeste.cli import fail

    from .queries import preset_names, preset_text

    if name.endswith(".toml"):
        try:
            return Path(name).read_text(encoding="utf-8"), Path(name).name
        except (OSError, UnicodeDecodeError) as wrong:
            raise fail(f"{name} cannot be read. Check the name, and save it as UTF-8.", 2) from wrong
    if name not in preset_names():
        raise fail(f"There is no preset {name!r}. Choose one of: {', '.join(preset_names())}, or a .toml file.", 2)
    return preset_text(name), f"{name}.toml"
