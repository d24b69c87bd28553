"""What tests of home delivery begin with: Amina at 12 rue Voltaire, and a document."""

import pytest

from tests.builders import a_copy, a_patron, a_title, an_address


@pytest.fixture
def voltaire(app):
    return an_address(app)


@pytest.fixture
def amina(app, canal):
    names = {"first_name": "Amina", "last_name": "Haddad", "email": "amina@example.org"}
    return a_patron(app, card="20000000000012", branch_id=canal, **names)


@pytest.fixture
def stranger(app, canal):
    title = a_title(app, "L’Étranger", author="Camus, Albert, 1913-1960")
    a_copy(app, canal, title, "3001")
    return title
