"""The same shelf order wherever keys are compared: Python, SQLite, PostgreSQL and JavaScript."""

import json
import sqlite3
import subprocess
from collections.abc import Callable, Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayon.call_numbers import SCHEMES, key
from tests.postgres import Postgres
from tests.tools import need_program

Sorter = Callable[[list[str]], list[str]]

LABELS = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from("AÉBVŒt 019./:-'\"+=(°,"), max_size=12
)
KEYS = st.lists(st.builds(key, st.sampled_from(SCHEMES), LABELS), max_size=60)
IN_ORDER = """
    const lines = require("readline").createInterface({ input: process.stdin });
    lines.on("line", (line) => {
        const keys = JSON.parse(line).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        console.log(JSON.stringify(keys));
    });
"""


@pytest.fixture(scope="module")
def sqlite() -> Iterator[Sorter]:
    connection = sqlite3.connect(":memory:")
    query = "SELECT value FROM json_each(?) ORDER BY value"
    yield lambda keys: [row[0] for row in connection.execute(query, [json.dumps(keys)])]
    connection.close()


@pytest.fixture(scope="module")
def node() -> Iterator[Sorter]:
    program = need_program("node", "nodejs")
    with subprocess.Popen(
        [program, "-e", IN_ORDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout
        talk = process.stdin, process.stdout

        def ask(keys: list[str]) -> list[str]:
            print(json.dumps(keys), file=talk[0], flush=True)
            answer: list[str] = json.loads(talk[1].readline())
            return answer

        yield ask
        process.stdin.close()


@pytest.fixture(scope="module")
def postgresql(postgres: Postgres) -> Iterator[Sorter]:
    query = 'SELECT label FROM unnest(%s::text[]) AS label ORDER BY label COLLATE "C"'
    with psycopg.connect(postgres.url()) as connection:
        yield lambda keys: [row[0] for row in connection.execute(query, [keys])]


together = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@together
@given(KEYS)
def test_sqlite_and_javascript_agree_with_python(
    sqlite: Sorter, node: Sorter, keys: list[str]
) -> None:
    assert sqlite(keys) == node(keys) == sorted(keys)


@pytest.mark.full
@together
@given(KEYS)
def test_postgresql_agrees_with_python(postgresql: Sorter, keys: list[str]) -> None:
    assert postgresql(keys) == sorted(keys)
