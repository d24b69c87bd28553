"""What rides next time is on the public page of a stop, whatever stands in a title."""

from tests.builders import a_copy, a_title
from tests.phones import a_phone
from tests.rounds.conftest import an_id


def test_the_selection_is_on_the_page_and_harms_nobody(app, canal, ines, readers):
    a_copy(app, canal, a_title(app, "<script>alert(1)</script>", author="O’Hara & fils"), "1001")
    said = {"id": an_id("line"), "neighbourhood": an_id("quai"), "day": "2026-12-02"}
    cart = a_phone(app, canal, ines)
    assert cart.post("/api/cart/choose", {**said, "barcode": "1001"}).status_code == 200
    page = readers.visitor().get(readers.page).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "O’Hara &amp; fils" in page
    assert "<script>" not in page
    left = cart.post(f"/api/cart/lines/{an_id('line')}/leave", {"because": "not_this_time"})
    assert left.status_code == 200
    assert "alert(1)" not in readers.visitor().get(readers.page).text
