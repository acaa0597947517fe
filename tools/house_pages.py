"""Two pages about what people meet: every address of the application, and every letter it writes."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

from tools.pages import page, table

NOT_OURS = "Sign-in, passwords and addresses, by django-allauth."


def routes(patterns: Any = None, names: tuple[str, ...] = (), at: str = "/") -> Iterator[tuple[str, str, Any]]:
    """Every route with its full name, its address and its view."""
    from django.urls import URLResolver, get_resolver

    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            inner = (*names, each.namespace) if each.namespace else names
            yield from routes(each.url_patterns, inner, at + str(each.pattern))
        else:
            yield ":".join([*names, each.name or str(each.pattern)]), at + str(each.pattern), each.callback


def addresses() -> str:
    import django

    django.setup()
    rows = []
    for name, at, view in sorted(routes()):
        said = (inspect.getdoc(view) or "").partition("\n\n")[0].replace("\n", " ")
        ours = view.__module__.startswith("fotfeste.")
        if ours and not said:
            raise SystemExit(f"Say in a docstring what {view.__module__}.{view.__name__} shows, then run it again.")
        act = getattr(view, "act", None)
        shown = re.sub(r"\(\?P<(\w+)>(?:[^()\\]|\\.)*\)|<(?:\w+:)?(\w+)>", r"{\1\2}", at).replace("^", "").rstrip("$")
        rows.append((f"`{shown}`", f"`{name}`", f"`{act}`" if act else "–", said if ours else NOT_OURS))
    return page(
        "Addresses",
        "Every address that answers, the name it has in the code, and the [right](rights.md) it asks for. A dash: it "
        "is open to whoever comes, or decides by itself. What concerns one person asks for a relation to them as well.",
        table(("address", "name", "right", "what it is"), rows),
    )


def letters() -> str:
    import django

    django.setup()
    from django.utils.translation import override

    from fotfeste.care.terms import labels
    from fotfeste.care.terms.rules.vocabulary import TO_THE_PERSON

    rows = []
    for kind, label in labels.LETTERS:
        names = []
        for language in ("en", "nb"):
            with override(language):
                names.append(str(label))
        rows.append((f"`{kind}`", *names, "the person" if kind in TO_THE_PERSON else "others, about the person"))
    return page(
        "Letters",
        "Every kind of letter the application writes. What the law asks of them stands in "
        "[The law in the letters](statutes.md); a letter is frozen as it was sent.",
        table(("kind", "name", "on the page", "written to"), rows),
    )
