"""Whom a letter is written to."""

from fotfeste.care.terms.rules.vocabulary import TO_THE_PERSON, LetterKind, Referrer


def is_to_the_person(kind: LetterKind | str, referrer: Referrer | str | None) -> bool:
    """Whether the letter is written to the person whom it is about. `referrer`: of the referral it belongs to.

    An answer to the one who referred is the person's own when the person applied.
    """
    if kind == LetterKind.ANSWER_TO_REFERRER:
        return referrer == Referrer.PERSON
    return kind in TO_THE_PERSON
