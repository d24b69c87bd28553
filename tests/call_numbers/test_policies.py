"""What a shelving location decides for itself."""

from rayon.call_numbers import Policy, key


def stands(scheme: str, policy: Policy | None, *labels: str) -> bool:
    keys = [key(scheme, label, policy) for label in labels]
    return keys == sorted(set(keys))


def test_a_library_lists_its_sections_in_the_order_of_its_room() -> None:
    room = Policy(runs=("P", "R", "", "BD"))
    assert stands("fr", room, "P VAR", "R BAL", "843 HUG", "A PON", "BD AST 2", "BD AST 10")
    assert stands("fr", None, "843 HUG", "A PON", "BD AST 2", "P VAR", "R BAL")


def test_what_is_not_listed_comes_last() -> None:
    assert stands("fr", Policy(runs=("T", "R")), "T MOL", "R BAL", "843 HUG", "A PON", "RP SIM")


def test_a_section_name_may_have_several_words() -> None:
    assert stands("dewey", Policy(runs=("YR DVD", "YR")), "YR DVD 900", "YR 100", "800")


def test_large_print_stands_among_the_others() -> None:
    policy = Policy(interfile=("GC",))
    assert stands("fr", policy, "R BAL", "GC R BAR", "R CAM")
    assert stands("fr", policy, "GC 590 AAA", "J 590 AAA")


def test_oversize_stands_before_or_after_or_among_the_others() -> None:
    large, small = "Oversize RA566 .B7", "QA76 .B7"
    assert stands("lc", None, small, large)
    assert stands("lc", Policy(runs=("Oversize", "")), "Oversize ZA4 .A1", small)
    assert stands("lc", Policy(interfile=("Oversize",)), small, large, "RA566 .B8")


def test_class_and_date_stand_before_or_after_class_and_cutter() -> None:
    dated, cuttered = "BP109 1982 v.1", "BP109 .C43 1991"
    assert stands("lc", None, dated, cuttered)
    assert stands("lc", Policy(cutter_before_date=True), cuttered, "BP109 .C44", dated)


def test_copies_stand_after_or_before_dates() -> None:
    assert stands("lc", None, "BX9 .C5", "BX9 .C5 1990", "BX9 .C5 c.2", "BX9 .C5 v.1")
    assert stands("lc", Policy(copy_before_date=True), "BX9 .C5", "BX9 .C5 c.2", "BX9 .C5 1990")


def test_a_size_letter_does_not_move_a_date() -> None:
    policy = Policy(size_letters="q")
    assert key("lc", "M3 .G32 1972q", policy) == key("lc", "M3 .G32 1972", policy)
    assert key("lc", "M3 .G32 1972b", policy) > key("lc", "M3 .G32 1972", policy)


def test_music_classes_written_without_their_point() -> None:
    pcdm = Policy(decimal_class=True)
    assert stands("fr", pcdm, "099.2 PAR", "1 ARM", "195 YOU", "2 PIN 4", "2 PIN 40", "294 ADD 5")
    assert key("fr", "2.94 ADD", pcdm) == key("fr", "294 ADD", pcdm)


def test_roman_volumes_where_the_location_has_them() -> None:
    roman = Policy(roman_numerals=True)
    assert stands("fr", roman, "R DIX", "R HUG I", "R HUG IV", "R HUG IX", "R HUG XLII")
    assert stands("fr", None, "R HUG I", "R HUG IV", "R HUG IX", "R HUG V")


def test_letters_and_numbers_in_sudoc() -> None:
    assert stands("sudoc", None, "A 1.1:C 2", "A 1.1:2", "A 1.1/2:1")
    assert stands("sudoc", Policy(suffix_numbers_first=True), "A 1.1:2", "A 1.1:C 2")
    assert stands("sudoc", None, "Y 4.AG 8", "Y 4.2")
    assert stands("sudoc", Policy(stem_numbers_first=True), "Y 4.2", "Y 4.AG 8")


def test_years_before_part_numbers_in_sudoc() -> None:
    assert stands("sudoc", None, "J29.2:D84/2", "J29.2:D84/982", "J29.2:D84/2003")
    years = Policy(years_first=True)
    assert stands("sudoc", years, "J29.2:D84/982", "J29.2:D84/2003", "J29.2:D84/2")
