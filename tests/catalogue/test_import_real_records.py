"""2,000 records of the University of Virginia, with 2,903 copies."""

from collections import Counter
from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select

from rayon.call_numbers import key
from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.items import Import, import_items
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.places import Creating
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.files.storing import Counted
from rayon.catalogue.models import Branch, Item, Location, Title
from rayon.database import reading

EVERYTHING = Options(creating=Creating(branches=True, locations=True))


@pytest.fixture
def virginia(shared_data: Path) -> Path:
    return shared_data / "uva_marc" / "uva_001_2000.mrc"


def bring_in(path: Path, options: Options = EVERYTHING) -> Import:
    return import_items(path, load_mapping("uva-999"), options)


def test_every_record_and_every_copy_comes_in(in_app: APIFlask, virginia: Path) -> None:
    done = bring_in(virginia)
    checked = done.checked
    assert (checked.records, checked.copies, checked.without_copies) == (2000, 2903, 0)
    assert done.problems == []
    assert done.titles == Counted(new=2000, changed=0, same=0)
    assert done.items == Counted(new=2903, changed=0, same=0)
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Title)) == 2000
        statuses = Counter(session.scalars(select(Item.status)))
    assert statuses == {
        "available": 2476,
        "reference": 217,
        "withdrawn": 104,
        "on_loan": 53,
        "missing": 36,
        "not_for_loan": 17,
    }


def test_a_second_import_changes_nothing(in_app: APIFlask, virginia: Path) -> None:
    bring_in(virginia)
    again = bring_in(virginia)
    assert again.titles == Counted(new=0, changed=0, same=2000)
    assert again.items == Counted(new=0, changed=0, same=2903)
    with reading() as session:
        assert set(session.scalars(select(Item.version))) == {1}


def test_keys_are_made_as_the_location_orders_its_shelves(in_app: APIFlask, virginia: Path) -> None:
    bring_in(virginia)
    with reading() as session:
        stacks = session.execute(
            select(Item.call_number, Item.sort_key)
            .join(Location, Item.location_id == Location.id)
            .join(Branch, Location.branch_id == Branch.id)
            .where(Branch.code == "ALDERMAN", Location.code == "STACKS", Location.scheme == "lc")
        ).all()
    assert len(stacks) > 1000
    assert all(row.sort_key == key("lc", row.call_number) for row in stacks)


def test_without_leave_to_create_the_unknown_branches_are_named(
    in_app: APIFlask, virginia: Path
) -> None:
    with pytest.raises(FileRefused, match=r"ALDERMAN \(1422\)"):
        bring_in(virginia, Options())


@pytest.mark.parametrize("lost", [1, 700, 100_000])
def test_a_file_cut_on_its_way_changes_nothing(
    in_app: APIFlask, virginia: Path, tmp_path: Path, lost: int
) -> None:
    cut = tmp_path / "cut.mrc"
    cut.write_bytes(virginia.read_bytes()[:-lost])
    with pytest.raises(FileRefused):
        bring_in(cut)
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Title)) == 0
        assert session.scalar(select(func.count()).select_from(Branch)) == 0
