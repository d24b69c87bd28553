import pytest
from apiflask import APIFlask
from flask import g

from rayon.sync.installation import introduce
from tests.ils.holds_library import open_library


@pytest.fixture
def library(in_app: APIFlask) -> APIFlask:
    """The library of ``holds_library``; sentences in English."""
    g.language = "en"
    introduce()
    open_library()
    return in_app
