"""The library of the notices' stories: patrons ask, Ada walks, time goes by."""

from tests.notices.conftest import ana, library

__all__ = ["ana", "library"]
