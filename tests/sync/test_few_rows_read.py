"""What rules are given is found by an index that names it: years of history cost nothing."""

from collections.abc import Iterator

import pytest
from apiflask import APIFlask

from rayon import database
from rayon.prepared import Prepared
from rayon.sync import loading

#: Tables that grow with every morning, or that hold all the library has.
LARGE = ("hold", "pick", "item", "walk", "ils_task", "action")


def _questions() -> Iterator[tuple[str, Prepared]]:
    for name, found in vars(loading).items():
        for one in found.values() if isinstance(found, dict) else [found]:
            if isinstance(one, Prepared):
                yield name, one


def test_no_question_of_a_batch_reads_a_whole_table(app: APIFlask) -> None:
    plans = {}
    with app.app_context(), database.reading_rows() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL plans by what lies in the tables; these are empty")
        for name, question in _questions():
            asked = question.ready(connection, [{"named": []}])
            words = f"EXPLAIN QUERY PLAN {asked.words}"
            steps = connection.exec_driver_sql(words, tuple(asked.values[0]))
            plans[name] = [step[3] for step in steps]
    assert len(plans) > 20
    assert not {
        (name, step)
        for name, plan in plans.items()
        for step in plan
        if "ix_hold_status_search" in step or step.startswith(tuple(f"SCAN {t}" for t in LARGE))
    }
