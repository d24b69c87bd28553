"""A mail in a library's own words: passages become paragraphs, placeholders what they stand for.

What staff wrote is text: it is taken apart here, and escaped where it meets HTML.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rayon.notices.passages import NAMES, PLACEHOLDER, SUBJECT, WORDINGS, in_lines, named

Row = dict[str, Any]
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Link:
    """An address that a mail program opens."""

    href: str


class Past(str):
    """An hour that was over before the mail was written: nobody can keep to it any more."""

    __slots__ = ()


#: What a placeholder stands for: words, lines of a list, or a link.
Value = str | tuple[str, ...] | Link
Values = dict[str, Value]


@dataclass(frozen=True)
class Piece:
    """Some words; with ``href`` they lead there."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph (its lines), a list (its items), or the picture of a pick-up code."""

    lines: tuple[tuple[Piece, ...], ...] = ()
    items: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Phrases:
    """How the language says what is in no passage; see ``wording/<language>/phrases.txt``."""

    name: Callable[[Any], str]
    then_how: Callable[[Any], str]
    after_all: Callable[[], str]
    how_many: Callable[[int], str]
    closure: Callable[[Row], str]
    came_back: Callable[[Row], str]
    rains: Callable[[], str]


@dataclass(frozen=True)
class Saying:
    """What one mail has to say. ``given``: the fields of its wording; ``news``: our own subject."""

    kind: str
    language: str
    given: Row
    news: str
    phrases: Phrases

    def subject(self, texts: Texts) -> str:
        """In one line."""
        blocks = self._filled(texts[SUBJECT], {"news": self.news})
        return " ".join(_line(line) for block in blocks for line in block.lines)

    def blocks(self, texts: Texts) -> list[Block]:
        """All passages that are true, in their order."""
        return [
            block
            for passage in WORDINGS[self.kind][1:]
            for values in OCCASIONS[passage.name](self.given, self.phrases)
            for block in self._filled(texts.get(passage.name, ""), values)
        ]

    def _filled(self, text: str, values: Values) -> Iterator[Block]:
        site = self.given["site"]
        at_hand: Values = {
            "library": site["name"],
            "address": site["address"],
            "phone": site["phone"],
            "email": site["email"],
            **values,
        }
        by_name = {NAMES[key][self.language]: value for key, value in at_hand.items()}
        for paragraph in re.split(r"\n[ \t]*\n", in_lines(text)):
            yield from self._paragraph(paragraph, by_name)
            if PLACEHOLDER.search(paragraph) and (code := self._code(paragraph, values)):
                yield Block(code=code)

    def _code(self, paragraph: str, values: Values) -> str:
        names = {named(name, self.language) for name in PLACEHOLDER.findall(paragraph)}
        is_named = "code" in values and NAMES["code"][self.language] in names
        return str(values["code"]) if is_named else ""

    def _paragraph(self, paragraph: str, values: Values) -> Iterator[Block]:
        lines: list[tuple[Piece, ...]] = []
        for line in self._still_true(paragraph, values).split("\n"):
            alone = PLACEHOLDER.fullmatch(line.strip())
            value = values[named(alone[1], self.language)] if alone else None
            if isinstance(value, tuple):
                yield from _block(lines)
                lines = []
                yield Block(items=value)
            elif value != "" and line.strip():
                lines.append(tuple(self._pieces(line.strip(), values)))
        yield from _block(lines)

    def _still_true(self, paragraph: str, values: Values) -> str:
        """Without the sentences that are about nothing but an hour that is past."""
        if not any(isinstance(value, Past) for value in values.values()):
            return paragraph
        lines = (re.split(r"(?<=[.!?])\s+", line) for line in paragraph.split("\n"))
        return "\n".join(
            " ".join(said for said in line if not self._is_past(said, values)) for line in lines
        )

    def _is_past(self, sentence: str, values: Values) -> bool:
        names = [named(name, self.language) for name in PLACEHOLDER.findall(sentence)]
        return bool(names) and all(isinstance(values[name], Past) for name in names)

    def _pieces(self, line: str, values: Values) -> Iterator[Piece]:
        words = ""
        for position, part in enumerate(PLACEHOLDER.split(line)):
            value = values[named(part, self.language)] if position % 2 else part
            if value == "":
                # "Hello {first name}," to somebody without one: the space goes with it.
                words = words.rstrip()
            elif isinstance(value, Link):
                yield Piece(words)
                words = ""
                yield Piece(value.href, value.href)
            else:
                words += value if isinstance(value, str) else ", ".join(value)
        yield Piece(words)


def in_plain_text(blocks: list[Block], site: Row) -> str:
    """The same without HTML, signed by the branch."""
    signed = "\n".join(filter(None, (site["name"], site["phone"], site["email"])))
    written = [
        "\n".join([*map(_line, block.lines), *(f"- {item}" for item in block.items)])
        for block in blocks
    ]
    return "\n\n".join([*filter(None, written), signed]) + "\n"


def _line(line: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in line)


def _block(lines: list[tuple[Piece, ...]]) -> Iterator[Block]:
    if lines:
        yield Block(lines=tuple(lines))


Occasion = Callable[[Row, Phrases], Iterator[Values]]


def _when(applies: Any, **values: Value) -> Iterator[Values]:
    if applies:
        yield values


def _listed(given: Row, phrases: Phrases, documents: Any, says: Callable[[Any], str]) -> Values:
    """The documents, or how many they are where nobody else may read what they are."""
    how_many = phrases.how_many(len(documents))
    named_one_by_one = tuple(says(one) for one in documents)
    return {
        "documents": named_one_by_one if given["titles"] else (how_many,),
        "how_many": how_many,
    }


def _documents(key: str, *, says_how: bool = False, **more: str) -> Occasion:
    def written(given: Row, phrases: Phrases) -> Iterator[Values]:
        def says(document: Any) -> str:
            name = phrases.name(document)
            if says_how:
                return f"{name}{phrases.then_how(document)}"
            return f"{name} {phrases.after_all()}" if document.after_all else name

        if given[key]:
            said = {name: given[field] for name, field in more.items()}
            yield {**_listed(given, phrases, given[key], says), **said}

    return written


def _kept(given: Row, phrases: Phrases) -> Iterator[Values]:
    for one in given["kept"]:
        yield {
            **_listed(given, phrases, one["documents"], phrases.name),
            "until": one["until"],
        }


def _closed(given: Row, phrases: Phrases) -> Iterator[Values]:
    if given["closed_days"]:
        yield {"closures": tuple(phrases.closure(one) for one in given["closed_days"])}


def _home(applies: Callable[[Row], Any]) -> Occasion:
    """Of each delivery of which this is true."""

    def written(given: Row, phrases: Phrases) -> Iterator[Values]:
        for one in filter(applies, given["home"]):
            keys = ("day", "begins", "ends", "cancel_until", "fee", "due")
            said: Values = {key: one[key] for key in keys}
            if one["too_late_to_cancel"]:
                said["cancel_until"] = Past(one["cancel_until"])
            yield {**said, "what_happened": phrases.came_back(one)}

    return written


def _cart(applies: Callable[[Row], Any]) -> Occasion:
    def written(given: Row, _phrases: Phrases) -> Iterator[Values]:
        cart = given["cart"]
        if applies(cart):
            links = {key: Link(cart[key]) for key in ("page", "link")}
            keys = ("day", "begins", "ends", "place", "rain_place", "because")
            yield {**{key: cart[key] for key in keys}, **links}

    return written


def _reasons(given: Row, phrases: Phrases) -> Iterator[Values]:
    """What staff said, and why the cart halts elsewhere."""
    cart = given["cart"]
    reasons = (cart["because"], phrases.rains() if cart["rains"] else "")
    yield from ({"because": reason} for reason in reasons if reason)


def _is_over(one: Row) -> bool:
    return one["news"] in ("delivered", "missed")


#: When each passage is written, and what its placeholders stand for; once for each thing to say.
OCCASIONS: dict[str, Occasion] = {
    "greeting": lambda given, _: _when(
        True, first_name=given["patron"]["first_name"] if "patron" in given else ""
    ),
    "closing": lambda _given, _: _when(True),
    "ready": _documents("ready", until="until"),
    "not_found": _documents("not_found", says_how=True),
    "to_come": _documents("to_come", says_how=True),
    "corrected": _documents("corrected", says_how=True),
    "expired": _documents("expired"),
    "as_agreed": lambda given, _: _when(_rides(given)),
    "kept": _kept,
    "closed": _closed,
    "code": lambda given, _: _when(given["code"] and _waits(given), code=given["code"]),
    "hours": lambda given, _: _when(
        given["open_days"] and _waits(given), hours=tuple(given["open_days"])
    ),
    "on_phone": lambda given, _: _when(given["page"] and given["ready"], page=Link(given["page"])),
    "by_phone": lambda given, _: _when(
        given["page"] and given["by_phone"] and not given["ready"], page=Link(given["page"])
    ),
    "put_right": _home(lambda one: one["put_right"]),
    "ordered": _home(lambda one: one["news"] == "ordered"),
    "price": _home(lambda one: one["news"] == "ordered" and one["fee"]),
    "riding": _home(lambda one: one["news"] == "riding"),
    "delivered": _home(lambda one: one["news"] == "delivered"),
    "missed": _home(lambda one: one["news"] == "missed"),
    "due": _home(lambda one: _is_over(one) and one["due"]),
    "nothing_due": _home(
        lambda one: (
            not one["due"]
            and (one["news"] == "missed" or (one["news"] == "delivered" and one["put_right"]))
        )
    ),
    "return_box": lambda given, _: _when(
        given["return_box"] and any(one["news"] == "delivered" for one in given["home"]),
        return_box=given["return_box"],
    ),
    "announced": _cart(lambda cart: cart["news"] == "announced"),
    "changed": _cart(lambda cart: cart["news"] == "changed"),
    "cancelled": _cart(lambda cart: cart["news"] == "cancelled"),
    "rain": _cart(lambda cart: cart["rain_place"] and not cart["rains"]),
    "reserve": _cart(lambda cart: cart["news"] == "reserve"),
    "because": _reasons,
    "page": _cart(lambda cart: cart["page"]),
    "leave": _cart(lambda cart: cart["link"]),
    "confirm": _cart(lambda cart: cart["link"]),
}


def _rides(given: Row) -> bool:
    return any(document.to_ride for document in given["not_found"])


def _waits(given: Row) -> bool:
    return bool(given["ready"] or given["kept"])
