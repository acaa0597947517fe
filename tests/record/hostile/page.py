"""What a browser would make of a page: its forms, its words, and anything in it that could run."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class FormOnPage:
    """A form and what a hasty reader would send: what stands there, the first choice, and something in empty fields.

    `kinds` tells text fields from choices, boxes and buttons; `buttons` holds the first value of every named button.
    """

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    numeric: set[str] = field(default_factory=set)

    def filled(self) -> dict[str, list[str]]:
        """ "I dag" is a day to a field of days and words to all others."""
        found = {name: list(values) for name, values in self.values.items()}
        for name in self.typed:
            if found.get(name, [""]) == [""]:
                found[name] = ["1" if name in self.numeric else "i dag"]
        return found

    @property
    def typed(self) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind in ("text", "textarea")]


class Page(HTMLParser):
    """Reads a page. `words` is all text, `running` everything that would run as a script, `tags` every element."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[FormOnPage] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.running: list[str] = []
        self._text: list[str] = []
        self._open: FormOnPage | None = None
        self._area: str | None = None
        self._select: str | None = None
        self._script: dict[str, str] | None = None
        self.feed(html)
        self.close()

    @property
    def words(self) -> str:
        return "".join(self._text)

    @property
    def values(self) -> str:
        """Everything that stands in attributes."""
        return "\n".join(value for _tag, attributes in self.tags for value in attributes.values())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        self.running += [f"{tag} {name}" for name in attributes if name.startswith("on") or name == "srcdoc"]
        self.running += [
            f"{tag} {name}={value}"
            for name, value in attributes.items()
            if value.strip().lower().startswith("javascript")
        ]
        if tag == "script":
            self._script = attributes
        elif tag == "form":
            self._open = FormOnPage(attributes.get("action", ""), attributes.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None and attributes.get("name"):
            self._field(tag, attributes)
        if tag == "option" and self._open is not None and self._select:
            values = self._open.values[self._select]
            if "selected" in attributes or not values or values == [""]:
                self._open.values[self._select] = [attributes.get("value", "")]

    def _field(self, tag: str, attributes: dict[str, str]) -> None:
        form, name = self._open, attributes["name"]
        assert form is not None
        kind = attributes.get("type", "text") if tag == "input" else tag
        boxes = ("radio", "checkbox")
        shown = "text" if tag == "input" and kind not in (*boxes, "hidden", "submit", "file") else kind
        form.kinds.setdefault(name, shown)
        if attributes.get("inputmode") in ("numeric", "decimal"):
            form.numeric.add(name)
        if tag == "select":
            self._select = name
            form.values[name] = []
        elif tag == "textarea":
            self._area = name
            form.values[name] = [""]
        elif tag == "button" or kind == "submit":
            form.buttons.setdefault(name, attributes.get("value", ""))
        elif kind not in boxes:
            form.values[name] = [attributes.get("value", "")]
        elif kind == "radio" and "checked" in attributes:
            form.values[name] = [attributes.get("value", "on")]
        elif kind == "radio":
            form.values.setdefault(name, [attributes.get("value", "on")])
        elif "checked" in attributes:
            form.values.setdefault(name, []).append(attributes.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            # Data for our own scripts is no script, and a file of ours is held by the content security policy.
            if "json" not in self._script.get("type", "") and data.strip():
                self.running.append(f"script: {data.strip()[:60]}")
            return
        self._text.append(data)
        if self._area and self._open is not None:
            self._open.values[self._area] = [self._open.values[self._area][0] + data]
