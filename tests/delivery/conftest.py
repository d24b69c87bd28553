"""What tests of home delivery begin with: Amina at 12 rue Voltaire, and a document."""

import pytest

from tests.builders import a_copy, a_patron, a_title, an_address
from tests.delivery.afternoon import Afternoon
from tests.people import a_person
from tests.phones import a_phone


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


@pytest.fixture
def afternoon(app, canal, karim):
    """Dana stands at the desk and picks as well; Karim rides."""
    dana = a_person(app, canal, "Dana", "picker", "desk", "supervisor")
    return Afternoon(app, canal, a_phone(app, canal, dana), a_phone(app, canal, karim))
