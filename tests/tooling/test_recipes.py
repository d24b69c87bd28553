"""Each recipe lists the files of one kind of change; here they are checked to be all there."""

import re
from pathlib import Path

import pytest

from rayon.sync.handlers import HANDLERS

ROOT = Path(__file__).resolve().parents[2]
RECIPE = "docs/recipes/add-an-action.md"
SAMPLES = ROOT / "tests/samples/actions"
PHONE_LIST = ROOT / "pwa/src/store/recorded.ts"
RECIPES = sorted((ROOT / "docs/recipes").glob("*.md"))

ON_PHONES = sorted(name for name, handler in HANDLERS.items() if "picker" in handler.roles)


@pytest.mark.parametrize("name", ON_PHONES)
def test_every_action_of_a_phone_has_a_sample(name: str):
    assert (SAMPLES / f"{name}.json").is_file(), f"{name} has no sample, see {RECIPE}"


@pytest.mark.parametrize("name", ON_PHONES)
def test_every_action_of_a_phone_is_in_its_list(name: str):
    assert re.search(rf"\b{name}\b", PHONE_LIST.read_text()), (
        f"{name} is not in {PHONE_LIST.name}, see {RECIPE}"
    )


def test_every_sample_is_of_an_action_that_exists():
    known = {path.stem for path in SAMPLES.glob("*.json")} & HANDLERS.keys()
    assert known == {path.stem for path in SAMPLES.glob("*.json")}, f"see {RECIPE}"


@pytest.mark.parametrize(
    "recipe", sorted((ROOT / "docs/recipes").glob("*.md")), ids=lambda p: p.stem
)
def test_the_files_a_recipe_names_exist(recipe: Path):
    named = re.findall(r"`((?:server|pwa|tests|docs|tools)/[\w./-]+\.\w+)`", recipe.read_text())
    assert [path for path in named if not (ROOT / path).exists()] == [], f"see {recipe.name}"
