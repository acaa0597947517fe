"""The words municipalities use in their lists, and the codes they stand for.

Bokmål and nynorsk, with and without Norwegian letters, singular and plural as they are met in lists. A word that is
not here is never guessed at: closed lists refuse it, open lists keep it as it was written, under a code for the rest.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from fotfeste.care.terms.rules.vocabulary import (
    Cause,
    DropoutReason,
    FunctionLoss,
    Group,
    Language,
    Referrer,
    Route,
    ServiceKind,
)
from fotfeste.ground.ui.rules import has_letter

_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"})


def plain(text: str) -> str:
    """Letters and digits only, small, without accents: what two spellings of one word have in common."""
    small = unicodedata.normalize("NFC", text).casefold().translate(_PLAIN)
    stripped = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]", "", stripped)


def word_list(words: Mapping[str, Iterable[str] | str]) -> dict[str, str]:
    """Plain word → code. Words of one code may be given as one text with commas. The code itself is a word too."""
    found: dict[str, str] = {}
    for code, spellings in words.items():
        listed = spellings.split(",") if isinstance(spellings, str) else spellings
        for word in (code, *listed):
            if found.setdefault(plain(word), code) != code:
                raise ValueError(
                    f"“{word}” stands for both {found[plain(word)]} and {code}. Keep it under one of them."
                )
    return found


YES_NO = word_list(
    {"yes": "ja, j, y, true, sann, sant, 1, x", "no": "nei, n, false, usann, usant, 0, ikke, ikkje, ingen"}
)

SEXES = word_list({"woman": "kvinne, k, kvinner, kvinna, jente, f, female", "man": "mann, m, menn, gutt, male"})

ROUTES = word_list(
    {
        Route.HOSPITAL_DISCHARGE: (
            "utskriving fra sykehus, utskrivning fra sykehus, utskriving frå sjukehus, utskrevet fra sykehus, "
            "utskriven frå sjukehus, utskriving fra sykehuset, utskriving frå sjukehuset, utskrivning fra sykehuset, "
            "utskrivning frå sjukehus, utskrivning frå sjukehuset, utskrevet fra sykehuset, "
            "utskriven frå sjukehuset, utskrevet, utskriven, utskriving, utskrivning, fra sykehuset, frå sjukehuset, "
            "sykehuset, sjukehuset, sjukehusutskriving, sjukehusutskrivning, etter sykehus, etter sjukehus, "
            "utskrivningsklar, utskrivingsklar, fra sykehus, frå sjukehus, sykehus, sjukehus, sykehusutskriving, "
            "sykehusutskrivning, etter sykehusopphold, etter sjukehusopphald"
        ),
        Route.REHAB_INSTITUTION_STAY: (
            "etter rehabiliteringsopphold, etter rehabiliteringsopphald, rehabiliteringsopphold, "
            "rehabiliteringsopphald, etter opphold i rehabiliteringsinstitusjon, rehabiliteringsinstitusjon, "
            "opphold i rehabiliteringsinstitusjon, utskriving fra rehabiliteringsinstitusjon, "
            "utskriving fra rehabilitering, fra rehabilitering, frå rehabilitering, "
            "opphald i rehabiliteringsinstitusjon, etter opphald i rehabiliteringsinstitusjon, "
            "fra rehabiliteringsopphold, frå rehabiliteringsopphald, etter rehabilitering, rehabilitering, "
            "fra rehabiliteringsinstitusjon, frå rehabiliteringsinstitusjon, utskriving frå rehabilitering, "
            "utskrivning fra rehabilitering, utskriving frå rehabiliteringsinstitusjon"
        ),
        Route.EXISTING_HOME_SERVICES: (
            "har hjemmetjenester, har heimetenester, har hjemmetjeneste, har heimeteneste, har hjemmesykepleie, "
            "har heimesjukepleie, hjemmetjenester, heimetenester, har tjenester, har tenester, eksisterende bruker, "
            "eksisterande brukar, mottar hjemmetjenester, tar imot heimetenester, har tjenester fra før, "
            "har tenester frå før, hadde tjenester fra før, hadde tenester frå før, eksisterende tjenester, "
            "eksisterande tenester, eksisterende brukere, eksisterande brukarar, eksisterende, eksisterande"
        ),
        Route.NEW_APPLICANT: (
            "ny søker, ny søkar, ny søkjar, nye søkere, nye søkarar, nye søkjarar, nysøker, nysøkere, nysøkar, "
            "ny bruker, ny brukar, nye brukere, nye brukarar, ny, nye, førstegangssøker, førstegongssøkarar, "
            "førstegongssøkar, førstegongssøkjar, førstegangssøkere, første gang"
        ),
    }
)

REFERRERS = word_list(
    {
        Referrer.PERSON: (
            "pasienten selv, pasienten sjølv, pasient, pasienten, brukeren selv, bruker, bruker selv, brukaren sjølv, "
            "brukar, selv, sjølv, personen selv, personen sjølv, egen henvendelse, egenhenvendelse"
        ),
        Referrer.RELATIVE: (
            "pårørende, pårørande, nærmeste pårørende, næraste pårørande, familie, ektefelle, datter, dotter, sønn, "
            "son, barn"
        ),
        Referrer.GP: "fastlege, fastlegen, lege, legen, legesenter, fastlegekontor",
        Referrer.HOSPITAL: (
            "sykehus, sykehuset, sjukehus, sjukehuset, spesialisthelsetjenesten, spesialisthelsetjeneste, "
            "spesialisthelsetenesta, helseforetak, helseføretak"
        ),
        Referrer.HOME_SERVICES: (
            "hjemmetjenesten, hjemmetjeneste, hjemmetjenester, heimetenesta, heimetenester, hjemmesykepleien, "
            "hjemmesykepleie, heimesjukepleia, heimesjukepleie, hjemmehjelp, heimehjelp, åpen omsorg, open omsorg"
        ),
        Referrer.ALLOCATION_OFFICE: (
            "tildelingskontoret, tildelingskontor, bestillerkontor, bestillerkontoret, bestillarkontor, "
            "helse- og velferdskontor, helse- og velferdskontoret, forvaltningskontor, forvaltningskontoret, "
            "forvaltning, saksbehandler, saksbehandlar, tjenestekontor, tjenestekontoret, tenestekontor, "
            "tenestekontoret"
        ),
        Referrer.REHAB_INSTITUTION: (
            "rehabiliteringsinstitusjon, rehabiliteringsinstitusjonen, rehabiliteringssenter, rehabiliteringsavdeling"
        ),
        Referrer.PHYSIOTHERAPIST: "fysioterapeut, fysioterapeuten, fysioterapitjenesten, fysioterapitenesta",
        Referrer.NAV: "nav-kontoret, nav lokal, nav hjelpemiddelsentral",
        Referrer.OTHER: "annet, anna, andre, annen, annan, øvrige",
    }
)

FUNCTION_LOSS = word_list(
    {
        FunctionLoss.SUDDEN: "brått, brå, bråt, plutselig, plutseleg, akutt",
        FunctionLoss.GRADUAL: "gradvis, gradvis svikt, over tid, langsom, langsomt, sakte, snikende, snikande",
    }
)

CAUSES = word_list(
    {
        Cause.STROKE: "hjerneslag, slag, hjerneinfarkt, hjerneblødning, hjernebløding, apopleksi",
        Cause.HIP_FRACTURE: "hoftebrudd, hoftebrot, lårhalsbrudd, lårhalsbrot, brudd i hofte, brot i hofte",
        Cause.ORTHOPAEDIC: (
            "brudd, brot, bekkenbrudd, bekkenbrot, "
            "håndleddsbrudd, handleddsbrot, ryggbrudd, skulderbrudd, hofteprotese, kneprotese, ortopedi, "
            "ortopedisk, fall med brudd, hofteoperasjon, kneoperasjon, protese, muskel og skjelett, "
            "orthopedic"
        ),
        Cause.AMPUTATION: "amputasjon, amputert",
        Cause.COPD: (
            "kols, kronisk obstruktiv lungesykdom, kronisk obstruktiv lungesjukdom, lungesykdom, lungesjukdom"
        ),
        Cause.TRAFFIC_ACCIDENT: "trafikkulykke, trafikkulukke, trafikkskade, bilulykke, bilulukke",
        Cause.OBESITY: "overvekt, fedme, sykelig overvekt, sjukeleg overvekt",
        Cause.FRAILTY: (
            "gradvis funksjonssvikt, funksjonssvikt, skrøpelighet, skrøpelegheit, skrøpelig, skrøpeleg, "
            "allmenn svekkelse, generell svekkelse, redusert allmenntilstand, falltendens, alderdomssvekkelse"
        ),
        Cause.HEART: (
            "hjertesvikt, hjartesvikt, hjerte, hjarte, hjertesykdom, hjartesjukdom, hjerteinfarkt, "
            "hjarteinfarkt, hjerteoperasjon, hjarteoperasjon, hjerte og kar"
        ),
        Cause.CANCER: "kreft, kreftsykdom, kreftsjukdom",
        Cause.NEUROLOGICAL: (
            "nevrologisk, nevrologisk sykdom, nevrologisk sjukdom, parkinson, parkinsons sykdom, parkinsons "
            "sjukdom, ms, multippel sklerose, als, polynevropati"
        ),
        Cause.MILD_COGNITIVE_IMPAIRMENT: "mild kognitiv svikt, kognitiv svikt, mild demens",
        Cause.MENTAL_HEALTH: (
            "psykisk helse, psykisk lidelse, psykisk liding, depresjon, angst, psykisk sykdom, psykisk sjukdom"
        ),
        Cause.OTHER: "annet, anna, andre, annen, annan, annen årsak, annan årsak",
    }
)

NO_SERVICE = "none"
SERVICES = word_list(
    {
        NO_SERVICE: "ingen, ingen tjenester, ingen tenester, nei, 0",
        ServiceKind.HOME_NURSING: (
            "hjemmesykepleie, hjemmesjukepleie, heimesjukepleie, sykepleie, sjukepleie, helsetjenester i hjemmet, "
            "helsetenester i heimen, helsehjelp i hjemmet, helsehjelp i heimen"
        ),
        ServiceKind.PRACTICAL_HELP: (
            "praktisk bistand, praktisk hjelp, hjemmehjelp, heimehjelp, praktisk bistand og opplæring, "
            "praktisk bistand til daglige gjøremål, praktisk bistand daglige gjøremål, rengjøring, reingjering"
        ),
        ServiceKind.SAFETY_ALARM: "trygghetsalarm, tryggleiksalarm, alarm, digital trygghetsalarm",
        ServiceKind.AID: "hjelpemiddel, hjelpemidler",
        ServiceKind.DAY_CENTRE: (
            "dagsenter, dagtilbud, dagtilbod, dagaktivitet, dagaktivitetstilbud, dagaktivitetstilbod"
        ),
        ServiceKind.MEALS: "matombringing, mat på døren, mat på døra, middagsombringing, matlevering",
        ServiceKind.TRANSPORT: "skyss, TT-kort, transporttjeneste, transportteneste",
        ServiceKind.SHORT_TERM_PLACE: "korttidsopphold, korttidsopphald, korttidsplass, avlastningsopphold",
        ServiceKind.NURSING_HOME_PLACE: (
            "sykehjem, sjukeheim, sykehjemsplass, sjukeheimsplass, langtidsopphold, langtidsopphald, langtidsplass"
        ),
        ServiceKind.UNSPECIFIED: "andre tjenester, andre tenester, annet, anna",
    }
)

LANGUAGES = word_list(
    {
        Language.NB: "bokmål, norsk, norsk bokmål, no, nor, nob, nb-no",
        Language.NN: "nynorsk, norsk nynorsk, nno, nn-no",
        Language.SE: "nordsamisk, samisk, davvisámegiella, sme, se-no",
        Language.EN: "engelsk, english, eng, en-gb",
    }
)

GROUPS = word_list(
    {
        Group.FIRST_TIME: (
            "ny søker, ny søkar, ny søkjar, nye søkere, nye søkarar, nye søkjarar, nysøker, nysøkere, nysøkar, ny, "
            "nye, ny bruker, ny brukar, nye brukere, førstegangssøkere, førstegongssøkarar, nye brukarar, "
            "førstegangssøker, førstegongssøkar, førstegongssøkjar, første gang, uten tjenester, utan tenester"
        ),
        Group.EXISTING: (
            "har hjemmesykepleie, har heimesjukepleie, har hjemmetjenester, har hjemmetjeneste, har heimetenester, "
            "har heimeteneste, har tjenester, har tenester, eksisterende, eksisterande, eksisterende bruker, "
            "eksisterande brukar, eksisterende brukere, hjemmesykepleie, heimesjukepleie, hjemmetjenester, "
            "heimetenester, gammel bruker, kjent bruker, kjend brukar, har tjenester fra før, har tenester frå før, "
            "hadde tjenester fra før, hadde tenester frå før, hadde tjenester, hadde tenester, "
            "eksisterende tjenester, eksisterande tenester, eksisterande brukarar"
        ),
    }
)

COMPLETED = "completed"
DROPOUT_REASONS = word_list(
    {
        COMPLETED: (
            "ingen, ikke avbrutt, ikkje avbrote, fullført, fullførte, gjennomført, nei, som planlagt, planlagt"
        ),
        DropoutReason.HOSPITAL: (
            "sykehusinnleggelse, sjukehusinnlegging, sykehus, sjukehus, innlagt, innlagt sykehus, innlagt på "
            "sykehus, innlagd på sjukehus, innleggelse, innlegging, lagt inn på sykehus, sykehusinnlagt"
        ),
        DropoutReason.DEATH: "død, død i perioden, dødsfall, døydde, døde, mors",
        DropoutReason.MOVED: "flyttet, flytta, flytting, flyttet fra kommunen, flytta frå kommunen, utflytting",
        DropoutReason.WITHDREW: (
            "trakk seg, trekte seg, ønsket å avslutte, eget ønske, etter eget ønske, eige ønske, takket nei, "
            "takka nei, avsluttet selv, avslutta sjølv, ville ikke mer, ville ikkje meir, trukket seg, "
            "motivasjon, manglende motivasjon"
        ),
        DropoutReason.OTHER: "annet, anna, andre, annen årsak, annan årsak, annen grunn, annan grunn",
    }
)


def split_services(text: str) -> list[str]:
    """The services named in one cell: "Trygghetsalarm, Hjemmesykepleie" holds two."""
    if plain(text) in SERVICES:
        return [text.strip()]
    parts: list[str] = []
    for part in re.split(r"[,;/+&|\n]", text):
        inner = [part] if plain(part) in SERVICES else re.split(r"\s+(?:og|samt)\s+", part)
        parts.extend(word.strip() for word in inner if plain(word) or has_letter(word))
    return parts
