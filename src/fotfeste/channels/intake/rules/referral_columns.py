"""What the columns of a list of referrals are called, in bokmål, nynorsk and the short forms people use."""

from .columns import Kind, known_field
from .problems import N_, message

REFERRALS = Kind(
    fields=(
        known_field(
            "row_name",
            N_("row"),
            "løpenr, løpenummer, lnr, lopenr, nr, nummer, rad, radnr, radnummer, id, linje, linjenr, henvisningsnr, "
            "henvisningsid, tilvisingsnr, saksnr, saksnummer, referanse, ref",
        ),
        known_field(
            "national_number",
            N_("national identity number"),
            "fødselsnummer, fødselsnr, fnr, f.nr, personnummer, personnr, pnr, fødsels- og personnummer, "
            "fødselsnummer/d-nummer, fnr/dnr, d-nummer, dnr, fødsels nr, fødselsnummer (11 siffer), "
            "fødselsnummer 11 siffer, national number, personidentifikator",
        ),
        known_field("birth_date", N_("birth date"), "fødselsdato, født, fødd, fdato, f.dato, fødselsdag, birth date"),
        known_field("given_name", N_("first name"), "fornavn, førenamn, fornamn, for- og mellomnavn, first name"),
        known_field("family_name", N_("last name"), "etternavn, etternamn, slektsnavn, surname, last name"),
        known_field(
            "full_name", N_("whole name"), "navn, namn, fullt navn, fullt namn, hele navnet, pasientnavn, name"
        ),
        known_field("sex", N_("sex"), "kjønn, sex"),
        known_field("address", N_("address"), "adresse, gateadresse, bostedsadresse, bustadadresse, gate, address"),
        known_field("postal_code", N_("postal code"), "postnr, postnummer, post nr, postal code"),
        known_field("city", N_("town"), "poststed, poststad, sted, stad, by, city"),
        known_field(
            "municipality_number", N_("municipality number"), "kommunenr, kommunenummer, komm.nr, knr, kommune nr"
        ),
        known_field(
            "phone",
            N_("telephone"),
            "telefon, tlf, telefonnummer, telefonnr, tlf.nr, mobil, mobilnr, mobiltelefon, phone",
        ),
        known_field(
            "other_phone",
            N_("second telephone"),
            "mobil, mobilnr, mobilnummer, mobiltelefon, mob, mobiltlf, tlf mobil, telefon mobil, telefon privat, "
            "tlf privat, privattelefon, fasttelefon, hjemmetelefon, telefon 2, telefon2, tlf 2, tlf2, tlf",
        ),
        known_field(
            "referred_on",
            N_("date of referral"),
            "henvist dato, henvisningsdato, dato henvist, dato for henvisning, henvisning dato, henvist den, "
            "tilvist dato, tilvisingsdato, dato tilvist, dato for tilvising, tilvist den, meldt dato, meldingsdato, "
            "dato meldt, mottatt dato, dato mottatt, motteken dato, dato motteken, mottatt, motteken, søknadsdato, "
            "henvist, tilvist, registrert dato, dato, referred on",
        ),
        known_field(
            "route",
            N_("referred from"),
            "henvist fra, henvist frå, vei inn, veg inn, inngang, tilvist frå, kommer fra, kjem frå, "
            "hvor kommer henvisningen fra, henvisningsvei, tilvisingsveg, søkergruppe, søkartype, søkertype, route",
        ),
        known_field(
            "referrer",
            N_("referred by"),
            "henviser, henvist av, tilvisar, tilvist av, meldt av, melder, meldar, hvem henviser, kven tilviser, "
            "henvisende instans, tilvisande instans, referrer",
        ),
        known_field(
            "referrer_name",
            N_("name of the referrer"),
            "navn på henviser, henvisers navn, henviser navn, namn på tilvisar, tilvisar namn, kontaktperson henviser",
        ),
        known_field(
            "function_loss",
            N_("loss of function"),
            "funksjonsfall, funksjonstap, type funksjonsfall, funksjonsfall type, brått eller gradvis",
        ),
        known_field(
            "function_loss_on",
            N_("date of the loss of function"),
            "funksjonsfall dato, dato for funksjonsfall, dato funksjonsfall, funksjonsfallsdato, funksjonstap dato, "
            "dato for funksjonstap",
        ),
        known_field(
            "cause",
            N_("cause"),
            "årsak, årsak til funksjonsfall, hovedårsak, hovudårsak, diagnose, hoveddiagnose, cause",
        ),
        known_field(
            "services",
            N_("services today"),
            "dagens tjenester, dagens tenester, tjenester i dag, tenester i dag, nåværende tjenester, "
            "noverande tenester, tjenester, tenester, eksisterende tjenester, har tjenester, services",
        ),
        known_field(
            "hours_per_week",
            N_("hours per week"),
            "timer per uke, timer pr uke, timer/uke, timar per veke, timar pr veke, timar/veke, t/uke, t/veke, "
            "timer uke, tjenestetimer per uke, antall timer per uke, tal timar per veke, timer, timar, hours per week",
        ),
        known_field(
            "what_matters",
            N_("what matters"),
            "hva er viktig for deg, kva er viktig for deg, hva er viktig, kva er viktig, viktig for deg, mål, "
            "brukers mål, hva er viktig for bruker, kva er viktig for brukar, ønsker, what matters",
        ),
        known_field("lives_alone", N_("lives alone"), "bor alene, bur åleine, aleneboende, åleinebuande, enslig"),
        known_field(
            "home_situation",
            N_("home situation"),
            "hjemmesituasjon, heimesituasjon, bosituasjon, busituasjon, boforhold, buforhold, bolig, bustad",
        ),
        known_field("language", N_("language"), "språk, morsmål, målform, foretrukket språk, ønsket språk, language"),
        known_field("interpreter", N_("interpreter"), "tolk, tolkebehov, behov for tolk, trenger tolk, treng tolk"),
        known_field(
            "gp_name", N_("GP"), "fastlege, fastlegens navn, navn på fastlege, fastlege navn, fastlegen sitt namn"
        ),
        known_field(
            "discharge_on", N_("discharge date"), "utskrivingsdato, utskrivningsdato, dato for utskriving, utskrives"
        ),
        known_field("urgent", N_("urgent"), "haster, hastar, haste, akutt henvisning"),
        known_field(
            "relative_name",
            N_("next of kin"),
            "pårørende, pårørande, nærmeste pårørende, næraste pårørande, navn på pårørende, pårørende navn",
        ),
        known_field(
            "relative_phone",
            N_("telephone of next of kin"),
            "telefon pårørende, pårørende telefon, tlf pårørende, pårørendes telefon, telefon pårørande, tlf pårørande",
        ),
        known_field(
            "note", N_("note"), "merknad, merknader, kommentar, kommentarar, kommentarer, notat, annet, anna, note"
        ),
    ),
    required=(("family_name", "full_name"), ("national_number", "birth_date"), ("referred_on",), ("route",)),
    identity="national_number",
)

# What to write where a cell has none of the words that are known.
ROUTE_CURE = message(
    N_("Write one of: Utskriving fra sykehus, Etter rehabiliteringsopphold, Har hjemmetjenester, Ny søker.")
)
LOSS_CURE = message(N_("Write Brått or Gradvis, or leave the cell empty."))
