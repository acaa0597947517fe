"""Letters that came through many programs: read as what they were, or told; and names of all the world left alone."""

import pytest

from fotfeste.channels.intake.rules.doubts import odd_word, wrong_word
from fotfeste.channels.intake.rules.letters import decode, mend
from fotfeste.channels.intake.rules.problems import UnreadableFile
from tests.data.intake.building import csv_file, example
from tests.data.intake.checking import check

HEAD = ["Fnr", "Fornavn", "Etternavn", "Adresse", "Dato", "Vei inn", "Henviser"]
REST = ["04.09.2026", "Hjemmetjenester", "Fastlege"]


def listed(*names: tuple[str, str, str], encoding: str = "utf-8") -> bytes:
    """A list with headings in ASCII, so that the names alone show how the file was saved."""
    return csv_file([HEAD, *(["28895826067", *name, *REST] for name in names)]).decode().encode(encoding, "replace")


BJORN = ("Bjørn", "Sætre", "Sjøgata 3")


@pytest.mark.parametrize(
    ("encoding", "page"),
    [("mac_roman", "Mac Roman"), ("cp850", "CP850 (DOS)"), ("cp865", "CP850 (DOS)"), ("cp861", "CP850 (DOS)")],
)
@pytest.mark.parametrize(
    "name",
    [
        BJORN,
        ("Åse", "Aas", "Gata 1"),
        ("Pål", "Li", "Gata 1"),
        ("BJØRG", "ÆRLIG", "VESTRE ÅS 4"),
        ("Tøger", "Vik", "A 1"),
    ],
    ids=str,
)
def test_a_code_page_is_told_by_the_letters_of_a_single_name(
    encoding: str, page: str, name: tuple[str, str, str]
) -> None:
    checked = check(listed(name, encoding=encoding))
    (record,) = checked.accepted
    assert (record.given_name, record.family_name, record.address) == name
    (notice,) = checked.notices
    assert page in notice.text.shown()
    assert all(letter in notice.text.shown() for letter in "".join(name) if ord(letter) > 127)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-16"])
def test_wide_letters_are_read_with_and_without_their_mark(encoding: str) -> None:
    checked = check(listed(BJORN, encoding=encoding))
    assert [record.given_name for record in checked.accepted] == ["Bjørn"]
    assert checked.notices == []


def test_a_code_page_nobody_knows_refuses_the_file_and_says_how_to_save_it() -> None:
    with pytest.raises(UnreadableFile, match="Lagre som"):
        decode(b"Fornavn;Etternavn\nBj\x81rn;S\x8dtre\nP\x90l;\x9dvre\n")


def test_utf_8_that_was_saved_twice_or_thrice_is_put_right_and_told() -> None:
    text = "Bjørn Sætre, Åse “Ŋuolas” Čáhci – Nguyễn"
    for codec in ("cp1252", "latin-1", "mac_roman", "cp850", "cp437"):
        once = "".join(_misread(byte, codec) for byte in text.encode())
        assert mend(once) == text
    twice = text.encode().decode("latin-1").encode().decode("latin-1")
    assert mend(twice) == text
    assert mend("BjÃƒÆ’Ã‚Â¸rn") == "Bjørn"
    checked = check(listed(("BjÃ¸rn", "SÃ¦tre", "Gata 1"), ("BjÃƒÂ¸rg", "Vik", "Gata 1")))
    assert [record.given_name for record in checked.accepted] == ["Bjørn"]
    assert ("2", "Fornavn") in {(notice.row, notice.column) for notice in checked.notices}
    assert "“BjÃ¸rn” was read as “Bjørn”" in checked.notices[0].text.shown()


def _misread(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize(
    "name",
    [
        *("Bj?rn", "?se", "Bj¿rn", "Bj›rn", "Bj°rn", "Bj¢rn", "¯vre", "®rlig", "Bj|rn", "S{tre", "}se", "Bj_rn"),
        *("Bj&oslash;rn", "Bj&#248;rn", "Bj%C3%B8rn", "Bj=F8rn", "Bj\\u00f8rn", "Bj+APg-rn", "Bj□rn", "S┬tre", "Bj*rn"),
        *("√se", "INGEBJ»RG", "«RLIG", "M·rj", "Ma³gorzata", "Bj#rn", "Bj~rn", "Zo‘"),
    ],
)
def test_a_sign_in_the_place_of_a_letter_refuses_a_name_and_is_told_of_a_note(name: str) -> None:
    assert wrong_word(f"Kari {name}") == name
    rows = [[*HEAD, "Merknad"], ["28895826067", "Kari", name.replace(";", ""), "Gata 1", *REST, ""]]
    if ";" not in name:
        checked = check(csv_file(rows))
        assert [(r.column, r.problem.shown()[: len(name) + 2]) for r in checked.refused] == [("Etternavn", f"“{name}”")]
    checked = check(csv_file([rows[0], ["28895826067", "Kari", "Vik", "Gata 1", *REST, f"Sa {name} hei"]]))
    assert [n.column for n in checked.notices if n.row] == ["Merknad"]


@pytest.mark.parametrize(
    "text",
    ["Hjerneslag? Venter på MR", "Kunne gå til butikken?", "38,5 °C", "38°C", "inngang 3_B", "rom 3|B", "(?)", "Slag ?",
     "Glad 😀 i dag", "Å\u00a0gå på tur", "1=2"],
)  # fmt: skip
def test_ordinary_prose_says_nothing_of_lost_letters(text: str) -> None:
    rows = [[*HEAD, "Merknad"], ["28895826067", "Kari", "Vik", "Gata 1", *REST, text]]
    checked = check(csv_file(rows))
    assert checked.accepted[0].note == text
    assert checked.notices == []


@pytest.mark.parametrize("name", ["Hansen?", "Bl?", "Kari ?"])
def test_a_question_mark_behind_a_name_is_kept_and_told(name: str) -> None:
    checked = check(listed((name, "Vik", "Gata 1")))
    assert [record.given_name for record in checked.accepted] == [name]
    assert ["question mark" in notice.text.shown() for notice in checked.notices] == [True]


@pytest.mark.parametrize(("name", "sign"), [("=1+1", "="), ("<b>Kari", "<b>"), ("+Kari", "+"), ("Kari😀", "😀")])
def test_a_sign_that_stands_in_no_name_is_named_and_nothing_said_of_lost_letters(name: str, sign: str) -> None:
    checked = check(listed((name, "Vik", "Gata 1")))
    assert [r.problem.shown() for r in checked.refused] == [f"“{name}” holds “{sign}”, which no name contains."]
    assert checked.notices == []


@pytest.mark.parametrize("text", ["Å\u00a0gå på tur", "Å–en", "Ø\u00a0vest", "Ëåáåäåâà", "PÅ…", "PÅ\u00a0LANDET"])
def test_right_letters_are_not_mended_into_others(text: str) -> None:
    assert mend(text) == text


def test_a_chinese_sign_among_latin_letters_refuses_a_name() -> None:
    assert [r.column for r in check(listed(("茇åäåâà", "Vik", "Gata 1"))).refused] == ["Fornavn"]
    assert check(listed(("小明", "王", "Gata 1"))).refused == []


@pytest.mark.parametrize(
    "name",
    [
        *("BjŒrn", "kafŽ", "TÂre", "SÊtre", "pÕ", "BjÂrn", "Ïvre", "ãrlig", "Bjřrn", "Řvrebø", "Sćtre", "Ĺse", "Bjųrn"),
        *("S’TRE", "’rlig", "BjГёrn", "pσl", "Îëåíà", "Èáhci", "üSVEI", "Bjżrn"),
    ],
)
def test_letters_no_name_has_together_are_told(name: str) -> None:
    assert odd_word(f"Kari {name}") == name
    checked = check(listed(("Kari", name, "Gata 1")))
    assert ("2", "Etternavn") in {(notice.row, notice.column) for notice in checked.notices}


NAMES = example("names.txt").decode().splitlines()
ADDRESSES = example("addresses.txt").decode().splitlines()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_the_world_are_left_alone(name: str, encoding: str) -> None:
    try:
        name.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("the code page has no such letters")
    given, family = name.rsplit(" ", 1)
    checked = check(listed((given, family, "Gata 1"), encoding=encoding))
    assert [(r.given_name, r.family_name) for r in checked.accepted] == [(given, family)]
    assert (checked.notices, mend(name)) == ([], name)


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_as_people_write_them_are_left_alone(address: str) -> None:
    checked = check(listed(("Vakker", "Blomst", address)))
    assert [r.address for r in checked.accepted] == [address]
    assert checked.notices == []


def test_wrong_letters_in_one_row_warn_of_the_whole_file() -> None:
    checked = check(listed(BJORN, ("K?re", "Vik", "Gata 1")))
    assert len(checked.accepted) == 1
    assert [notice.text.shown()[:28] for notice in checked.notices] == ["Letters are wrong in at leas"]


def test_an_error_of_a_spreadsheet_in_a_text_file_is_no_name() -> None:
    for error in ("#N/A", "#REF!", "#NAVN?", "#VERDI!", "########"):
        checked = check(listed((error, "Blomst", "Gata 1")))
        assert [(r.column, error in r.problem.shown()) for r in checked.refused] == [("Fornavn", True)]


def test_what_would_suit_another_column_is_told() -> None:
    checked = check(listed(("Vakker", "Storgata 25", "Kleppe")))
    assert [(notice.column, "right column" in notice.text.shown()) for notice in checked.notices] == [
        ("Etternavn", True)
    ]


def test_a_space_that_keeps_words_together_says_nothing_of_the_code_page() -> None:
    checked = check(listed(("Alma\u00a0Marie", "Blomst", "Gata\u00a01"), encoding="cp1252"))
    assert [record.given_name for record in checked.accepted] == ["Alma Marie"]
    assert checked.notices == []
    assert check(listed(("M\u00fcller", "Blomst", "A 1"), encoding="cp850")).accepted[0].given_name == "Müller"
