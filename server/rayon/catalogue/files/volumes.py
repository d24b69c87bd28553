"""Volumes that are written only at the end of call numbers: ``DP402 .M2 G28 1981 V.1``."""

import re
from collections import defaultdict
from collections.abc import Sequence

_DESIGNATION = re.compile(
    r"\s((?:v|vol|no|nr|pt|t|tome|bd|fasc|ser|suppl|index|reel)\b\.?\s?\d.*)$", re.IGNORECASE
)
_COPY_MARK = re.compile(r"\s(?:c|ex|copy)\.?\s?\d{1,3}$", re.IGNORECASE)


def volumes_of(call_numbers: Sequence[str]) -> list[str]:
    """The volume of each copy of one record; "" unless they differ by nothing else.

    A lone ``no.60`` belongs to the call number; ``V.1`` beside ``V.2`` tells two volumes apart.
    """
    read = [_split(call_number) for call_number in call_numbers]
    seen = defaultdict(set)
    for stem, volume in read:
        seen[stem].add(volume)
    return [volume if len(seen[stem]) > 1 else "" for stem, volume in read]


def _split(call_number: str) -> tuple[str, str]:
    """What comes before the volume, and the volume in one spelling."""
    text = _COPY_MARK.sub("", " ".join(call_number.split()))
    found = _DESIGNATION.search(text)
    if not found:
        return text.casefold(), ""
    return text[: found.start()].casefold(), re.sub(r"\s+", " ", found[1].casefold())[:80].strip()
