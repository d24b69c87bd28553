import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask_babel import force_locale

from rayon.catalogue.models import Branch, Location
from rayon.database import writing

_BESIDE_THE_REPOSITORY = Path(__file__).parents[2] / ".." / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = Path(os.environ.get("RAYON_DATA", _BESIDE_THE_REPOSITORY))
    if not folder.is_dir():
        pytest.skip("The shared test data is not here; set RAYON_DATA to its folder.")
    return folder


@pytest.fixture
def library(in_app: APIFlask) -> Iterator[APIFlask]:
    """One branch, CANAL, with one shelving location, ROM; sentences in English."""
    with writing() as session:
        branch = Branch(code="CANAL", name="Médiathèque du Canal", settings={})
        session.add(branch)
        session.flush()
        session.add(Location(branch_id=branch.id, code="ROM", name="Romans", scheme="fr"))
    with force_locale("en"):
        yield in_app
