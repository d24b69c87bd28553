import os
from pathlib import Path

import pytest

_BESIDE_THE_REPOSITORY = Path(__file__).parents[2] / ".." / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = Path(os.environ.get("RAYON_DATA", _BESIDE_THE_REPOSITORY))
    if not folder.is_dir():
        pytest.skip("The shared test data is not here; set RAYON_DATA to its folder.")
    return folder
