"""“What is this?”: a document in hand, on nobody's list."""

from tests.builders import a_copy, a_hold, a_location, a_patron, a_title


def test_ada_reads_what_it_is_and_where_it_belongs(app, canal, phone):
    title = a_title(app, "L’Étranger", author="Albert Camus")
    romans = a_location(app, canal, "Romans", 1)
    a_copy(app, canal, title, "C-1", romans, call_number="R CAM")
    a_hold(app, canal, title, patron=a_patron(app, last_name="Durand"))
    answer = phone.post("/api/lookup", {"barcode": "C-1"})
    document = answer.get_json()
    assert (document["title"]["title"], document["location"]) == ("L’Étranger", "Romans")
    assert " ".join(document["lines"]) == "R CAM"
    assert "Durand" not in answer.text


def test_a_number_nobody_knows(phone):
    answer = phone.post("/api/lookup", {"barcode": "X-9"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_barcode")
    assert phone.post("/api/lookup", {"barcode": "\x00"}).status_code == 400
