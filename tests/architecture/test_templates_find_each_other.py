"""A template that names another one, or a file for the browser, names one that is there."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

import fotfeste

SOURCE = Path(fotfeste.__file__).parent
NAMED = re.compile(r"""{%\s*(?:include|extends)\s+"([^"]+)"|{%\s*(static)\s+"([^"]+)"|["']([\w-]+/[\w/-]+\.html)["']""")
FILES = sorted(
    file for kind in ("*.html", "*.py", "*.txt") for file in SOURCE.rglob(kind) if "migrations" not in file.parts
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_every_template_and_file_it_names_is_there(file: Path) -> None:
    for template, static, name, in_code in NAMED.findall(file.read_text(encoding="utf-8")):
        if static:
            assert finders.find(name), f"{name} is no file for the browser."
        else:
            get_template(template or in_code)
