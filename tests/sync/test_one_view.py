"""What is read together belongs together, on both databases."""

from sqlalchemy import select, update

from rayon.database import one_view, writing
from rayon.sync.models import Installation


def test_what_is_written_meanwhile_is_not_seen(in_app):
    number = select(Installation.last_change)
    with one_view() as connection:
        before = connection.scalar(number)
        with writing() as session:
            session.execute(update(Installation).values(last_change=before + 1))
        assert connection.scalar(number) == before
    with one_view() as connection:
        assert connection.scalar(number) == before + 1
