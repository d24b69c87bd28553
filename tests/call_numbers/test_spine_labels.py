"""The label as the picker sees it on the spine."""

import pytest

from rayon.call_numbers import label_lines


@pytest.mark.parametrize(
    ("scheme", "text", "lines"),
    [
        ("fr", "843.914 CAM ETR", ["843.914", "CAM", "ETR"]),
        ("fr", "BD AST 12", ["BD", "AST", "12"]),
        ("fr", "R  ŒUV", ["R", "ŒUV"]),
        ("fr", "E 780.1AZR", ["E", "780.1", "AZR"]),
        ("fr", "P PICT NO. 317 MAR 2016", ["P", "PICT", "NO. 317", "MAR", "2016"]),
        ("fr", "Ka 1.13 BEN ex 2", ["Ka", "1.13", "BEN", "ex 2"]),
        ("fr", "T 12", ["T", "12"]),
        ("dewey", "REF 973.932 B62 A2", ["REF", "973.932", "B62", "A2"]),
        ("dewey", "909 DUR v. 2", ["909", "DUR", "v. 2"]),
        ("lc", "QA 76.73 .P98 L88 2013 v.2", ["QA76.73", ".P98", "L88", "2013", "v.2"]),
        ("lc", "qa76.73 .p98l88 2013", ["qa76.73", ".p98", "l88", "2013"]),
        ("lc", "DA566.9.C5 A4 1984", ["DA566.9", ".C5", "A4", "1984"]),
        ("lc", "G 4364 .L8:2G7", ["G4364", ".L8:2G7"]),
        ("lc", "Oversize RA566.27 .B75 2003q", ["Oversize", "RA566.27", ".B75", "2003q"]),
        ("nlm", "WG 120 C745", ["WG120", "C745"]),
        ("sudoc", "Y 4.ED 8/1:117-48", ["Y 4.ED 8/1:", "117-48"]),
        ("sudoc", "TD 1.1:", ["TD 1.1:"]),
        ("udc", "53(035) ABC", ["53(035)", "ABC"]),
        ("local", "CD 50688 vol. 2", ["CD", "50688", "vol. 2"]),
        ("local", " \t ", []),
    ],
)
def test_a_call_number_breaks_where_its_label_does(
    scheme: str, text: str, lines: list[str]
) -> None:
    assert label_lines(scheme, text) == lines
