"""Odile sets up a location and is offered the scheme its labels look like."""

import pytest

from rayon.call_numbers import propose_scheme


@pytest.mark.parametrize(
    ("scheme", "sample"),
    [
        ("lc", ["QA 76.73 .P98 L88", "PS3561.I4 A3", "HB 171 .S5 1987", "WB 18 .A1"]),
        ("nlm", ["WG 120 C745", "QV 55 G65 2018 v.2", "QR 46 .M4"]),
        ("dewey", ["973.932 B62 A2", "791.43653 Sw36", "REF 031.02 WORLD"]),
        ("sudoc", ["Y 4.ED 8/1:117-48", "A 1.16:C 22/985", "TD 1.1:"]),
        ("udc", ["53(035) ABC", "622:338", "37-053.2", "225 ABC"]),
        ("fr", ["R BAL", "BD AST 12", "843.914 CAM", "2 PIN 40", "J 590 LAR"]),
        ("local", ["CD 50688", "2019-9", "Micfilm S-144 reel 2"]),
        ("local", []),
        ("local", ["", " "]),
    ],
)
def test_the_scheme_most_labels_look_like_is_proposed(scheme: str, sample: list[str]) -> None:
    assert propose_scheme(sample) == scheme
