"""Quotation marks and the shape of text files: nobody is swallowed by another, no cell slides into the next."""

import pytest

from fotfeste.channels.intake.rules.problems import UnreadableFile
from tests.data.intake.building import csv_file
from tests.data.intake.checking import check

HEAD = "Fornavn;Etternavn;Fødselsdato;Henvist dato;Henvist fra;Henvist av;Merknad;Telefon"
ALMA = "Alma;Oppdiktet;01.02.1941;02.11.2026;Ny søker;Lege;{};11111111"
EVA = "Eva;Oppdiktet;01.02.1942;02.11.2026;Ny søker;Lege;{};22222222"
KARI = "Kari;Oppdiktet;01.02.1943;02.11.2026;Ny søker;Lege;ok;33333333"


def file(*lines: str, head: str = HEAD, end: str = "\n") -> bytes:
    return (end.join([head, *lines]) + end).encode()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('"vil hjem', '"vil også'),
        ('"vil hjem', 'vil "også"'),
        ('"vil hjem', "også"),
        ('"', '""'),
    ],
)
def test_a_quotation_mark_that_swallows_a_row_refuses_the_file_by_its_line(first: str, second: str) -> None:
    with pytest.raises(UnreadableFile, match="quotation mark in line 2"):
        check(file(ALMA.format(first), EVA.format(second), KARI))


@pytest.mark.parametrize("second", ['"', 'også"', '"også"'[1:], '""også""";"'[2:9]])
def test_a_text_that_holds_a_whole_row_is_refused_with_the_lines_it_goes_over(second: str) -> None:
    checked = check(file(ALMA.format('"vil hjem'), EVA.format(second), KARI))
    assert [record.given_name for record in checked.accepted] == ["Kari"]
    (refusal,) = checked.refused
    assert refusal.column == "Merknad"
    assert "from line 2 to line 3" in refusal.problem.shown()


def test_a_text_of_several_lines_with_semicolons_is_taken_and_told() -> None:
    note = '"Mål; gå tur; lage mat;\nlese; sove; spise"'
    checked = check(file(ALMA.format(note), KARI))
    assert len(checked.accepted) == 2
    assert [(n.row, n.column) for n in checked.notices] == [("2", "Merknad")]
    plain = check(file(ALMA.format('"Gå på kafé;\nsynge ""høyt"""'), KARI))
    assert plain.accepted[0].note == 'Gå på kafé;\nsynge "høyt"'
    assert plain.notices == []


def test_marks_inside_a_text_are_kept_and_odd_ones_told() -> None:
    assert check(file(ALMA.format('skjerm på 5" og 7"'))).accepted[0].note == 'skjerm på 5" og 7"'
    for note in ('"Gå \\"tur\\" nå"', '"Vil" hjem'):
        checked = check(file(ALMA.format(note)))
        assert ("2", True) in {(n.row, "Quotation marks are oddly placed" in n.text.shown()) for n in checked.notices}


def test_spaces_round_quoted_cells_belong_to_no_cell() -> None:
    row = '"Alma"; "Oppdiktet"; "01.02.1941"; "02.11.2026"; "Ny søker"; "Lege"; "hjem; snart" ; "11111111"'
    checked = check(file(row))
    assert [(r.family_name, r.note, r.phone) for r in checked.accepted] == [("Oppdiktet", "hjem; snart", "11111111")]
    assert checked.notices == []


def test_headings_that_come_again_are_a_refused_row_and_other_headings_refuse_the_file() -> None:
    checked = check(file(ALMA.format("x"), HEAD, KARI))
    assert [record.given_name for record in checked.accepted] == ["Alma", "Kari"]
    assert [r.problem.shown() for r in checked.refused] == ["The row repeats the headings."]
    other = HEAD.replace("Fornavn;Etternavn", "Etternavn;Fornavn")
    with pytest.raises(UnreadableFile, match="Row 3 of the file holds other headings"):
        check(file(ALMA.format("x"), other, KARI))


def test_files_pasted_together_are_told_where_the_second_begins() -> None:
    checked = check(file(ALMA.format("x")) + b"\xef\xbb\xbf" + file(EVA.format("y")))
    assert [record.given_name for record in checked.accepted] == ["Alma", "Eva"]
    assert [(r.line, r.problem.shown()) for r in checked.refused] == [(3, "The row repeats the headings.")]
    pasted = check(file(ALMA.format("x")) + b"\xef\xbb\xbf" + (EVA.format("y") + "\n").encode())
    assert pasted.accepted[1].given_name == "Eva"
    assert [(n.row, "another file" in n.text.shown()) for n in pasted.notices] == [("3", True)]


@pytest.mark.parametrize("told", ["sep=;", '"sep=;"', "sep=,", "SEP=;;;;"])
def test_a_delimiter_told_above_the_table_is_believed_only_where_the_headings_agree(told: str) -> None:
    assert len(check(file(HEAD, ALMA.format("x"), head=told)).accepted) == 1


@pytest.mark.parametrize("footer", ["Sum;;;;;;;2", "Sist oppdatert 27.11.2026", "# laget av fagsystemet", "Antall: 1"])
def test_a_line_below_the_list_is_refused_and_takes_no_row_with_it(footer: str) -> None:
    checked = check(file(ALMA.format("x"), footer))
    assert [record.given_name for record in checked.accepted] == ["Alma"]
    assert {refusal.line for refusal in checked.refused} == {3}


def test_lines_without_end_are_refused_before_they_are_taken_apart() -> None:
    with pytest.raises(UnreadableFile, match="lines"):
        check(file(ALMA.format("x")) + b"\n" * 11_000_000)


def test_a_list_of_the_length_a_page_takes_is_read_with_texts_of_many_lines() -> None:
    head, row = HEAD.split(";"), ALMA.format("x").split(";")
    days = [f"{n % 28 + 1:02}.{n % 12 + 1:02}.{1930 + n // 40}" for n in range(200)]
    rows = [[*row[:2], day, *row[3:6], "linje\n" * 50, "1"] for day in days]
    checked = check(csv_file([head, *rows]))
    assert len(checked.accepted) + len(checked.refused) == 200


def test_headings_below_much_else_are_said_to_stand_there_and_blank_lines_do_not_count() -> None:
    assert len(check(b"\n" * 1000 + file(ALMA.format("x"))).accepted) == 1
    with pytest.raises(UnreadableFile, match="no further up than in row 41"):
        check(b"Tittel\n" * 40 + file(ALMA.format("x")))
