"""`fotfeste presets list`, `show NAME` and `check FILE`: service models on the command line, without a database."""

from pathlib import Path
from typing import Annotated

import typer

from fotfeste.ground.database import without_database
from fotfeste.ground.terminal import Commands, For, Json, Language, answer, fail, say, text_of


@without_database
def list_presets(as_json: Json = False) -> None:
    """The service models that come along."""
    from .queries import preset, preset_names

    models = {name: preset(name) for name in preset_names()}
    if as_json:
        rows = [{"preset": name, "name": model.name, "about": model.about} for name, model in models.items()]
        answer(rows)
        return
    for name, model in models.items():
        say(f"{name:<21} {model.name}")
    say("\nMore about one: fotfeste presets show NAME")


@without_database
def show(
    name: Annotated[str, typer.Argument(help="A preset's name, or the path of a .toml file.")],
    language: Language = "nb",
    as_json: Json = False,
) -> None:
    """A service model in plain words."""
    from django.utils import translation

    from .queries import instrument_names
    from .rules import ServiceModelError, as_data, load
    from .wording import in_words

    text, file = _text(name)
    try:
        model = load(text, file=file)
    except ServiceModelError as refused:
        raise fail(refused, 2) from refused
    if as_json:
        answer(as_data(model))
        return
    with translation.override(language):
        for section in in_words(model, instrument_names()):
            say(f"\n{section.title}", style="bold")
            for line in section.lines:
                say(f"  {line.label}: {line.value}")


@without_database
def check(
    file: Annotated[Path, typer.Argument(help="A .toml file with your own service model.")], as_json: Json = False
) -> None:
    """Say whether a file can be used. Every fault is named with key and cure; exit code 2 if there is one."""
    from .queries import instruments_known
    from .rules import ServiceModelError, load

    text = text_of(file)
    try:
        model = load(text, instruments=instruments_known(), file=file.name)
    except ServiceModelError as refused:
        if as_json:
            faults = [{"key": each.key, "kind": each.kind, "message": each.said()} for each in refused.faults]
            answer({"usable": False, "file": file.name, "faults": faults})
            raise typer.Exit(2) from refused
        raise fail(refused, 2) from refused
    if as_json:
        answer({"usable": True, "file": file.name, "name": model.name, "faults": []})
        return
    say(f"{file.name} can be used: {model.name}")


def _text(name: str) -> tuple[str, str]:
    """The text of a preset or a file, and what to call it. Raises `typer.Exit` with words for one that is not there."""
    from .queries import preset_names, preset_text

    if name.endswith(".toml"):
        return text_of(Path(name)), Path(name).name
    if name not in preset_names():
        raise fail(f"There is no preset {name!r}. Choose one of: {', '.join(preset_names())}, or a .toml file.", 2)
    return preset_text(name), f"{name}.toml"


def register(app: Commands) -> None:
    """Hang the commands on the product's command line."""
    presets = Commands(about="Service models: those that come along, and a file of your own.")
    presets.add(list_presets, "list", example="fotfeste presets list")
    presets.add(show, example="fotfeste presets show gjovik --language en")
    presets.add(check, example="fotfeste presets check klokkevik.toml")
    app.add_group(presets, "presets", who=For.SERVICE)
