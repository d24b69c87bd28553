"""MARC records: what is understood, what is refused, and in which words."""

from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import select

from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.items import Import, import_items
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.places import Creating
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.models import Item, Title, TitleIsbn
from rayon.database import reading
from tests.catalogue.library_files import a_record, an_item, marc_file, reasons

GOOD = a_record("good", an_item("GOOD1"))
ANY = Options(creating=Creating(True, True), most_rejected=0.99)


def bring_in(path: Path, mapping: str = "uva-999", options: Options = ANY) -> Import:
    return import_items(path, load_mapping(mapping), options)


def copies() -> dict[str, Item]:
    with reading() as session:
        found = {item.barcode: item for item in session.scalars(select(Item))}
        session.expunge_all()
    return found


def damaged(raw: bytes, at: int, by: bytes) -> bytes:
    return raw[:at] + by + raw[at + len(by) :]


def test_volumes_are_read_from_call_numbers_that_differ_by_nothing_else(
    library: APIFlask, tmp_path: Path
) -> None:
    bring_in(
        marc_file(
            tmp_path,
            a_record(
                "u1", an_item("A1", "DP402 .M2 1981 V.1"), an_item("A2", "DP402 .M2 1981 V.2")
            ),
            a_record("u2", an_item("B1", "Z7295 .N3 no.60"), an_item("B2", "Z7295 .N3 no.60 c.2")),
        )
    )
    found = {barcode: item.volume for barcode, item in copies().items()}
    assert found == {"A1": "v.1", "A2": "v.2", "B1": "", "B2": ""}


def test_koha_says_what_is_lost_lent_or_damaged(library: APIFlask, tmp_path: Path) -> None:
    base = {"o": "R ZOL", "b": "CANAL", "c": "ROM", "y": "LIV"}
    items = [
        {**base, "p": "IN", "0": "0", "1": "0", "4": "0", "7": "0"},
        {**base, "p": "LENT", "q": "2026-12-01"},
        {**base, "p": "LOST", "1": "2"},
        {**base, "p": "TORN", "4": "1"},
        {**base, "p": "GONE", "0": "1", "q": "2026-12-01"},
        {**base, "p": "DESK", "7": "-1"},
        {**base, "p": "FILM", "y": "DVD", "3": "2 DVD + livret"},
    ]
    done = bring_in(marc_file(tmp_path, a_record("7", *items, tag="952")), "koha-952")
    found = copies()
    assert done.problems == []
    assert {barcode: item.status for barcode, item in found.items()} == {
        "IN": "available",
        "LENT": "on_loan",
        "LOST": "missing",
        "TORN": "not_for_loan",
        "GONE": "withdrawn",
        "DESK": "not_for_loan",
        "FILM": "available",
    }
    assert str(found["LENT"].due_on) == "2026-12-01"
    film = found["FILM"]
    assert (film.kind, film.parts, film.parts_note) == ("dvd", 3, "2 DVD + livret")


def test_unimarc_records_of_a_french_koha_come_in(library: APIFlask, tmp_path: Path) -> None:
    record = a_record(
        "42",
        {"f": "3001", "k": "BD HER 5", "b": "CANAL", "e": "ROM", "r": "BD", "v": "5"},
        tag="995",
        title="unused",
        leader="00000nam0 2200000   450 ",
        f200={"a": "Été à Moulinsart", "f": "Rose Estève"},
        f010={"a": "978-2-07-036822-8"},
        f210={"c": "Casterman", "d": "DL 1987"},
        f215={"a": "62 p."},
    )
    record.remove_fields("245")
    bring_in(marc_file(tmp_path, record.as_marc()), "koha-995")
    with reading() as session:
        title = session.scalars(select(Title)).one()
        assert (title.title, title.author, title.year, title.pages) == (
            "Été à Moulinsart",
            "Rose Estève",
            "1987",
            62,
        )
        assert session.scalars(select(TitleIsbn.isbn)).one() == "9782070368228"
    assert (copies()["3001"].kind, copies()["3001"].volume) == ("comic", "5")


def test_a_barcode_met_twice_stays_with_the_first_copy(library: APIFlask, tmp_path: Path) -> None:
    records = [a_record(f"u{n}", an_item(code)) for n, code in enumerate(["A", "B", "A"])]
    done = bring_in(marc_file(tmp_path, *records, a_record("u9", an_item("C"), an_item("C"))))
    assert len(done.problems) == 2
    assert str(done.problems[0]).startswith("record 3, barcode: The barcode A was met before")
    with reading() as session:
        title = session.get_one(Title, copies()["A"].title_id)
    assert title.record == "u0"


RAW = a_record("bad", an_item("BAD1")).as_marc()
BASE = int(RAW[12:17])

HOSTILE = {
    "the leader is no number": damaged(RAW, 0, b"abcde"),
    "the length is too small": damaged(RAW, 0, b"00050"),
    "the length is too big": damaged(RAW, 0, b"99999"),
    "the length is negative": damaged(RAW, 0, b"-0001"),
    "the base address is outside": damaged(RAW, 12, b"99998"),
    "the base address is zero": damaged(RAW, 12, b"00000"),
    "the directory is text": damaged(RAW, 24, b"x" * (BASE - 25)),
    "a field is outside": damaged(RAW, 27, b"9999"),
    "a field lies over others": damaged(RAW, 27, f"{len(RAW) - BASE:04d}".encode()),
    "it says UTF-8 and is not": RAW.replace(b"Germinal", b"Germin\xe9l"),
    "a subfield code is no letter": RAW.replace(b"\x1faGerminal", b"\x1f\xe9Germinal"),
    "it has no title": RAW.replace(b"Germinal", b"        "),
    "it has no number": RAW.replace(b"\x1ebad\x1e", b"\x1e   \x1e"),
    "the barcode is empty": RAW.replace(b"BAD1", b"    "),
    "the barcode has a control character": RAW.replace(b"BAD1", b"BA\x01D"),
    "the barcode has a space": RAW.replace(b"BAD1", b"B D1"),
    "it is a leader alone": RAW[:24] + b"\x1d",
    "it is nothing": b"\x1d",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_bad_record_is_listed_and_its_neighbours_come_in(
    library: APIFlask, tmp_path: Path, raw: bytes
) -> None:
    after = a_record("after", an_item("GOOD2"))
    done = bring_in(marc_file(tmp_path, GOOD, raw, after))
    assert set(copies()) == {"GOOD1", "GOOD2"}
    assert len(done.problems) == 1
    assert str(done.problems[0]).startswith("record 2")


def test_a_directory_that_declares_thousands_of_fields_is_not_read(
    library: APIFlask, tmp_path: Path
) -> None:
    entries, body = b"500900000000" * 5_000, b"\x1e" + b"x" * 8_999
    base = 24 + len(entries) + 1
    leader = f"{base + len(body) + 1:05d}nam a22{base:05d} a 4500".encode()
    done = bring_in(marc_file(tmp_path, GOOD, leader + entries + b"\x1e" + body + b"\x1d"))
    assert "5000 fields" in reasons(done.problems)
    assert set(copies()) == {"GOOD1"}


def test_titles_lose_control_characters_and_nothing_else(library: APIFlask, tmp_path: Path) -> None:
    title = "<script>alert(1)</script> \x00Ra\u0301s\x07  {{7*7}}"
    bring_in(marc_file(tmp_path, a_record("u1", an_item("X1"), title=title)))
    with reading() as session:
        assert session.scalars(select(Title.title)).one() == "<script>alert(1)</script> Rás {{7*7}}"


def test_utf8_that_does_not_say_so_is_read_as_what_it_is(library: APIFlask, tmp_path: Path) -> None:
    raw = a_record("u1", an_item("X1"), title="L’été à Sète").as_marc()
    bring_in(marc_file(tmp_path, damaged(raw, 9, b" ")))
    with reading() as session:
        assert session.scalars(select(Title.title)).one() == "L’été à Sète"


@pytest.mark.parametrize("content", [b"", b"\n", b"not marc at all", b"x" * 800_000])
def test_a_file_that_is_not_marc_is_refused(
    library: APIFlask, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "file.mrc"
    path.write_bytes(content)
    with pytest.raises(FileRefused):
        bring_in(path)


def test_a_file_of_which_much_is_rejected_changes_nothing(
    library: APIFlask, tmp_path: Path
) -> None:
    path = marc_file(tmp_path, GOOD, a_record("u2", an_item("has space")))
    with pytest.raises(FileRefused, match="1 of 2"):
        bring_in(path, options=Options(creating=Creating(True, True)))
    assert copies() == {}
