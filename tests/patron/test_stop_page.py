"""The page of a stop, as somebody reads it who scanned a flyer."""

import re

import pytest

from tests.rounds.conftest import a_stop, an_id, begin, quai, tuesday

__all__ = ["quai", "tuesday"]


@pytest.fixture
def voltaire(office, quai) -> str:
    """The address of the page of Place Voltaire."""
    seen = office.get("/api/rounds").get_json()
    page: str = seen["neighbourhoods"][0]["stops"][0]["page"]
    return page


def read(client, path: str, language: str = "fr") -> str:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return re.sub(
        r"[ \n]+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", answer.text, flags=re.S)
    )


def test_when_and_where(client, voltaire):
    said = read(client, voltaire)
    assert "mercredi 2 décembre 16\u00a0h\u00a010 – 17\u00a0h" in said
    assert "En cas de pluie\u00a0: sous la halle" in said
    assert "mercredi 16 décembre" in said
    assert "Wednesday 2 December 16:10 – 17:00" in read(client, voltaire, "en")
    assert "Wednesday 2 December" in read(client, f"{voltaire}?language=en", "fr")


def test_a_visit_called_off_is_shown_and_the_next_one_counts(client, office, quai, voltaire):
    path = f"/api/rounds/neighbourhoods/{quai}/visits"
    office.post(f"{path}/2026-12-02/cancel", {"because": "Neige"})
    office.post(f"{path}/2026-12-16/move", {"to_day": "2026-12-17"})
    said = read(client, voltaire)
    assert "Prochain passage jeudi 17 décembre 16\u00a0h\u00a010" in said
    assert "Au lieu du mercredi 16 décembre." in said
    assert "mercredi 2 décembre 16\u00a0h\u00a010 – 17\u00a0h Annulé. Neige" in said


def test_a_visit_that_is_over_is_gone_from_the_page(client, clock, voltaire):
    clock.set(clock.now().replace(month=12, day=2, hour=16, minute=1))
    assert "2 décembre" not in read(client, voltaire)


def test_a_stop_that_is_no_more_says_so(client, office, voltaire):
    begin(office, stops=[a_stop("Écluse", "17:15", "18:00")])
    assert "ne s’arrête plus ici" in read(client, voltaire)
    office.post(f"/api/rounds/neighbourhoods/{an_id('quai')}/end")
    page = read(client, voltaire)
    assert "ne s’arrête plus ici" in page
    assert "Réserver" not in page
    assert "téléphone" not in page


def test_nothing_comes_from_elsewhere_and_nothing_is_remembered(client, voltaire):
    answer = client.get(voltaire)
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in answer.text
    addresses = re.findall(r'(?:src|href|action)="([^"]+)"', answer.text)
    assert [one for one in addresses if not one.startswith(("/", "tel:", "?"))] == []
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe-inline" not in policy
    assert len(answer.data) < 12_000


def test_a_hostile_place_is_only_a_place(client, office):
    seen = begin(office, stops=[a_stop("<script>alert(1)</script>", "16:00", "17:00")])
    page = seen["neighbourhoods"][0]["stops"][0]["page"]
    assert "<script" not in client.get(page).text


@pytest.mark.parametrize("about", ["accessibility", "privacy"])
def test_statement_and_notice_are_one_link_away(client, voltaire, about):
    assert f'href="{voltaire}/{about}"' in client.get(voltaire).text
    assert client.get(f"{voltaire}/{about}").status_code == 200


@pytest.mark.parametrize("path", ["/p/stop/nowhere", "/p/stop/nowhere/privacy", "/p/stop/%27"])
def test_an_address_that_is_wrong(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "noindex" in answer.text and "<h1>" in answer.text
