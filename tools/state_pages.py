"""The page of the documentation that draws the states of the pathway."""

from fotfeste.care.pathway.rules.states import (
    EPISODE_STEPS,
    EPISODE_STEPS_BESIDE,
    FOLLOW_UP_STEPS,
    FOLLOW_UP_STEPS_BESIDE,
    REFERRAL_STEPS,
    REFERRAL_STEPS_BESIDE,
    Steps,
    drawing,
)

_HEAD = """# States of the pathway

Drawn from `care/pathway/rules/states.py`, where the steps are written down once. The database refuses every other step
(a trigger on each table), and its constraints ask for the facts a state needs: an answer's date, a first day, an
outcome, a reason. A step marked "put right" lies beside the way: only the actions that mend a mistake take it, and what
follows when a person dies or moves. A generative test walks random sequences and compares the three.
"""

_SECTIONS: tuple[tuple[str, str, Steps, Steps], ...] = (
    ("Referral", "Every referral ends in an answer to the referrer.", REFERRAL_STEPS, REFERRAL_STEPS_BESIDE),
    ("Episode", "The first done visit makes a planned episode active.", EPISODE_STEPS, EPISODE_STEPS_BESIDE),
    (
        "Follow-up",
        "A call nobody answers is recorded and stays on the list; it may be repeated until somebody is reached.",
        FOLLOW_UP_STEPS,
        FOLLOW_UP_STEPS_BESIDE,
    ),
)


def states() -> str:
    """The whole page as Markdown."""
    parts = [_HEAD]
    for title, text, steps, beside in _SECTIONS:
        parts.append(f"## {title}\n\n{text}\n\n```mermaid\n{drawing(steps, beside)}```\n")
    return "\n".join(parts)
