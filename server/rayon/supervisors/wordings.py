"""What a library says to patrons in its own words: reading, changing, trying it out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apiflask import APIBlueprint
from flask import current_app, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from rayon import clock
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.config import Settings
from rayon.database import reading, reading_rows, table_of
from rayon.doors import done, perform
from rayon.errors import Refusal
from rayon.ids import new_id
from rayon.languages import LANGUAGES
from rayon.limits import limiter
from rayon.notices.channels.addresses import is_usable
from rayon.notices.channels.email import envelope
from rayon.notices.channels.sender_address import sender_address
from rayon.notices.channels.web_push import Push
from rayon.notices.invented import CODE, given_for, occasions_of
from rayon.notices.models import Wording
from rayon.notices.own_words import Texts
from rayon.notices.passages import NAMES, SITE, WORDED_IN, WORDINGS, Passage, flaws, in_lines
from rayon.notices.rendering import Words, in_wording, render, starting_texts
from rayon.notices.sender import post_of
from rayon.notices.wordings import NEWEST_FIRST, OwnWords
from rayon.staff.access import allow, person
from rayon.supervisors.who import Whos
from rayon.sync.models import ActionRow

routes = APIBlueprint("wordings", __name__, url_prefix="/api/wordings")

Row = dict[str, Any]
WORDING, ACTION = table_of(Wording), table_of(ActionRow)
#: Older versions stay in the database; nobody goes back that far.
SHOWN = 30


class WordingIn(BaseModel):
    """A wording, passage by passage; empty: our own text."""

    model_config = ConfigDict(extra="forbid")
    passages: dict[str, str] = Field(max_length=20)


class TestIn(WordingIn):
    """To whom a test goes, and for which occasion."""

    to: str = Field(min_length=3, max_length=254)
    occasion: str = Field(max_length=20)


@dataclass(frozen=True)
class TestLetter:
    """A mail to whoever tries a wording out."""

    language: str
    branch: BranchFacts
    email: str
    written_at: datetime
    words: Words
    code: str = CODE
    headers: tuple[tuple[str, str], ...] = ()
    push: Push | None = None


@render.register
def _(letter: TestLetter) -> Words:
    return letter.words


@routes.get("")
@allow("admin")
def overview() -> ResponseReturnValue:
    """Every mail, and in which languages it has words of its own."""
    with reading() as session:
        own = OwnWords(session)
    branch = person().branch_id
    return jsonify(
        mails=[
            {"kind": kind, "own": [one for one in LANGUAGES if own.of(branch, kind, one)]}
            for kind in WORDINGS
        ]
    )


@routes.get("/<kind>/<language>")
@allow("admin")
def show(kind: str, language: str) -> ResponseReturnValue:
    """The passages of a mail, what is in force, what was, and what we say ourselves."""
    return jsonify(_view(kind, language))


@routes.post("/<kind>/<language>")
@allow("admin")
@routes.input(WordingIn, arg_name="body")
def change(kind: str, language: str, body: WordingIn) -> ResponseReturnValue:
    """Word it like this from now on; without passages, as we do."""
    _check(kind, language, body.passages)
    done(perform("set_wording", "", by=person(), **_named(kind, language, body.passages)))
    return jsonify(_view(kind, language))


@routes.post("/<kind>/<language>/preview")
@allow("admin")
@routes.input(WordingIn, arg_name="body")
def preview(kind: str, language: str, body: WordingIn) -> ResponseReturnValue:
    """What an invented patron would read, for each occasion; nothing is kept."""
    _check(kind, language, body.passages)
    write = _writer(kind, language, body.passages)
    mails = [(occasion, write(occasion)) for occasion in occasions_of(kind)]
    return jsonify(
        mails=[
            {"occasion": occasion, "subject": words.subject, "text": words.text}
            for occasion, words in mails
        ]
    )


@routes.post("/<kind>/<language>/test")
@allow("admin")
@limiter.limit("10/minute")
@routes.input(TestIn, arg_name="body")
def send_test(kind: str, language: str, body: TestIn) -> ResponseReturnValue:
    """Send it to whoever asks, marked as a test. The address is not kept."""
    _check(kind, language, body.passages)
    if body.occasion not in occasions_of(kind):
        facts = {"field": "occasion", "reason": ", ".join(occasions_of(kind))}
        raise Refusal("bad_field", facts, status=422)
    if not is_usable(body.to):
        raise Refusal("bad_test_address", status=422)
    words = _writer(kind, language, body.passages)(body.occasion)
    _send(TestLetter(language, _branch(), body.to, clock.now(), _marked(words, language)))
    return jsonify(sent=True)


def _send(letter: TestLetter) -> None:
    settings: Settings = current_app.config["RAYON"]
    if not sender_address(letter.branch, settings):
        raise Refusal("no_sender", status=409)
    post = post_of(settings)
    try:
        result = post.deliver(envelope(new_id(), letter, settings), lambda: True)
    finally:
        post.close()
    if result.kind != "accepted":
        raise Refusal("test_not_sent", {"answer": result.answer or result.kind}, status=409)


def _marked(words: Words, language: str) -> Words:
    with force_locale(language):
        mark = gettext("Test")
        said = gettext("This is a test of the wording. Nothing waits for you.")
    html = words.html.replace("<main", f"<p><strong>{said}</strong></p><main", 1)
    return Words(f"[{mark}] {words.subject}", f"{said}\n\n{words.text}", html)


def _writer(kind: str, language: str, passages: Texts) -> Callable[[str], Words]:
    branch, now = _branch(), clock.now()

    def write(occasion: str) -> Words:
        given = given_for(kind, occasion, branch, language, now)
        return in_wording(language, kind, given, passages or None)

    return write


def _branch() -> BranchFacts:
    with reading() as session:
        return all_of(session)[person().branch_id]


def _check(kind: str, language: str, passages: Texts) -> None:
    if kind not in WORDINGS or language not in WORDED_IN:
        raise Refusal("unknown_wording", status=404)
    found = list(flaws(kind, language, passages)) if passages else []
    if found:
        worst = found[0]
        raise Refusal(worst.code, {**worst.facts, "passage": worst.passage}, status=422)


def _named(kind: str, language: str, passages: Texts) -> Row:
    branch = person().branch_id
    texts = {name: in_lines(text) for name, text in passages.items()}
    return {"branch": branch, "kind": kind, "language": language, "passages": texts}


def _view(kind: str, language: str) -> Row:
    _check(kind, language, {})
    versions = _versions(kind, language)
    return {
        "kind": kind,
        "language": language,
        "passages": [_passage(passage, language) for passage in WORDINGS[kind]],
        "everywhere": [NAMES[name][language] for name in SITE],
        "ours": starting_texts(language)[kind],
        "occasions": occasions_of(kind),
        "versions": versions,
    }


def _passage(passage: Passage, language: str) -> Row:
    return {
        "name": passage.name,
        "optional": passage.optional,
        "must": [NAMES[name][language] for name in passage.must],
        "may": [NAMES[name][language] for name in passage.may],
    }


def _versions(kind: str, language: str) -> list[Row]:
    """The newest first, which is in force; who made it stands in the log."""
    query = (
        select(WORDING.c.id, WORDING.c.made_at, WORDING.c.passages, ACTION.c.by)
        .outerjoin(ACTION, ACTION.c.id == WORDING.c.id)
        .where(WORDING.c.branch_id == person().branch_id)
        .where(WORDING.c.kind == kind, WORDING.c.language == language)
        .order_by(*NEWEST_FIRST)
        .limit(SHOWN)
    )
    with reading_rows() as connection:
        rows = connection.execute(query).all()
        people = Whos(connection, [row.by for row in rows], clock.now())
    return [
        {
            "id": row.id,
            "at": row.made_at.isoformat(),
            "who": people.did(row.by, row.made_at),
            "passages": row.passages,
        }
        for row in rows
    ]
