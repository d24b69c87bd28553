"""A catalogue of any size, as Koha would export it: the same every time."""

import random
from pathlib import Path

BRANCHES = ("CENTRE", "NORD", "SUD", "GARE", "JARDIN")
SECTIONS = ("ROM", "BD", "DOC", "JEUN", "ALB", "FILM", "CD", "POL", "SF", "REV")
COPIES_OF_A_TITLE = (1, 1, 1, 2, 2, 3, 4, 6)
_LEADER = "{length:05d}nam a22{base:05d} a 4500"


def write_catalogue(path: Path, copies: int, seed: int = 1) -> int:
    """Write MARC 21 records with ``copies`` fields 952 in all; how many records that took."""
    chance = random.Random(seed)
    records = made = 0
    with path.open("wb") as file:
        while made < copies:
            records += 1
            here = min(chance.choice(COPIES_OF_A_TITLE), copies - made)
            file.write(_record(records, [made + n for n in range(here)], chance))
            made += here
    return records


def _record(number: int, copies: list[int], chance: random.Random) -> bytes:
    title = " ".join(chance.choices(WORDS, k=chance.randint(2, 7))).capitalize()
    author = f"{chance.choice(NAMES)}, {chance.choice(FIRST_NAMES)}"
    fields = [
        ("001", f"b{number}"),
        ("020", f"  \x1fa{_isbn(number)}"),
        ("100", f"1 \x1fa{author}"),
        ("245", f"10\x1fa{title} /\x1fc{author}"),
        ("260", f"  \x1faParis :\x1fbGallimard,\x1fc{chance.randint(1950, 2026)}"),
        ("300", f"  \x1fa{chance.randint(48, 800)} p."),
        *(("952", _copy(copy, author, chance)) for copy in copies),
    ]
    return _marc([(tag, (text + "\x1e").encode()) for tag, text in fields])


def _copy(copy: int, author: str, chance: random.Random) -> str:
    section = chance.choice(SECTIONS)
    number = f"{chance.randint(0, 999):03d}.{chance.randint(0, 9999)} " if section == "DOC" else ""
    call_number = f"{number or section[0] + ' '}{author[:3].upper()} {chance.randint(1, 40)}"
    branch = chance.choice(BRANCHES)
    return (
        f"  \x1fa{branch}\x1fb{branch}\x1fc{section}\x1fo{call_number}"
        f"\x1fp{40_000_000_000_000 + copy}\x1fyLIV\x1f70"
    )


def _isbn(number: int) -> str:
    digits = f"979{number:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str(-total % 10)


def _marc(fields: list[tuple[str, bytes]]) -> bytes:
    directory, body = b"", b""
    for tag, data in fields:
        directory += f"{tag}{len(data):04d}{len(body):05d}".encode()
        body += data
    base = 24 + len(directory) + 1
    leader = _LEADER.format(length=base + len(body) + 1, base=base)
    return leader.encode() + directory + b"\x1e" + body + b"\x1d"


# fmt: off
WORDS = (
    "le", "la", "les", "un", "une", "des", "du", "et", "où", "à", "au", "aux", "en", "sur",
    "sous", "par", "pour", "sans", "avec", "été", "hiver", "nuit", "jour", "rêve", "forêt",
    "île", "château", "maison", "rivière", "désir", "mémoire", "silence", "ombre", "vent",
    "mer", "enfant", "mère", "père", "frère", "sœur", "ami", "voyage", "secret", "histoire",
    "guerre", "paix", "amour", "mort", "vie", "monde", "jardin", "train", "café", "école",
    "théâtre", "musique", "bête", "oiseau", "loup", "chat", "fleur", "étoile", "petit", "grand",
    "vieux", "blanc", "noir", "rouge", "bleu", "perdu", "oublié",
)
NAMES = (
    "Zola", "Camus", "Duras", "Lévi", "Bâ", "Céline", "Ndiaye", "Énard", "Modiano", "Ernaux",
    "Sand", "Colette", "Maupassant", "Flaubert", "Balzac", "Hugo", "Verne", "Dumas", "Queneau",
    "Perec", "Vian", "Sagan", "Gary", "Simenon", "Izzo", "Vargas", "Nothomb", "Despentes",
    "Condé", "Glissant", "Césaire",
)
FIRST_NAMES = (
    "Émile", "Albert", "Marguerite", "Claude", "Mariama", "Louis", "Marie", "Mathias", "Claire",
    "Jean", "Patrick", "Annie", "George", "Guy", "Gustave", "Honoré", "Victor", "Jules",
    "Alexandre", "Raymond", "Georges", "Boris", "Françoise", "Simone",
)
# fmt: on
