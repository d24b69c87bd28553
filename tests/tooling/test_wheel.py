"""The wheel brings everything: it installs without Node and serves the phone app."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SERVES_THE_APP = """
from pathlib import Path
from rayon import create_app
from rayon.config import Settings
app = create_app(Settings(data_dir=Path("data"), worker="off"))
page = app.test_client().get("/app/")
assert page.status_code == 200, page.status
assert b"<script" in page.data
print("served")
"""

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("rayon-*.whl")
    return built


def test_the_wheel_holds_the_app_and_its_texts(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    assert "rayon/app/index.html" in names
    assert "rayon/app/service-worker.js" in names
    assert "rayon/locales/fr/LC_MESSAGES/messages.mo" in names
    assert any(name.startswith("rayon/migrations/versions/") for name in names)
    assert not any("node_modules" in name or name.startswith("tests/") for name in names)


def test_the_wheel_serves_the_app_without_node(wheel: Path, tmp_path: Path):
    python = tmp_path / "venv/bin/python"
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    lock = ["--requirement", str(ROOT / "requirements.lock")]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *lock], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", wheel], check=True)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RAYON_", "PYTHON"))
    } | {"PATH": str(python.parent)}

    def output(*command: str | Path) -> str:
        return subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert "Usage" in output(python.with_name("rayon"), "--help")
    assert "served" in output(python, "-c", SERVES_THE_APP)
