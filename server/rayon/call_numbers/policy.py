"""What a shelving location decides for itself about the order of its shelves."""

import re
from dataclasses import dataclass
from functools import cached_property

from rayon.call_numbers.folding import fold
from rayon.call_numbers.numbers import whole

_ANY_SIGNS = "[^A-Za-z0-9]"
_NO_PREFIX = ""


@dataclass(frozen=True)
class Policy:
    """The choices on which libraries differ; the defaults are the commonest ones.

    runs                prefixes that make runs of their own, in shelf order. "" stands for all that
                        carries none of them, and comes last when it is not named.
    interfile           prefixes that change nothing: the document stands as if it had none.
    cutter_before_date  LC, NLM: class and Cutter before class and date.
    copy_before_date    LC, NLM: copies before dates.
    size_letters        LC, NLM: letters after a date that tell a size and not an order, as "q".
    decimal_class       French: every digit of the class is a decimal (2 < 294 < 3), as in the
                        music classification PCDM written without its point.
    roman_numerals      volume numbers may be Roman.
    stem_numbers_first, suffix_numbers_first
                        SuDoc: numbers before letters, before and after the colon.
    years_first         SuDoc: after the colon, years before other numbers.
    """

    runs: tuple[str, ...] = ()
    interfile: tuple[str, ...] = ()
    cutter_before_date: bool = False
    copy_before_date: bool = False
    size_letters: str = ""
    decimal_class: bool = False
    roman_numerals: bool = False
    stem_numbers_first: bool = False
    suffix_numbers_first: bool = False
    years_first: bool = False

    def split_run(self, text: str) -> tuple[str, str]:
        """Folded text -> the start of its key that names its run ("" without runs), the rest."""
        found = self._prefix.match(text) if self._prefix else None
        if found is None:
            return self._run_keys.get(_NO_PREFIX, ""), text
        rest = text[found.end() :]
        prefix = _words_of(found[1])
        return self._run_keys.get(prefix, self._run_keys.get(_NO_PREFIX, "")), rest

    @cached_property
    def ignored_sizes(self) -> frozenset[str]:
        return frozenset(fold(self.size_letters))

    @cached_property
    def _run_keys(self) -> dict[str, str]:
        order = [_words_of(fold(run)) for run in self.runs]
        if order and _NO_PREFIX not in order:
            order.append(_NO_PREFIX)
        return {run: whole(str(place)) + " " for place, run in enumerate(order)}

    @cached_property
    def _prefix(self) -> re.Pattern[str] | None:
        prefixes = {_words_of(fold(prefix)) for prefix in (*self.runs, *self.interfile)}
        longest_first = sorted(prefixes - {_NO_PREFIX}, key=len, reverse=True)
        if not longest_first:
            return None
        choices = "|".join(prefix.replace(" ", _ANY_SIGNS + "++") for prefix in longest_first)
        return re.compile(f"{_ANY_SIGNS}*+({choices})(?![A-Za-z])")


def _words_of(folded: str) -> str:
    return " ".join(re.findall("[A-Za-z0-9]+", folded))


PLAIN = Policy()
