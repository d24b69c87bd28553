"""The three branches of the demo, when documents can be collected there, and their sections."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any


@dataclass(frozen=True)
class Section:
    """A shelving location of the demo; ``order`` names the scheme of its call numbers."""

    code: str
    name: str
    scheme: str
    hint: str
    colour: str = ""
    other_places: tuple[str, ...] = ()
    policy: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoBranch:
    """A branch of the demo; ``hours``: weekday (Monday is 0) -> when documents are collected."""

    code: str
    name: str
    language: str
    address: str
    phone: str
    email: str
    hours: dict[int, tuple[time, time]]
    sections: tuple[Section, ...]


_TROLLEY = ("Chariot de retours", "Table des nouveautés")
_YOUNG = ("Chariot de retours", "Coin lecture", "Bac des albums")

CANAL = DemoBranch(
    "CANAL",
    "Médiathèque du Canal",
    "fr",
    "12 quai des Tanneurs, 69100 Villeurbanne",
    "+33465710012",
    "canal@bibliotheques.example",
    {day: (time(10), time(19)) for day in (1, 2, 3, 4)} | {5: (time(10), time(18))},
    (
        Section("ROM", "Romans", "fr", "1er étage, à gauche", "#b5482e", _TROLLEY),
        Section("POL", "Romans policiers", "fr", "1er étage, au fond", "#1f2937", _TROLLEY),
        Section("SF", "Science-fiction", "fr", "1er étage, au fond", "#6d28d9", _TROLLEY),
        Section("GC", "Gros caractères", "fr", "1er étage, près de l’ascenseur", "", _TROLLEY),
        Section("BD", "Bandes dessinées", "fr", "Rez-de-chaussée, bacs", "#d97706", _YOUNG),
        Section("MAN", "Mangas", "fr", "Rez-de-chaussée, mur du fond", "#d97706", _YOUNG),
        Section("DOC", "Documentaires", "fr", "2e étage", "#2563eb", (*_TROLLEY, "Salle d’étude")),
        Section("JROM", "Romans jeunesse", "fr", "Rez-de-chaussée, à droite", "#16a34a", _YOUNG),
        Section("JALB", "Albums", "fr", "Rez-de-chaussée, bacs bas", "#16a34a", _YOUNG),
        Section("JDOC", "Documentaires jeunesse", "fr", "Rez-de-chaussée", "#16a34a", _YOUNG),
        Section(
            "DVD",
            "Films",
            "fr",
            "2e étage, bacs",
            "#be185d",
            ("Tiroir des boîtiers vides", "Chariot de retours"),
            {"runs": ["DVD F", "DVD A", "DVD D"]},
        ),
        Section(
            "CD",
            "Musique",
            "fr",
            "2e étage, bacs",
            "#0f766e",
            ("Poste d’écoute", "Chariot de retours"),
            {"decimal_class": True},
        ),
        Section("PER", "Revues", "fr", "Rez-de-chaussée, présentoir", "", ("Salon de lecture",)),
    ),
)

TILLEULS = DemoBranch(
    "TILLEULS",
    "Bibliothèque des Tilleuls",
    "fr",
    "3 place des Tilleuls, 69100 Villeurbanne",
    "+33465710034",
    "tilleuls@bibliotheques.example",
    {2: (time(10), time(18)), 4: (time(14), time(18)), 5: (time(10), time(17))},
    (
        Section("ROM", "Romans", "fr", "À droite de l’entrée", "#b5482e", _TROLLEY),
        Section("POL", "Romans policiers", "fr", "À droite de l’entrée", "#1f2937", _TROLLEY),
        Section("BD", "Bandes dessinées", "fr", "Bacs du milieu", "#d97706", _YOUNG),
        Section("DOC", "Documentaires", "fr", "Au fond", "#2563eb", _TROLLEY),
        Section("JALB", "Albums", "fr", "Bacs bas", "#16a34a", _YOUNG),
        Section("JDOC", "Documentaires jeunesse", "fr", "Sous la fenêtre", "#16a34a", _YOUNG),
    ),
)

ENGLISH = DemoBranch(
    "ENGLISH",
    "The English Library",
    "en",
    "8 rue des Ormes, 69006 Lyon",
    "+33465710056",
    "english@bibliotheques.example",
    {1: (time(12), time(18)), 3: (time(12), time(19)), 5: (time(10), time(17))},
    (
        Section("FIC", "Fiction", "dewey", "Ground floor", "#b5482e", ("Returns trolley",)),
        Section("NF", "Non-fiction", "dewey", "First floor", "#2563eb", ("Returns trolley",)),
        Section("LC", "Study collection", "lc", "Second floor", "", ("Study tables",)),
        Section("JUV", "Children’s books", "dewey", "Story corner", "#16a34a", ("Story rug",)),
    ),
)

BRANCHES = (CANAL, TILLEULS, ENGLISH)

#: The small picture beside the labels of each section.
PICTOGRAMS = {
    "ROM": "book",
    "POL": "crime",
    "SF": "rocket",
    "GC": "large",
    "BD": "comic",
    "MAN": "comic",
    "DOC": "science",
    "JROM": "child",
    "JALB": "album",
    "JDOC": "child",
    "DVD": "film",
    "CD": "music",
    "PER": "magazine",
    "FIC": "book",
    "NF": "science",
    "LC": "book",
    "JUV": "child",
}
