"""A location gets another order; what its bays begin with follows."""

from apiflask import APIFlask
from sqlalchemy import update

from rayon.call_numbers import key
from rayon.catalogue.models import Location
from rayon.database import table_of, writing
from rayon.shelves.start_keys import renew_start_keys
from tests.builders import a_location
from tests.shelves.floors import a_floor, begins, rows_of


def test_starts_follow_the_scheme_of_their_location(app: APIFlask, canal: int) -> None:
    science = a_location(app, canal, "Sciences")
    a_floor(app, canal, {"bay": "A-01", "starts": [begins(1, science, "523.1 HAW")]})
    location = table_of(Location)
    with app.app_context():
        with writing() as session:
            mine = location.c.id == science
            session.execute(update(location).where(mine).values(scheme="dewey"))
        assert renew_start_keys(science) == 1
        assert renew_start_keys(science) == 0
    assert rows_of(app, "bay_start")[0]["sort_key"] == key("dewey", "523.1 HAW")
