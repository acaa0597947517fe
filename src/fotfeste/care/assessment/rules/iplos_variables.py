"""The function variables of IPLOS/KPR, as dated lists. The scale is the same in all; which variables there are is not.

No list could be read from the register's own guide: a paper of 2016 counts 16 variables, a report on quality indicators
18 and a report of Helsedirektoratet 20. Of the 18 here only housework, goods and services, dressing and memory were
seen in a source; the others are those in common use, NOT verified. All are short names for what the variable is about,
and a municipality puts the list it reports in their place (see `local`).
"""

from __future__ import annotations

from dataclasses import dataclass

from fotfeste.care.assessment.rules.wording import Text


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable; `code` is the key in the answers."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class VariableList:
    """The variables of one edition. `code` is a year and month, and becomes the version of the instrument."""

    code: str
    name: Text
    variables: tuple[Variable, ...]


EIGHTEEN = VariableList(
    "2026-11",
    Text(
        "18 variables, list of November 2026",
        "18 variabler, liste fra november 2026",
        "18 variablar, liste frå november 2026",
    ),
    (
        Variable("housework", Text("Ordinary housework", "Alminnelig husarbeid", "Vanleg husarbeid")),
        Variable(
            "shopping",
            Text("Getting goods and services", "Skaffe seg varer og tjenester", "Skaffe seg varer og tenester"),
        ),
        Variable("hygiene", Text("Personal hygiene", "Personlig hygiene", "Personleg hygiene")),
        Variable("dressing", Text("Dressing and undressing", "På- og avkledning", "På- og avkleding")),
        Variable("cooking", Text("Making food", "Lage mat", "Lage mat")),
        Variable("eating", Text("Eating", "Spise", "Ete")),
        Variable("toilet", Text("Going to the toilet", "Gå på toalettet", "Gå på toalettet")),
        Variable("moving_indoors", Text("Moving about indoors", "Bevege seg innendørs", "Røre seg innandørs")),
        Variable("moving_outdoors", Text("Moving about outdoors", "Bevege seg utendørs", "Røre seg utandørs")),
        Variable("own_health", Text("Looking after own health", "Ivareta egen helse", "Ta vare på eiga helse")),
        Variable("memory", Text("Memory", "Hukommelse", "Minne")),
        Variable("communication", Text("Communication", "Kommunikasjon", "Kommunikasjon")),
        Variable("decisions", Text("Decisions in daily life", "Beslutninger i dagliglivet", "Avgjerder i dagleglivet")),
        Variable("social", Text("Taking part socially", "Sosial deltakelse", "Sosial deltaking")),
        Variable("behaviour", Text("Governing own behaviour", "Styre egen atferd", "Styre eiga åtferd")),
        Variable("economy", Text("Looking after own economy", "Ivareta egen økonomi", "Ta vare på eigen økonomi")),
        Variable("sight", Text("Sight", "Syn", "Syn")),
        Variable("hearing", Text("Hearing", "Hørsel", "Høyrsel")),
    ),
)
