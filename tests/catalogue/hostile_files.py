"""Files that are broken, lie, or want to do harm; each under a name that says how."""

import random
from collections.abc import Iterator

from tests.catalogue.library_files import HEADER, a_record, an_item, rows

Files = dict[str, bytes]
GOOD_ROWS = "\n".join([HEADER, *rows(40)]) + "\n"
GOOD_RECORDS = [a_record(f"g{n}", an_item(f"G{n}")).as_marc() for n in range(40)]
ONE = a_record("bad", an_item("BAD1")).as_marc()
BASE = int(ONE[12:17])


def hostile_tables() -> Files:
    """At least 100 files that call themselves CSV."""
    return {
        **dict(_encodings()),
        **dict(_quotes()),
        **dict(_sizes()),
        **dict(_cells()),
        **dict(_others()),
        **{f"cut at byte {at}": GOOD_ROWS.encode()[:at] for at in range(7, 1500, 83)},
        **{f"a few bytes turned, {seed}": _turned(GOOD_ROWS.encode(), seed) for seed in range(16)},
    }


def hostile_records() -> Files:
    """At least 60 files that call themselves MARC."""
    return {
        **dict(_leaders()),
        **dict(_directories()),
        **dict(_xml()),
        **{f"cut at byte {at}": GOOD_RECORDS[0][:at] for at in range(1, 190, 21)},
        **{
            f"a few bytes turned, {seed}": _turned(b"".join(GOOD_RECORDS), seed)
            for seed in range(16)
        },
    }


def _encodings() -> Iterator[tuple[str, bytes]]:
    text = GOOD_ROWS.replace("Titre", "Été à Sète, œuvre")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037", "cp850"):
        yield encoding, text.encode(encoding, errors="replace")
    yield "two encodings in one file", text.encode() + text.encode("cp1252")
    yield "UTF-8, cut inside a letter", text.encode()[: text.encode().index(b"\xc3") + 1]
    yield "UTF-16, cut inside a letter", text.encode("utf-16")[:-1]
    yield "the mark of UTF-16 and then UTF-8", b"\xff\xfe" + text.encode()
    yield "overlong and lone bytes", text.encode().replace(b"\xc3\x89", b"\xc0\xaf\xed\xa0\x80")
    yield "three marks", b"\xef\xbb\xbf" * 3 + text.encode()


def _quotes() -> Iterator[tuple[str, bytes]]:
    for place in (0, len(HEADER) // 2, len(HEADER) + 3, len(GOOD_ROWS) // 2):
        opened = GOOD_ROWS[:place] + '"' + GOOD_ROWS[place:]
        yield f"a quote opened at {place}", opened.encode()
        yield f"a quote opened at {place} of a long file", (opened + GOOD_ROWS * 300).encode()
    yield "quotes alone", b'"' * 200_000
    yield "quotes and semicolons", b'";"' * 200_000
    yield "a quote opened in every line", GOOD_ROWS.replace(";Titre", ';"Titre').encode()
    yield "one row over a million lines", HEADER.encode() + b"\n" + b'"x\n";' * 500_000
    yield "a quote in the middle of a word", GOOD_ROWS.replace("Titre", 'Ti"tre').encode()


def _sizes() -> Iterator[tuple[str, bytes]]:
    yield "a million columns", b";".join(b"c%d" % n for n in range(1_000_000)) + b"\n"
    yield "a million cells in a row", HEADER.encode() + b"\n" + b";" * 1_000_000 + b"\n"
    yield "a field of a million signs", _with_cell("x" * 1_000_000)
    yield "a quoted field of a million signs", _with_cell('"' + "x" * 1_000_000 + '"')
    yield "a header of a million signs", b"x" * 1_000_000
    yield "ten million semicolons", b";" * 10_000_000
    yield "ten million signs without a line", b"x" * 10_000_000
    yield "a million empty lines", HEADER.encode() + b"\n" * 1_000_000
    yield "100,000 headers", (HEADER + "\n").encode() * 100_000
    yield "a barcode of 100,000 digits", _with_cell("R ZOL", barcode="3" * 100_000)
    yield "100,000 accents on one letter", _with_cell("e" + "\u0301" * 100_000)


def _cells() -> Iterator[tuple[str, bytes]]:
    cells = {
        "a formula": "=cmd|' /C calc'!A0",
        "a sum": "+1+1",
        "an at sign": "@SUM(A1)",
        "a full-width formula": "＝1+1",
        "markup": "<script>alert(1)</script>",
        "a template": "{{7*7}}${7*7}%(x)s%s{0}",
        "a path": "../../../../etc/passwd",
        "a query": "'; DROP TABLE item; --",
        "a NUL": "a\0b",
        "an escape sequence": "\x1b[2J\x07",
        "right to left": "\u202etxt.exe",
        "a lone combining mark": "\u0301",
        "an emoji": "📚" * 50,
        "a non-character": "\ufffe\uffff",
        "a byte-order mark": "\ufeff" * 10,
        "line separators": "a\u2028b\u2029c\x85d",
        "a tabulator": "a\tb",
        "a vertical one": "a\x0bb\x0cc",
    }
    for name, cell in cells.items():
        yield f"{name} as call number", _with_cell(cell)
        yield f"{name} as barcode", _with_cell("R ZOL", barcode=cell)
    for barcode in ("3.9E+13", "3,9E+13", "1e400", "-1", "٣٠٠٠١", "0x10", "NaN", "1" * 33):
        yield f"the barcode {barcode}", _with_cell("R ZOL", barcode=barcode)
    for due in ("31/02/2026", "9999999-01-01", "0000-00-00", "99/99/9999", "tomorrow"):
        header = HEADER + ";due_on"
        yield f"due on {due}", f"{header}\n{rows(1)[0]};{due}\n".encode()


def _others() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "a mark and nothing", b"\xef\xbb\xbf"
    yield "blanks", b" \n" * 1000
    yield "NULs", b"\0" * 1_000_000
    yield "old Mac line ends", GOOD_ROWS.replace("\n", "\r").encode()
    yield "mixed line ends", GOOD_ROWS.replace("1\n", "1\r\n").replace("2\n", "2\r").encode()
    yield "one column too few", GOOD_ROWS.replace(";disponible", "").encode()
    yield "a column twice", GOOD_ROWS.replace("author", "barcode").encode()
    yield "no barcode column", GOOD_ROWS.replace("barcode", "shoe size").encode()
    yield "the same row 20,000 times", (HEADER + "\n" + (rows(1)[0] + "\n") * 20_000).encode()
    yield "a ZIP archive", b"PK\x03\x04" + b"\0" * 1000
    yield "a gzip bomb", b"\x1f\x8b\x08" + b"\0" * 1000
    yield "an old spreadsheet", b"\xd0\xcf\x11\xe0" + b"\0" * 1000
    yield "a PDF", b"%PDF-1.7\n" + bytes(range(256)) * 100
    yield "noise", random.Random(1).randbytes(300_000)
    yield "a page of HTML", b"<!DOCTYPE html><html><body>Wi-Fi</body></html>"


def _leaders() -> Iterator[tuple[str, bytes]]:
    lies = [
        b"00000",
        b"00001",
        b"00024",
        b"00050",
        b"99999",
        b"-0001",
        b"abcde",
        b"1e999",
        b"     ",
    ]
    for lie in lies:
        yield f"length {lie.decode()}", GOOD_RECORDS[0] + lie + ONE[5:] + GOOD_RECORDS[1]
        yield f"base address {lie.decode()}", GOOD_RECORDS[0] + ONE[:12] + lie + ONE[17:]
    yield "indicators lie", ONE[:10] + b"99" + ONE[12:]
    yield "it says UTF-8 and is not", ONE.replace(b"Germinal", b"Germin\xe9l")
    yield "it says MARC-8 and is UTF-8", _at(ONE.replace(b"Germinal", "Été à S".encode()), 9, b" ")
    yield "MARC-8 escapes", ONE[:9] + b" " + ONE[10:].replace(b"Germinal", b"\x1b$1!0!0!0")
    yield "records of nothing", b"\x1d" * 300_000
    yield "leaders alone", (ONE[:24] + b"\x1d") * 20_000
    yield "no record ends", b"\x1e\x1f" * 1_000_000
    yield "text after the records", GOOD_RECORDS[0] + b"that is all"


def _directories() -> Iterator[tuple[str, bytes]]:
    yield "5,000 entries on one field", _entries(b"500900000000", 5_000)
    yield "499 entries on one field", _entries(b"500900000000", 499)
    yield "fields outside", ONE[:27] + b"9999" + ONE[31:]
    yield "fields over each other", ONE[:27] + b"%04d" % (len(ONE) - BASE) + ONE[31:]
    yield "a directory of text", ONE[:24] + b"x" * (BASE - 25) + ONE[BASE - 1 :]
    yield "a directory of NULs", ONE[:24] + b"\0" * (BASE - 25) + ONE[BASE - 1 :]
    yield "an uneven directory", _at(ONE, 12, b"%05d" % (BASE - 1))
    yield "a field of subfield marks", ONE.replace(b"Germinal", b"\x1f" * 8)
    yield "a field of field ends", ONE.replace(b"Germinal", b"\x1e" * 8)
    yield "tags of signs", ONE.replace(b"999", b"!?\0", 1)


def _xml() -> Iterator[tuple[str, bytes]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "a billion laughs", f'<!DOCTYPE c [<!ENTITY l0 "ha">{laughs}]><c>&l9;</c>'.encode()
    yield (
        "a file of the server",
        b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><c>&x;</c>',
    )
    yield "a DTD elsewhere", b'<!DOCTYPE c SYSTEM "http://127.0.0.1:1/x.dtd"><c/>'
    yield "quadratic blow-up", b'<!DOCTYPE c [<!ENTITY a "' + b"a" * 90_000 + b'">]><c>&a;</c>'
    yield "50,000 levels", b"<record>" * 50_000
    yield "an attribute of 3 MB", b'<record x="' + b"x" * 3_000_000 + b'"/>'
    yield "a text of 3 MB", b"<record><leader>" + b"x" * 3_000_000 + b"</leader></record>"
    yield "100,000 attributes", b"<record " + b" ".join(b'a%d="1"' % n for n in range(100_000))
    yield "a comment of 3 MB", b"<!--" + b"-x" * 1_500_000
    yield "no records", b"<collection></collection>"
    yield "cut", b'<collection><record><controlfield tag="001">u1'
    yield "no tags", b"<record><datafield><subfield>x</subfield></datafield></record>"


def _with_cell(cell: str, barcode: str = "39999") -> bytes:
    good = "\n".join(rows(8))
    return f"{HEADER}\n{good}\n{barcode};9;Titre;;CANAL;ROM;{cell};\n".encode(errors="replace")


def _entries(entry: bytes, count: int) -> bytes:
    body = b"\x1e" + b"x" * 8_999
    base = 24 + 12 * count + 1
    leader = b"%05dnam a22%05d a 4500" % (base + len(body) + 1, base)
    return leader + entry * count + b"\x1e" + body + b"\x1d"


def _at(raw: bytes, place: int, by: bytes) -> bytes:
    return raw[:place] + by + raw[place + len(by) :]


def _turned(raw: bytes, seed: int) -> bytes:
    chance, turned = random.Random(seed), bytearray(raw)
    for _ in range(1 + seed):
        turned[chance.randrange(len(turned))] = chance.randrange(256)
    return bytes(turned)
