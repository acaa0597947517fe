"""Words that belong to a definition, in every language the product speaks to people in."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("en", "nb", "nn")


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in English, bokmål and nynorsk. None of the three may be empty.

    The words stand beside the rule they explain, not in a catalogue, because rules know no framework
    and because a clinician should be able to read a whole definition in one file.
    """

    en: str
    nb: str
    nn: str

    def __post_init__(self) -> None:
        if not (self.en and self.nb and self.nn):
            raise ValueError(f"A wording lacks a language: {self!r}. Give it in English, bokmål and nynorsk.")

    def in_language(self, language: str) -> str:
        """The wording for a language tag such as `nb`, `nn-NO` or `en`; bokmål for any other (Sami readers too)."""
        tag = language.replace("_", "-").split("-")[0].lower()
        return self.nn if tag == "nn" else self.en if tag == "en" else self.nb

    def filled(self, **parts: object) -> Text:
        """The wording with its `{names}` replaced. A part that is itself a `Text` is taken in the same language."""
        filled = (
            getattr(self, tag).format(
                **{name: getattr(part, tag) if isinstance(part, Text) else part for name, part in parts.items()}
            )
            for tag in LANGUAGES
        )
        return Text(*filled)

    def lowered(self) -> Text:
        """The same inside a sentence: with a small first letter."""
        return Text(*(words[0].lower() + words[1:] for words in (self.en, self.nb, self.nn)))


def same(words: str) -> Text:
    """A wording that is alike in all languages (a proper name, a unit)."""
    return Text(words, words, words)


def number(value: float, decimals: int) -> Text:
    """A number as people write it: decimal comma in Norwegian, a true minus sign, no negative zero."""
    written = f"{value:.{decimals}f}"
    if float(written) == 0:
        written = written.lstrip("-")
    written = written.replace("-", "−")
    norwegian = written.replace(".", ",")
    return Text(written, norwegian, norwegian)


def plain(value: float) -> Text:
    """A number with as many decimals as it needs, three at most."""
    return number(
        value, next(decimals for decimals in (0, 1, 2, 3) if decimals == 3 or round(value, decimals) == value)
    )


def joined(parts: tuple[Text, ...] | list[Text]) -> Text:
    """`a, b and c` in each language. At least one part."""
    if not parts:
        raise ValueError("Nothing to join: pass at least one wording.")
    if len(parts) == 1:
        return parts[0]
    words = {"en": "and", "nb": "og", "nn": "og"}

    def line(tag: str) -> str:
        each = [getattr(part, tag) for part in parts]
        return f"{', '.join(each[:-1])} {words[tag]} {each[-1]}"

    return Text(line("en"), line("nb"), line("nn"))
