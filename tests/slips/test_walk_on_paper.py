"""A walk on paper: what stands on it can be read, and scanned back."""

import base64
import re
from datetime import UTC, datetime
from html import unescape

import pytest
import zxingcpp

from rayon.slips.walk import bars
from tests.builders import a_copy, a_hold, a_patron, a_selection, a_title, a_walk
from tests.phones import a_phone
from tests.slips.printing import drawn


def paper(phone, walk):
    answer = phone.get(f"/api/walks/{walk}/paper")
    assert answer.status_code == 200
    return answer.text


def test_the_label_the_title_and_the_slip(app, canal, phone):
    title = a_title(app, "L’Étranger", author="Albert Camus")
    a_copy(app, canal, title, "C-1", call_number="R CAM")
    lou = a_patron(app, last_name="Durand", card="29999")
    page = paper(phone, a_walk(app, canal, a_hold(app, canal, title, patron=lou)))
    for words in ("L’Étranger", "Albert Camus", "CAM", "C-1"):
        assert words in page
    assert "Durand" not in page
    assert "29999" not in page


def test_the_first_of_a_month_in_french(app, canal, ada, clock):
    clock.set(datetime(2026, 12, 1, 8, tzinfo=UTC))
    page = paper(a_phone(app, canal, ada), a_walk(app, canal, a_selection(app, canal)))
    assert "mardi 1er décembre 2026" in page


def test_the_wishes_of_a_selection(app, canal, phone):
    assert "des dinosaures" in paper(phone, a_walk(app, canal, a_selection(app, canal)))


def test_a_hostile_title_is_only_text(app, canal, phone):
    title = a_title(app, "<script>alert(1)</script>", author='"><img onerror=x>')
    a_copy(app, canal, title, "C-1", call_number="<b>R</b>")
    page = paper(phone, a_walk(app, canal, a_hold(app, canal, title)))
    assert "<script" not in page
    assert "<img onerror" not in page
    assert "<b>" not in page
    assert "alert(1)" in unescape(page)


def test_nothing_on_the_page_needs_leave_from_its_policy(app, canal, phone):
    title = a_title(app)
    a_copy(app, canal, title, "C-1")
    page = paper(phone, a_walk(app, canal, a_hold(app, canal, title)))
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", page)
    (stylesheet,) = re.findall(r'href="([^"]+\.css)"', page)
    with phone.get(stylesheet) as answer:
        assert answer.status_code == 200


@pytest.mark.parametrize("barcode", ["31234000123453", "C-0001", "!~0", "1"])
def test_every_barcode_reads_as_what_it_says(barcode):
    picture = bars(barcode)
    svg = base64.b64decode(picture.split(",", 1)[1])
    (read,) = zxingcpp.read_barcodes(drawn(svg))
    assert (read.text, read.format) == (barcode, zxingcpp.BarcodeFormat.Code128)


def test_without_a_barcode_there_is_no_picture():
    assert bars("") == ""
