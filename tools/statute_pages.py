"""The reference of the law that letters stand on: what the municipality's lawyer goes through."""

from collections.abc import Callable, Sequence
from datetime import date

NOW = date.max


def statutes(page: Callable[..., str], table: Callable[[tuple[str, ...], Sequence[tuple[str, ...]]], str]) -> str:
    """Acts, paragraphs, topics and authorities, as `law.toml` and `authorities.toml` have them."""
    from fotfeste.care.terms.rules.law import LANGUAGES, Paragraph, acts, authorities_for, cited, paragraphs, topic
    from fotfeste.care.terms.rules.law.authorities import counties, offices
    from fotfeste.care.terms.rules.law.statutes import CONFIRM, READ_ON, TOPICS

    def numbered(each: Paragraph) -> str:
        parts = [f"§ {each.section}"]
        parts += [f"paragraph {each.paragraph}"] if each.paragraph else []
        parts += [f"no. {each.number}"] if each.number else []
        parts += [f"letter {each.letter}"] if each.letter else []
        return ", ".join(parts)

    names = [(f"`{key}`", act.id, *(act.names[each] for each in LANGUAGES)) for key, act in acts().items()]
    rows = [
        (
            f"`{each.key}`",
            f"{acts()[each.act].names['nb']} {numbered(each)}",
            each.begins.isoformat(),
            each.until.isoformat() if each.until else "–",
            f"§ {', '.join(each.becomes)}" if each.becomes else "–",
            each.about.get("en", "–"),
            each.confirm or "–",
        )
        for each in paragraphs()
    ]
    said = [(name, cited(topic(name), on=NOW, language="nb").replace("\N{NO-BREAK SPACE}", " ")) for name in TOPICS]
    served = {county: (name, also) for found, name, also in offices() for county in found}
    areas = [
        (number, name, *served[number], authorities_for(f"{number}01", language="nb").ombud)
        for number, name in counties().items()
    ]
    return page(
        "The law in the letters",
        f"Every paragraph that a letter names, {CONFIRM}. The wording was read on {READ_ON.isoformat()}; later changes "
        "were not seen. A decision keeps the numbering of its day. Another ground, another name of an authority and "
        "the day of the new act are written in the [service model](presets/index.md); a change of law is a change of "
        "`care/terms/rules/law/law.toml`.",
        "## Acts",
        "The Public Administration Act of 2025 had no day of entry into force. It is named from the day the "
        "municipality writes in `decision.new_administration_act_from`.",
        table(("key", "Lovdata", "bokmål", "nynorsk", "English"), names),
        "## Paragraphs",
        "With words in the column *ground of a decision*, the key may stand in `decision.legal_basis`.",
        table(
            ("key", "paragraph", "from", "until", "in the act of 2025", "ground of a decision", "to ask the lawyer"),
            rows,
        ),
        "## What the small print names",
        table(("topic", "paragraphs"), said),
        "## Statsforvalteren and Pasient- og brukerombudet",
        "By the first two digits of `sender.municipality_number`. `sender.statsforvalter` and `sender.ombud` go "
        "before.",
        table(("county", "name", "Statsforvalteren", "also called", "ombud"), areas),
    )
