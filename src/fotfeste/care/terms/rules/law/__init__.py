"""The law that the letters stand on, and the authorities they name: dated data, read from two files beside this one.

`statutes` cites paragraphs as they were numbered on a day; `authorities` names Statsforvalteren and the ombud. Nothing
else in the product writes a paragraph sign of its own: a change of law is a change of `law.toml`.
"""

from .authorities import Authorities, authorities_for, county_known
from .statutes import (
    BASES,
    LANGUAGES,
    NEW_ADMINISTRATION_ACT_PASSED,
    Act,
    Ground,
    Paragraph,
    acts,
    basis_written_as,
    cited,
    grounds,
    names_a_service,
    paragraphs,
    topic,
)

__all__ = [
    "BASES",
    "LANGUAGES",
    "NEW_ADMINISTRATION_ACT_PASSED",
    "Act",
    "Authorities",
    "Ground",
    "Paragraph",
    "acts",
    "authorities_for",
    "basis_written_as",
    "cited",
    "county_known",
    "grounds",
    "names_a_service",
    "paragraphs",
    "topic",
]
