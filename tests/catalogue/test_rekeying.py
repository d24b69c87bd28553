from pathlib import Path

from apiflask import APIFlask
from sqlalchemy import select, update

from rayon.call_numbers import KEY_VERSION, key
from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.items import import_items
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.models import Item, Location
from rayon.catalogue.rekeying import rekey, to_rekey
from rayon.database import reading, writing
from tests.catalogue.library_files import csv_file, rows


def keys() -> dict[str, str]:
    with reading() as session:
        return {
            row.call_number: row.sort_key
            for row in session.execute(select(Item.call_number, Item.sort_key))
        }


def test_only_old_keys_are_made_again(library: APIFlask, tmp_path: Path) -> None:
    import_items(csv_file(tmp_path, rows(5)), load_mapping("csv"), Options())
    assert (to_rekey(), rekey()) == (0, 0)
    with writing() as session:
        old = Item.barcode.in_(("30000001", "30000002"))
        session.execute(update(Item).where(old).values(key_version=0, sort_key="old"))
    assert (to_rekey(), rekey(), rekey()) == (2, 2, 0)
    assert all(made == key("fr", text) for text, made in keys().items())


def test_a_location_that_changes_its_scheme_is_ordered_anew(
    library: APIFlask, tmp_path: Path
) -> None:
    import_items(csv_file(tmp_path, rows(3)), load_mapping("csv"), Options())
    with writing() as session:
        session.execute(update(Location).values(scheme="lc", policy={"runs": ["R"]}))
    assert rekey(every=True) == 3
    with reading() as session:
        assert set(session.scalars(select(Item.key_version))) == {KEY_VERSION}
    assert keys()["R ZOL 1"] != key("fr", "R ZOL 1")
