"""MARCXML: the same records, and XML that wants to do harm."""

from pathlib import Path

import pytest
from apiflask import APIFlask
from pymarc import record_to_xml
from sqlalchemy import select

from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.items import Import, import_items
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.places import Creating
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.models import Item, Title
from rayon.database import reading
from tests.catalogue.library_files import a_record, an_item, reasons

OPEN = b'<?xml version="1.0" encoding="UTF-8"?><collection xmlns="http://www.loc.gov/MARC21/slim">'
SHUT = b"</collection>"
RECORDS = [a_record(f"u{n}", an_item(f"X{n}"), title="L’été à Sète") for n in range(3)]


def xml_file(folder: Path, *parts: bytes) -> Path:
    path = folder / "items.xml"
    path.write_bytes(b"".join(parts))
    return path


def bring_in(path: Path) -> Import:
    options = Options(creating=Creating(True, True), most_rejected=0.9)
    return import_items(path, load_mapping("uva-999"), options)


def test_records_come_in_as_from_any_other_file(library: APIFlask, tmp_path: Path) -> None:
    done = bring_in(xml_file(tmp_path, OPEN, *map(record_to_xml, RECORDS), SHUT))
    assert (done.checked.copies, done.problems) == (3, [])
    with reading() as session:
        assert set(session.scalars(select(Title.title))) == {"L’été à Sète"}
        assert set(session.scalars(select(Item.call_number))) == {"PQ2504 .A1 1885"}


def test_a_prefix_and_utf_16_are_read_too(library: APIFlask, tmp_path: Path) -> None:
    text = (OPEN + record_to_xml(RECORDS[0]) + SHUT).decode().replace('"UTF-8"', '"UTF-16"')
    text = text.replace("<", "<marc:").replace("<marc:/", "</marc:").replace("<marc:?", "<?")
    text = text.replace("xmlns=", "xmlns:marc=")
    assert bring_in(xml_file(tmp_path, text.encode("utf-16"))).checked.copies == 1


def test_a_bad_record_is_listed_and_its_neighbours_come_in(
    library: APIFlask, tmp_path: Path
) -> None:
    good = record_to_xml(RECORDS[0])
    bad = good.replace(b'tag="245"', b'tag="24"').replace(b"X0", b"X9")
    many = b"<record>" + b'<datafield tag="500"></datafield>' * 600 + b"</record>"
    done = bring_in(xml_file(tmp_path, OPEN, good, bad, many, SHUT))
    assert done.checked.copies == 1
    assert "record 2" in reasons(done.problems)
    assert "501 fields" in reasons(done.problems)


HARMFUL = {
    "a document type": b'<!DOCTYPE c SYSTEM "http://example.org/x.dtd"><collection/>',
    "a file from the server": b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><c>&x;</c>',
    "a billion laughs": b'<!DOCTYPE c [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><c>&b;</c>',
    "an unknown entity": OPEN + b"<record>&boom;</record>" + SHUT,
    "no end": OPEN + record_to_xml(RECORDS[0]),
    "half a record": OPEN + record_to_xml(RECORDS[0])[:200],
    "a text without end": OPEN + b"<record><leader>" + b"x" * 3_000_000,
    "a tag without end": OPEN + b'<record a="' + b"x" * 3_000_000,
    "too deep": b"<a>" * 50_000,
    "other XML": b"<html><body>Sign in to the Wi-Fi</body></html>",
    "not UTF-8": OPEN + b"<record><leader>\xff\xfe</leader></record>" + SHUT,
    "an unknown encoding": b'<?xml version="1.0" encoding="klingon"?><collection/>',
}


@pytest.mark.parametrize("content", HARMFUL.values(), ids=HARMFUL.keys())
def test_xml_that_wants_to_do_harm_is_refused_in_words(
    library: APIFlask, tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(FileRefused) as refused:
        bring_in(xml_file(tmp_path, content))
    assert "Export it again" in str(refused.value)
