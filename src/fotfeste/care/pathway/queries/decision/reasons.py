"""Reasons that were used before, for asking whether a new one is this person's own. They are never shown."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext, override

from fotfeste.care.service_model.queries import service_model
from fotfeste.care.terms.rules.vocabulary import AlikeTo

from ...labels import REASON_HELP, STANDARD_REASONS
from ...models import Decision, Person
from ...rules.decision.reasons import Known, whose_words, words_of

# How far back a reason may have been given to somebody else.
REMEMBERED = timedelta(days=365)
# The languages letters are written in: a standard text may be any of them.
_LANGUAGES = ("nb", "nn", "en")


def whose_reason(person: Person, *, facts: str, weighed: str, today: date) -> dict[str, AlikeTo]:
    """For `reason_facts` and `reason_weighed`: whose words they nearly are, when they are somebody else's.

    Only whose kind of text is told, never which person's: the answer is a question to the one who writes.
    """
    names = (person.given_name, person.family_name)
    parts = {
        name: words
        for name, text in (("reason_facts", facts), ("reason_weighed", weighed))
        if (words := words_of(text, names))
    }
    if not parts:
        return {}
    return whose_words(parts, [*_texts(today), *_of_others(person, today)])


def _texts(today: date) -> Iterator[Known]:
    for language in _LANGUAGES:
        with override(language):
            yield from (Known(words_of(gettext(text)), AlikeTo.HELP_TEXT) for text in REASON_HELP.values())
            yield from (Known(words_of(gettext(text)), AlikeTo.STANDARD_TEXT) for text in STANDARD_REASONS)
    if text := service_model(today).decision.text:
        yield Known(words_of(text), AlikeTo.STANDARD_TEXT)


def _of_others(person: Person, today: date) -> Iterator[Known]:
    others = Decision.objects.exclude(person=person).filter(decided_on__gt=today - REMEMBERED).order_by("-decided_on")
    rows = others.values_list("reason_facts", "reason_weighed", "person__given_name", "person__family_name")
    for facts, weighed, *names in rows.iterator():
        for text in (facts, weighed):
            if text:
                yield Known(words_of(text, names), AlikeTo.ANOTHER_PERSON)
