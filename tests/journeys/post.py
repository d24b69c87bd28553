"""What patrons were told, read where it arrived: at the mail server and on the phone list."""

import re
import time
from collections.abc import Callable
from pathlib import Path

from tests.journeys.ledger import sql
from tests.mail import Letter

PATIENCE = 60.0
TITLE = re.compile(r"[«“]\s*(.+?)\s*[»”]")
ADDRESSES = "SELECT id, email FROM patron WHERE email <> '' AND no_mail = 0"
CALLS = "SELECT patron_id FROM phone_call WHERE state = 'to_call'"
UNSETTLED = "SELECT count(*) AS number FROM notice WHERE state = 'sending' OR why = 'settling'"


def expected_mail(database: Path, told: dict[int, list[str]]) -> dict[str, list[str]]:
    """By address: the titles that must stand in the one mail there."""
    with sql(database) as connection:
        addresses = {row["id"]: row["email"] for row in connection.execute(ADDRESSES)}
    return {
        addresses[patron]: sorted(in_one_line(title) for title in titles)
        for patron, titles in told.items()
        if patron in addresses
    }


def expected_calls(database: Path, told: dict[int, list[str]]) -> set[int]:
    """The patrons that only a voice can reach."""
    with sql(database) as connection:
        by_mail = {row["id"] for row in connection.execute(ADDRESSES)}
    return set(told) - by_mail


def calls(database: Path) -> set[int]:
    """The patrons on the phone list."""
    with sql(database) as connection:
        return {row["patron_id"] for row in connection.execute(CALLS)}


def news(letters: list[Letter], told: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Each mail: its address, and the titles it begins with, as many as it ought to tell.

    What is still to come stands below, and is not news.
    """
    return sorted(
        (to, sorted(listed(letter)[: len(told.get(to, []))]))
        for letter in letters
        for to in letter.recipients
    )


def wait_for(condition: Callable[[], bool]) -> None:
    """Until the server has done it, or the patience is over: the test then says what is missing."""
    patience = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < patience:
        time.sleep(0.1)


def outcomes(database: Path) -> set[str]:
    """How the server judged what phones sent."""
    with sql(database) as connection:
        rows = connection.execute("SELECT DISTINCT outcome FROM action WHERE number IS NOT NULL")
        return {row["outcome"] for row in rows}


def is_over(database: Path, holds: set[str]) -> bool:
    """Whether the search for all of these was given up."""
    with sql(database) as connection:
        rows = connection.execute("SELECT id FROM hold WHERE status = 'unfilled'")
        return holds <= {row["id"] for row in rows}


def is_quiet(database: Path) -> bool:
    """Whether nothing is being sent or about to be."""
    with sql(database) as connection:
        return bool(connection.execute(UNSETTLED).fetchone()["number"] == 0)


def listed(letter: Letter) -> list[str]:
    """The titles of a mail, without their authors and what is said about them."""
    lines = [line for line in letter.text.splitlines() if line.startswith("- ")]
    return [in_one_line(found[1]) for line in lines if (found := TITLE.search(line))]


def in_one_line(text: str) -> str:
    return " ".join(text.split())
