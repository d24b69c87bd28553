"""The readers of the demo: French and English, with a mail address or only a telephone."""

from dataclasses import dataclass

from rayon.demo import numbers


@dataclass(frozen=True)
class Reader:
    """A patron of the demo."""

    first_name: str
    last_name: str
    language: str = "fr"
    has_mail: bool = True
    branch: str = "CANAL"


READERS = (
    Reader("Amina", "Haddad"),
    Reader("Bernard", "Chassagne", has_mail=False),
    Reader("Cécile", "Roux"),
    Reader("Damien", "Pons"),
    Reader("Édith", "Morel", has_mail=False),
    Reader("Fanny", "Lacroix"),
    Reader("Gilbert", "Vidal", has_mail=False),
    Reader("Hélène", "Baudry"),
    Reader("Ibrahim", "Diallo"),
    Reader("Joséphine", "Arnaud"),
    Reader("Kevin", "Guérin"),
    Reader("Lucie", "Fontaine"),
    Reader("Moussa", "Traoré"),
    Reader("Noémie", "Caron"),
    Reader("Paolo", "Ricci"),
    Reader("Alison", "Whitfield", "en"),
    Reader("Robert", "Perrin", branch="TILLEULS"),
    Reader("Simone", "Clément", has_mail=False, branch="TILLEULS"),
    Reader("Tarek", "Mansour", branch="TILLEULS"),
    Reader("Véronique", "Colin", branch="TILLEULS"),
    Reader("Yann", "Le Bris", branch="TILLEULS"),
    Reader("Emily", "Hargreaves", "en", branch="ENGLISH"),
    Reader("George", "Okafor", "en", branch="ENGLISH"),
    Reader("Margaret", "Sinclair", "en", has_mail=False, branch="ENGLISH"),
    Reader("Claire", "Dubois", "fr", branch="ENGLISH"),
)


def patron_row(number: int, reader: Reader, branch_id: int) -> dict[str, object]:
    """The n-th reader as a row of the patron table."""
    address = f"lecteur{number}@usagers.example" if reader.has_mail else ""
    return {
        "card": numbers.card(number),
        "first_name": reader.first_name,
        "last_name": reader.last_name,
        "email": address,
        # Arcep keeps these numbers for fiction.
        "phone": f"+336399800{number:02d}",
        "language": reader.language,
        "branch_id": branch_id,
    }
