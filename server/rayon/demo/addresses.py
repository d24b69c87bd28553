"""Some addresses of the demo's invented town, beside its canal."""

from collections.abc import Iterator
from typing import Any

from rayon.delivery.addresses import words_of

POSTCODE, TOWN = "99140", "Saint-Ouvrin"
#: Name, where it begins, and how far one number is from the next, in degrees.
STREETS = (
    ("Quai du Canal", (2.2800, 48.8905), (0.00012, 0.00002)),
    ("Rue des Tilleuls", (2.2805, 48.8912), (0.00003, 0.00010)),
    ("Rue de l’Écluse", (2.2830, 48.8898), (0.00002, 0.00012)),
    ("Avenue de la Gare", (2.2788, 48.8930), (0.00014, -0.00003)),
    ("Allée des Peupliers", (2.2850, 48.8925), (-0.00008, 0.00008)),
    ("Passage du Moulin", (2.2818, 48.8893), (0.00006, 0.00001)),
)
NUMBERS = range(1, 31)


def addresses() -> Iterator[dict[str, Any]]:
    """Rows of the town's file."""
    for street, (lon, lat), (east, north) in STREETS:
        for number in NUMBERS:
            named = {"number": str(number), "street": street, "postcode": POSTCODE, "town": TOWN}
            words = words_of(" ".join(named.values()))
            place = {"lon": round(lon + number * east, 6), "lat": round(lat + number * north, 6)}
            yield {**named, **place, "words": words}
