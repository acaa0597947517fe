"""Who is told what became of somebody: health personnel unless the person opposes it, others when the person agrees.

Helsepersonelloven §§ 22, 25 and 29 (`docs/adr/0024`). `said` is the person's newest word: True agrees, False opposes,
None nothing said.
"""

from fotfeste.care.terms.rules.vocabulary import Referrer

# They treat the person, or decide the case: told what they need unless the person opposes it.
TREATS = frozenset(
    {
        Referrer.GP,
        Referrer.HOSPITAL,
        Referrer.HOME_SERVICES,
        Referrer.ALLOCATION_OFFICE,
        Referrer.REHAB_INSTITUTION,
        Referrer.PHYSIOTHERAPIST,
    }
)


def referrer_is_told(referrer: Referrer, said: bool | None) -> bool:
    """Whether the answer to the one who referred holds the result. The person is always told."""
    if referrer is Referrer.PERSON:
        return True
    return said is not False if referrer in TREATS else said is True


def gp_gets_report(said: bool | None) -> bool:
    """Whether the GP gets a report when the period is over."""
    return said is not False


def relative_reads_letters(said: bool | None) -> bool:
    """Whether next of kin who are let in on the person's page find the person's letters there."""
    return said is True
