"""Words before a number that say what it counts: v.2, no. 5, pt.1, ex 3."""

COPY = "C"
NUMBER = "NO"
VOLUME = "V"

_SAME = {
    COPY: "C COP COPY EX EXEMPL EXEMPLAIRE",
    NUMBER: "N NO NOS NR NUM NUMBER NUMERO NUMEROS",
    VOLUME: "V VOL VOLS VOLUME VOLUMES T TOM TOME TOMO BD BAND",
    "PT": "PT PTS PART PARTIE",
    "FASC": "FASC FASCICULE",
    "SER": "SER SERIES SERIE",
    "ABT": "ABT ABTEILUNG",
    "LFG": "LFG LIEFERUNG",
    "SUPPL": "SUPPL SUPPLEMENT",
    "REEL": "REEL",
    "BOX": "BOX BOITE",
    "HEFT": "HEFT",
    "INDEX": "INDEX",
    "OP": "OP OPUS",
}

UNCOUNTED = {"SUPPL": ":SUPPL", "SUPPLEMENT": ":SUPPL", "INDEX": ":INDEX"}
"""What often stands without a number: v.3 suppl. comes before v.3 suppl. 2."""

MARKERS = {spelling: marker for marker, same in _SAME.items() for spelling in same.split()}
"""Folded spelling -> the marker it stands for; spellings with the same marker file together."""
