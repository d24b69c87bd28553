"""Orders that libraries, their guides and their bug trackers attest."""

import pytest

from rayon.call_numbers import key

ATTESTED = [
    ("lc", "KF 250.39977 < KF 250.4"),
    ("lc", "QB139 < QB145"),
    ("lc", "QE 352 .C444 1999 < QE 352 .C64 1999 < QE 352 .C7 1999"),
    ("lc", "LB12.5 C3563 < LB12.5 C412"),
    ("lc", "PS3561.I4 A3 < PS3561.I48 O5"),
    ("lc", "A543 B6 < A5435 B6"),
    ("lc", "PZ7.M3567585 Bs < PZ7.M3567585 Km < PZ7.M3567585 Stp < PZ7.M3567585 Wel"),
    ("lc", "G4364 .L8 < G4364 .L8 1990 < G4364 .L8:2G7 < G4364 .L8:2G72 < G4364 .L81"),
    ("lc", "M3 .G32 1972q < M3 G32 2017q vol. 5"),
    ("lc", "QA76 .S73 no.93 < QA76 .S73 no.93-148 < QA76 .S73 no.93-1483"),
    ("lc", "QA76.54 .M86 < QA76.54. M87 = QA76.54 .M87 < QA76.54 .M88"),
    ("lc", "E11 .C691 no.1-2 < E11 .C691 no.8-11 no.9-10 < E11 .C691 no.8-11 no.11"),
    ("lc", "E725.45 1st < E725.45 2d = E725.45 2nd < E725.45 10th < E725.45 .A1"),
    ("lc", "HN53 1979 < HN53 1980 < HN53 .A1"),
    ("lc", "PJ403.B64 < PJ3930.S49 < PJ4519 .B9798 < PJ4519 .B99"),
    ("lc", "PC4074.7 .P46 < PC4075 < PC4075 .P69"),
    ("lc", "RA566.26 .A1 < RA566.27 .B7544 < ZA9 .A1 < Oversize RA566.27 .B7544 2003q"),
    ("lc", "SB410.A26 I75 2000 < SB410.9 .P26 1993"),
    ("lc", "R 146.5 .C196 < R 146.61.N49 < R146.93.B9"),
    ("lc", "KF 4558 < KF 4558 1st < KF 4558 1st .A92 < KF 4558 2nd < KF 4558 20th < KF 4558 101st"),
    ("lc", "QA 101.1 .A101 < QA 101.1 .A101m < QA 101.1 .A101mb < QA 101.1 .A102"),
    ("lc", "M5 .L3 K2 OP.8 < M5 .L3 K2 op. 79 < M5 .L3 K2 OP.789"),
    ("lc", "A1 < A1.1 < A1.12 < A1.123 < A12 < A123 < AB123 < ABC123"),
    ("lc", "DA566 .C5 1984 v2 < DA566 .C5 1984 v. 10 < DA566 .C5 1984 vol.11"),
    ("lc", "AP4 .N3 ser.2 v.9 < AP4 .N3 ser.2 v.10 < AP4 .N3 ser.10 v.1"),
    ("lc", "AP4 .N3 1931 no.127 < AP4 .N3 1935 no.200 < AP4 .N3 1935-36 no.191"),
    ("lc", "PR1 .M3 < PR1 .M321 < PR1 .MS32"),
    ("nlm", "W 1 A1 < W 1 AA1"),
    ("nlm", "W1 BRIT12 1999 v.2 < W1 BRIT12 1999 v.10 < W1 BRIT5 1990"),
    ("nlm", "QS78 A1 < QT31 A1"),
    ("nlm", "WY 100 H322p < WY 100 H323 < WY 100 H724"),
    ("dewey", "451 < 451.01 < 451.012 < 451.023 < 451.04 < 451.04217 < 451.1 < 451.136 < 451.3"),
    ("dewey", "641/Bet < 641.5/Cor < 641.5/Wol < 641.555/Ray < 641.594/Mun < 641.5945/Foo"),
    ("dewey", "813 H38m < 813 H38s < 813 H381"),
    ("dewey", "YR DVD 800.1 < YR DVD 900"),
    ("dewey", "1 .I39 < 1.23 .I39 < 11 .I39 < 111 .I39 < 322.44"),
    ("dewey", "780.91 ABC < 780/.92/4 ABC = 780.924 ABC = 780’.92’4 ABC < 780.93 ABC"),
    ("dewey", "J590 LAR = J 590 LAR < J590.2 AAA"),
    ("dewey", "909 DUR 1978 < 909 DUR v1 < 909 DUR v.2 < 909 DUR v10 < 909 DURA"),
    ("dewey", "CD 782.42166 C66 < CD 782.42166 C6606So < CD 782.42166 C6606Z"),
    ("sudoc", "ED 1.1 < ED 1.2 < ED 1.14 < ED 1.115"),
    ("sudoc", "HE 20.40: < HE 20.108: < HE 20.3016:"),
    ("sudoc", "L 2.3: < LC 4.7: < N 11.5: < NAS 1.21: < NS 1.2:"),
    ("sudoc", "D 101.22:27-9 < D 101.22:27-25 < D 101.22:115-11 < D 101.22:115-110"),
    ("sudoc", "IN 8/2 < IN 8/965"),
    ("udc", "(44+460) < (44/46) < (44)"),
    ("udc", "539.120 < 539.120.2 < 539.120.22 < 539.120.222 < 539.120.23 < 539.120.3"),
    ("udc", "53+54 < 53/54 < 53 < 53::54 < 53:54 < 53=1 < 53(0 < 53(1) < 53(9) < 53(=1)"),
    ("udc", '53(=1) < 53"19" < 53*1 < 53ABC < 53-02 < 53-1 < 53.0 < 53\'2 < 530'),
    ("udc", "225 ABC < 225 ABC 2 < 225 ABC 10 < 225 : 3 ABC = 225:3 ABC < 225.1"),
    ("udc", "78 9 < 78 12 < 78 102 < 781 1"),
    ("fr", "R KON < R KöP = R KÖP < R KOR"),
    ("fr", "CD 51003 < CD 51004 < CD 51004 vol. 1 < CD 51004 vol. 2 < CD 51005"),
    ("fr", "LEG 2 < LEG/17 = LEG T.17 = leg tome 17 < LEG 18"),
    ("fr", "F HARR < F HARR /2 < F HARR /10"),
    ("fr", "P VIES NO. 9 < P VIES N° 10 DEC 2015 < P VIES n°10 FÉV 2016 < P VIES no. 10 AVR 2016"),
    ("fr", "T MOL < T RAC"),
    ("fr", "R L’HE = R LHE < R LIN"),
    ("local", "NH 7000 T288-2,4,55 < NH 7000 T288-2,32,5 < NH 7000 T288-2,33,1"),
    ("local", "PF 912 < PF 912.307 < PF 912.370"),
    ("local", "M 2 < M 10 < M 10 vol.3 < M 10a = M 10 a < M 11 < M 100 b"),
]


@pytest.mark.parametrize(("scheme", "order"), ATTESTED, ids=[order[:40] for _, order in ATTESTED])
def test_a_shelf_stands_in_the_attested_order(scheme: str, order: str) -> None:
    spots = [[key(scheme, form) for form in spot.split(" = ")] for spot in order.split(" < ")]
    assert all(len(set(forms)) == 1 for forms in spots), spots
    keys = [forms[0] for forms in spots]
    assert keys == sorted(set(keys))
