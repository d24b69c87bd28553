"""What the desk, the courier and the billing service are shown of a day."""

import csv
import re
from base64 import b64decode
from datetime import date, timedelta
from io import StringIO

import pytest
import zxingcpp

from rayon.catalogue.branches import all_of
from rayon.database import reading
from rayon.delivery.actions.money import sum_id
from rayon.delivery.views import round_view
from rayon.ids import new_id
from tests.builders import a_copy, a_title, a_walk, pick_of, row
from tests.moving_clock import MONDAY
from tests.people import a_person
from tests.phones import a_phone
from tests.slips.printing import drawn


def read_back(text):
    """As a French spreadsheet opens it."""
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def cents(cell):
    return round(float(cell.replace(",", ".")) * 100)


def test_a_day_is_seen_stop_by_stop(afternoon):
    home = afternoon.order(2)
    afternoon.packed(home)
    day = afternoon.desk.get("/api/delivery/day?day=2026-11-24").get_json()
    (stop,) = day["stops"]
    assert (stop["documents"], stop["missing"], stop["line"]) == (2, 0, "12 Rue Voltaire")
    assert [parcel["status"] for parcel in stop["parcels"]] == ["closed"]
    assert (day["is_late"], day["today"], day["after"]) == (False, "2026-11-23", "2026-11-25")


def test_what_was_asked_for_a_minute_ago_is_not_said_to_be_not_found(app, canal, afternoon):
    home, title, hold = afternoon.order(0), a_title(app), new_id()
    a_copy(app, canal, title, "C-1")
    asked = {"patron": home.patron, "title": title, "pickup_branch": canal}
    afternoon.desk.do("order_hold", hold, {**asked, "delivery": home.delivery})

    def counted():
        day = afternoon.desk.get("/api/delivery/day?day=2026-11-24").get_json()
        (stop,) = day["stops"]
        return stop["to_look_for"], stop["missing"]

    assert counted() == (1, 0)
    walk = a_walk(app, canal, hold)
    afternoon.desk.do("claim_walk", walk)
    assert counted() == (1, 0)
    afternoon.desk.do("report_not_found", pick_of(app, hold))
    assert counted() == (0, 1)


def test_after_eight_what_is_still_out_is_late(app, canal, afternoon, clock):
    afternoon.loaded(afternoon.order())
    for hours, is_late in ((34, False), (37, True)):
        clock.set(MONDAY + timedelta(hours=hours))
        dana = a_person(app, canal, f"Dana {hours}", "supervisor")
        path = "/api/delivery/day?day=2026-11-24"
        assert a_phone(app, canal, dana).get(path).get_json()["is_late"] is is_late


def test_the_packing_screen_says_what_is_too_heavy_and_how_to_share_it(afternoon):
    home = afternoon.order(3)
    for barcode in home.copies.values():
        said = {"id": new_id(), "barcode": barcode, "grams": 900}
        assert afternoon.desk.post("/api/delivery/weighings", said).status_code == 200
    shown = afternoon.desk.get(f"/api/delivery/deliveries/{home.delivery}").get_json()
    assert [one["weight"]["step"] for one in shown["documents"]] == ["weighed"] * 3
    assert sorted(len(parcel) for parcel in shown["split"]) == [1, 2]
    assert (shown["limit"], shown["consent"]) == (2000, "read")


def test_packing_by_its_screen(afternoon):
    home, parcel = afternoon.order(2), new_id()
    for barcode in home.copies.values():
        said = {"delivery": home.delivery, "barcode": barcode}
        shown = afternoon.desk.post(f"/api/delivery/parcels/{parcel}/pack", said).get_json()
    assert [one["documents"] for one in shown["parcels"]] == [2]
    assert shown["parcels"][0]["doubt"] > 0
    closed = afternoon.desk.post(f"/api/delivery/parcels/{parcel}/close", {"grams": 1999})
    assert closed.get_json()["parcels"][0]["status"] == "closed"
    heavy = afternoon.desk.post(f"/api/delivery/parcels/{parcel}/reopen")
    assert heavy.status_code == 200
    heavy = afternoon.desk.post(f"/api/delivery/parcels/{parcel}/close", {"grams": 2001})
    assert (heavy.status_code, heavy.get_json()["code"]) == (409, "parcel_too_heavy")
    assert "2001" in heavy.get_json()["message"]


def test_what_no_scale_shows_is_asked_again(afternoon):
    home = afternoon.order()
    parcel, barcode = new_id(), next(iter(home.copies.values()))
    said = {"delivery": home.delivery, "barcode": barcode}
    afternoon.desk.post(f"/api/delivery/parcels/{parcel}/pack", said)
    for grams in (4, 10_001):
        weighing = {"id": new_id(), "barcode": barcode, "grams": grams}
        answer = afternoon.desk.post("/api/delivery/weighings", weighing)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "absurd_weight")
    for grams in (2, 30_001):
        answer = afternoon.desk.post(f"/api/delivery/parcels/{parcel}/close", {"grams": grams})
        assert (answer.status_code, answer.get_json()["code"]) == (422, "absurd_weight")
    # What an older phone may have recorded is judged and not lost.
    recorded = afternoon.desk.do("weigh_document", new_id(), {"barcode": barcode, "grams": 2})
    assert recorded["outcome"] == "applied"


@pytest.mark.parametrize("said", ["deliver_parcel", "report_absent"])
def test_an_ended_parcel_still_shows_what_was_in_it(afternoon, said):
    home = afternoon.order(2)
    parcel = afternoon.packed(home)
    payload = {"to": "patron"} if said == "deliver_parcel" else {}
    assert afternoon.bike.do(said, parcel, payload)["outcome"] == "applied"
    shown = afternoon.desk.get(f"/api/delivery/deliveries/{home.delivery}").get_json()
    assert [one["documents"] for one in shown["parcels"]] == [2]
    assert {one["barcode"] for one in shown["documents"]} == set(home.copies.values())


def test_the_label_has_its_bars_its_stop_and_no_title(app, afternoon):
    home = afternoon.order(bell="<b>Petit</b>")
    parcel = afternoon.packed(home)
    afternoon.desk.post("/api/delivery/stops", {"day": "2026-11-24"})
    page = afternoon.desk.get(f"/api/delivery/parcels/{parcel}/label").text
    (svg,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    (read,) = zxingcpp.read_barcodes(drawn(b64decode(svg)))
    assert read.text == row(app, "parcel", parcel)["number"]
    assert read.format == zxingcpp.BarcodeFormat.Code128
    assert ">1<" in page
    assert "Livre" not in page and "Petit" not in page and "Voltaire" not in page


def test_stops_are_in_the_shortest_order_until_they_are_moved(afternoon):
    places = {"far": (2.2660, 48.8985), "near": (2.2875, 48.8938), "between": (2.2790, 48.8960)}
    homes = {name: afternoon.order(lon=lon, lat=lat) for name, (lon, lat) in places.items()}
    lost = afternoon.order(lon=None, lat=None)
    body = {"day": "2026-11-24"}
    assert afternoon.desk.post("/api/delivery/stops", body).get_json() == {"stops": 4}
    stops = {name: afternoon.row("delivery", home.delivery)["stop"] for name, home in homes.items()}
    assert sorted(stops.values()) == [1, 2, 3]
    assert afternoon.row("delivery", lost.delivery)["stop"] == 4
    by_hand = [lost.delivery, *(home.delivery for home in homes.values())]
    afternoon.desk.post("/api/delivery/stops", {**body, "deliveries": by_hand})
    assert afternoon.row("delivery", lost.delivery)["stop"] == 1


def test_karim_sees_the_doors_of_today_and_no_other(afternoon, clock):
    home = afternoon.order(bell="Petit 3e", instructions="Code 12B34", lon=2.28, lat=48.89)
    afternoon.packed(home)
    assert afternoon.bike.get("/api/delivery/round").get_json()["stops"] == []
    afternoon.order(bell="Petit 4e")
    with afternoon.app.app_context(), reading() as session:
        shown = round_view(session, all_of(session)[afternoon.branch], date(2026, 11, 24))
    assert ([one["bell"] for one in shown["stops"]], shown["unpacked"]) == (["Petit 3e"], 1)
    assert afternoon.bike.get("/api/delivery/day").status_code == 403
    assert afternoon.bike.get(f"/api/delivery/deliveries/{home.delivery}").status_code == 403


def test_the_round_says_what_was_scanned_onto_the_bike_whatever_became_of_it(afternoon):
    ended, packed = afternoon.loaded(afternoon.order()), afternoon.packed(afternoon.order())
    afternoon.bike.do("report_absent", ended)
    with afternoon.app.app_context(), reading() as session:
        shown = round_view(session, all_of(session)[afternoon.branch], date(2026, 11, 24))
    loaded = {one["id"]: one["loaded"] for stop in shown["stops"] for one in stop["parcels"]}
    assert loaded == {ended: True, packed: False}


def test_the_manifest_is_a_table_whose_formulas_are_disarmed(afternoon):
    home = afternoon.order(bell="=HYPERLINK(1)", instructions="+cmd|' /C calc'!A0")
    afternoon.packed(home)
    answer = afternoon.desk.get("/api/delivery/manifest.csv?day=2026-11-24")
    assert answer.mimetype == "text/csv"
    head, line = read_back(answer.text)
    assert len(head) == len(line) == 9
    assert line[1] == "'=HYPERLINK(1)" and line[5].startswith("'+cmd")
    paper = afternoon.desk.get("/api/delivery/manifest?day=2026-11-24").text
    assert "Rue Voltaire" in paper and "Livre" not in paper


def test_the_statement_read_back_has_the_right_sums(app, afternoon):
    said = [("report_absent", {}), ("deliver_parcel", {"to": "patron"}), ("report_incident", {})]
    parcels = []
    for name, payload in said:
        parcels.append(afternoon.loaded(afternoon.order(account="FAC-0001")))
        afternoon.bike.do(name, parcels[-1], payload)
    other = afternoon.loaded(afternoon.order(account="FAC-0002"))
    afternoon.bike.do("report_absent", other)
    afternoon.desk.post(
        f"/api/delivery/sums/{sum_id(other, 'due')}/annul", {"reason": "courier_mistake"}
    )
    answer = afternoon.desk.get("/api/delivery/sums/statement.csv?month=2026-11")
    _head, *lines = read_back(answer.text)
    kinds = [line[0] for line in lines]
    totals = {line[1]: cents(line[5]) for line in lines if line[0] == kinds[-1]}
    assert totals == {"FAC-0001": 1000, "FAC-0002": 0}
    of_parcels = [cents(line[5]) for line in lines if line[0] != kinds[-1]]
    assert sorted(of_parcels) == [0, 500, 500]
    shown = afternoon.desk.get("/api/delivery/sums?month=2026-11").get_json()
    assert shown["cents"] == sum(of_parcels)


def test_a_month_is_closed_by_its_screen(afternoon, clock):
    answer = afternoon.desk.post("/api/delivery/sums/close", {"month": "2026-11"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "month_is_not_over")
    assert afternoon.desk.get("/api/delivery/sums?month=2026-13").status_code == 422


def test_a_parcel_that_is_back_is_scanned_in(afternoon):
    parcel = afternoon.loaded(afternoon.order())
    afternoon.bike.do("report_absent", parcel)
    number = {"number": afternoon.row("parcel", parcel)["number"]}
    for _try in range(2):
        assert afternoon.desk.post("/api/delivery/received", number).status_code == 200
    unknown = afternoon.desk.post("/api/delivery/received", {"number": "COLNOBODY"})
    assert (unknown.status_code, unknown.get_json()["code"]) == (404, "unknown_parcel")
