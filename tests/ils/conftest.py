from collections.abc import Iterator

import pytest
from apiflask import APIFlask
from flask_babel import force_locale

from rayon.sync.installation import introduce
from tests.ils.holds_library import open_library


@pytest.fixture
def library(in_app: APIFlask) -> Iterator[APIFlask]:
    """The library of ``holds_library``; sentences in English."""
    introduce()
    open_library()
    with force_locale("en"):
        yield in_app
