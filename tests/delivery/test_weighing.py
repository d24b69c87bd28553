"""Of each copy only its newest weighing counts: for itself, for its ISBN and for its kind."""

from datetime import timedelta

from rayon import clock
from rayon.catalogue.models import TitleIsbn
from rayon.database import reading, writing
from rayon.delivery.models import Weighing
from rayon.delivery.weighing import weights_of
from rayon.ids import new_id
from tests.builders import a_copy, a_title

NOVEL = {"pages": 320, "format": "1 vol. (320 p.) ; 21 cm"}
ESTIMATE = 402


def weigh(app, item, *grams):
    """One after another."""
    with app.app_context(), writing() as session:
        for minute, one in enumerate(grams):
            at = clock.now() + timedelta(minutes=minute)
            session.add(Weighing(id=new_id(), item_id=item, grams=one, at=at))


def weight_of(app, item):
    with app.app_context(), reading() as session:
        return weights_of(session, [item])[item]


def novel(app, canal, barcode, isbn=""):
    title = a_title(app, **NOVEL)
    if isbn:
        with app.app_context(), writing() as session:
            session.add(TitleIsbn(title_id=title, isbn=isbn))
    return a_copy(app, canal, title, barcode, kind="book")


def test_a_corrected_slip_spoils_no_estimate_of_its_kind(app, canal):
    other = novel(app, canal, "OTHER")
    weigh(app, novel(app, canal, "N-0"), 2, 2, 2, 2, 2, 2, 442)
    assert weight_of(app, other).grams == ESTIMATE, "one copy is one lesson"
    for number in range(1, 5):
        weigh(app, novel(app, canal, f"N-{number}"), 442)
    assert weight_of(app, other).grams == 442


def test_a_corrected_slip_spoils_no_copy_of_the_same_isbn(app, canal):
    weighed, other = (novel(app, canal, name, "9782070360024") for name in ("A", "B"))
    weigh(app, weighed, 4, 4, 412)
    assert (weight_of(app, weighed).grams, weight_of(app, other).grams) == (412, 412)
