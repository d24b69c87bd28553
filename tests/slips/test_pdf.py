"""Paper as a PDF, where the server can make one."""

from contextlib import closing

import pypdfium2
import pytest

from rayon.slips import pdf
from tests.builders import (
    a_copy,
    a_hold,
    a_patron,
    a_slot,
    a_title,
    a_walk,
    pick_of,
    the_server_does,
)
from tests.slips.printing import LABEL_PRINTER, codes_on, size_in_mm


def test_a_server_without_the_extra_says_so_and_offers_the_page(desk, monkeypatch):
    monkeypatch.setattr(pdf, "import_module", _not_installed)
    pdf.makes_pdf.cache_clear()
    assert desk.get("/api/paper/choices").get_json() == {"pdf": False}
    refused = desk.get("/api/paper/scan-sheet?form=pdf")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "no_pdf")
    assert desk.get("/api/paper/scan-sheet").status_code == 200
    pdf.makes_pdf.cache_clear()


@pytest.mark.parametrize(
    ("address", "size"),
    [
        ("scan-sheet?form=pdf", (210, 297)),
        ("slot-labels?form=pdf&x=1.5", (210, 297)),
        ("hold-slips?form=pdf", (80, 100)),
    ],
)
def test_a_pdf_is_what_the_browser_would_print(app, canal, desk, address, size):
    pytest.importorskip("weasyprint", reason="the extra [pdf] is not installed")
    a_slot(app, canal, "A1")
    title = a_title(app, "L’Œuvre au noir")
    a_copy(app, canal, title, "C-OEUVRE")
    hold = a_hold(app, canal, title, patron=a_patron(app))
    a_walk(app, canal, hold)
    read = {"barcode": "C-OEUVRE", "how": "scanner"}
    assert the_server_does(app, "report_found", pick_of(app, hold), read).outcome == "applied"
    answer = desk.get(f"/api/paper/{address}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    with closing(pypdfium2.PdfDocument(answer.get_data())) as document:
        sheets = [sheet.render(scale=LABEL_PRINTER / 72).to_pil() for sheet in document]
    assert [size_in_mm(sheet) for sheet in sheets] == [size]
    assert codes_on(sheets[0]), "the codes on it can be read"


def _not_installed(_name: str) -> None:
    raise ImportError
