"""The words a file uses for one copy -> a copy, or what is wrong with it. Pure."""

from collections.abc import Mapping

from flask_babel import gettext as _

from rayon.catalogue.files.mapping import CsvMapping, MarcMapping, StatusRule
from rayon.catalogue.files.parts import count_parts
from rayon.catalogue.files.problems import Problem
from rayon.catalogue.files.records import Copy
from rayon.catalogue.files.text import CALL_NUMBER_LIMIT, barcode_refusal, clean, read_date

#: One copy as the file words it, by our names of columns.
Words = dict[str, str]


class Translation:
    """The value tables of a mapping, compared without case."""

    def __init__(self, mapping: MarcMapping | CsvMapping, branch: str = "") -> None:
        self.only_branch = branch
        self.branches = _folded(mapping.branches)
        self.locations = _folded(mapping.locations)
        self.schemes = _folded(mapping.schemes)
        self.kinds = _folded(mapping.kinds)
        self.rules = [(rule, _folded(rule.values)) for rule in mapping.status]

    def copy(
        self, place: str, field: str, words: Words, said: dict[str, str], kind: str
    ) -> Copy | Problem:
        """A checked copy. ``said`` are the texts that the status rules read; ``kind``: if unnamed.

        ``field`` names the MARC field in a report (columns are named by themselves).
        """
        problem = self._refusal(words)
        status = self._status(said)
        if problem is None and status is None:
            unknown = _("The status is not in the mapping: add it to a [[status]] table.")
            problem = ("status", unknown)
        if problem is not None:
            return Problem(place, f"{field} {problem[0]}".strip(), problem[1])
        parts, note = count_parts(words.get("parts", ""))
        location = clean(words.get("location", ""), 60)
        return Copy(
            place=place,
            barcode=words["barcode"].strip(),
            call_number=clean(words.get("call_number", "")),
            branch=self._branch(words),
            location=self.locations.get(location.casefold(), location),
            scheme=self.schemes.get(words.get("scheme", "").strip().casefold(), ""),
            kind=self.kinds.get(words.get("kind", "").strip().casefold(), kind),
            volume=clean(words.get("volume", ""), 80),
            parts=parts,
            parts_note=note,
            status=status or "available",
            due_on=read_date(words.get("due_on", "").strip()),
        )

    def _branch(self, words: Words) -> str:
        if self.only_branch:
            return self.only_branch
        code = clean(words.get("branch", ""), 60)
        return self.branches.get(code.casefold(), code)

    def _refusal(self, words: Words) -> tuple[str, str] | None:
        if refusal := barcode_refusal(words.get("barcode", "").strip()):
            return "barcode", refusal
        if len(words.get("call_number", "")) > CALL_NUMBER_LIMIT:
            return "call_number", _("The call number is too long to be one.")
        if not self._branch(words):
            return "branch", _("The branch is missing. Choose one for all copies.")
        if len(self._branch(words)) > 20:
            return "branch", _("The code of the branch is too long.")
        try:
            read_date(words.get("due_on", "").strip())
        except ValueError as error:
            return "due_on", str(error)
        return None

    def _status(self, said: dict[str, str]) -> str | None:
        """The first rule that says something decides; None: a text that is in no table."""
        for rule, values in self.rules:
            text = said.get(rule.read, "").strip()
            status = _said_by(rule, values, text) if text else ""
            if status == "refuse":
                return None
            if status:
                return status
        return "available"


def _said_by(rule: StatusRule, values: dict[str, str], text: str) -> str:
    return values.get(text.casefold(), rule.otherwise)


def _folded(table: Mapping[str, str]) -> dict[str, str]:
    return {text.casefold(): value for text, value in table.items()}
