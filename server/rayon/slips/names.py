"""Who a document waits for, as it may stand on paper that others see. Pure."""

MOST_LETTERS = 4


def short_name(first_name: str, last_name: str, alias: str = "") -> str:
    """The alias, or four letters of the surname and an initial: "HUGO V.", "ŒUVR É."."""
    if alias.strip():
        return " ".join(alias.split())
    surname = _letters(last_name)[:MOST_LETTERS].upper()
    initial = _letters(first_name)[:1].upper()
    return " ".join(filter(None, (surname, f"{initial}." if initial else "")))


def _letters(name: str) -> str:
    return "".join(sign for sign in name if sign.isalpha())
