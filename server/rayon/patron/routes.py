"""The public pages of the bike cart. Links show; only a button that somebody presses changes
something.
"""

from typing import Literal

from apiflask import APIBlueprint
from flask import Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale, gettext
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import HTTPException

from rayon import app_files, clock
from rayon.catalogue.branches import all_of
from rayon.config import Settings
from rayon.content_policy import content_policy, styles_in
from rayon.database import reading
from rayon.doors import perform_as_server
from rayon.errors import Refusal
from rayon.holds.action import Deed, Judged
from rayon.languages import LANGUAGES, asked_language
from rayon.limits import limiter
from rayon.notices import browsers
from rayon.notices.channels.push_keys import public_key
from rayon.notices.links import Purpose, id_in, of_waiting
from rayon.patron import waiting
from rayon.patron.stops import calendar_at, contact_of, find_stop, has_ended, page_of
from rayon.rounds import requests, subscribing
from rayon.rounds.feed import feed
from rayon.sentences import sentence
from rayon.staff.access import allow_anyone

routes = APIBlueprint("patron", __name__, url_prefix="/p", enable_openapi=False)
WHY_OPEN = "says what stands on flyers in every letterbox"
WHY_MAILED = "the link is only in a mail to the address on file, and leads to one request"
WHY_WAITING = "only what was told to a patron has its address, and after its hold it only ends that"
WHY_PERSONAL = "only the mail has its address, and it leads to one subscription"


@routes.get("/stop/<code>")
@allow_anyone(WHY_OPEN)
def stop_page(code: str) -> ResponseReturnValue:
    """When the cart comes to this stop."""
    with force_locale(_language()):
        with reading() as session:
            page = page_of(session, code, clock.now())
        return _shown("stop.html", stop=page, push_key=_push_key())


@routes.get("/stop/<code>/accessibility")
@allow_anyone(WHY_OPEN)
def accessibility(code: str) -> ResponseReturnValue:
    """How accessible these pages are, and whom to tell when they are not."""
    return _about(code, "accessibility.html")


@routes.get("/stop/<code>/privacy")
@allow_anyone(WHY_OPEN)
def privacy(code: str) -> ResponseReturnValue:
    """What these pages know of their readers."""
    return _about(code, "privacy.html")


@routes.post("/stop/<code>/subscribe")
@allow_anyone("nothing is sent but one link, and that to the address itself")
@limiter.limit("6/minute;40/hour")
def subscribe(code: str) -> ResponseReturnValue:
    """Ask to be told of visits; the answer is the same whatever is known of the address."""
    language, here = _language(), url_for("patron.stop_page", code=code)
    with force_locale(language):
        with reading() as session:
            stop = find_stop(session, code)
            page = page_of(session, code, clock.now())
        if page.ended:
            raise Refusal("no_such_stop", status=404)
        try:
            subscribing.ask(stop, request.form.get("email", ""), language, clock.now())
        except Refusal as refusal:
            wrong = sentence(refusal.code, {})
            said = {"stop": page, "wrong": wrong, "push_key": _push_key()}
            return _shown("stop.html", here=here, **said), refusal.status
        return _shown("asked.html", here=here, stop=page)


@routes.post("/stop/<code>/reserve")
@allow_anyone("nothing is reserved, and the link goes to the address on file alone")
@limiter.limit("6/minute;40/hour")
def ask_for(code: str) -> ResponseReturnValue:
    """Ask for documents with a card; the answer is the same whatever is known of the card."""
    language, here = _language(), url_for("patron.stop_page", code=code)
    with force_locale(language):
        with reading() as session:
            stop = find_stop(session, code)
            page = page_of(session, code, clock.now())
        if not page.comes:
            raise Refusal("no_such_stop", status=404)
        chosen = set(request.form.getlist("line"))
        lines = [one["line"] for one in page.selection if one["line"] in chosen]
        words = request.form.get("words", "")
        try:
            card = request.form.get("card", "")
            requests.ask(stop, card, lines, words, language, clock.now())
        except Refusal as refusal:
            wrong = {refusal.code: sentence(refusal.code, {})}
            said = {"stop": page, "refused": wrong, "push_key": _push_key()}
            typed = {"chosen": lines, "words": words}
            return _shown("stop.html", here=here, **said, **typed), refusal.status
        return _shown("reserve_asked.html", here=here, stop=page)


@routes.get("/reserve/<token>")
@allow_anyone(WHY_MAILED)
def look_at_reserving(token: str) -> ResponseReturnValue:
    """What was asked for with a card, and a button."""
    return _reservation(token, [])


@routes.post("/reserve/<token>")
@allow_anyone(WHY_MAILED)
@limiter.limit("30/minute")
def reserve(token: str) -> ResponseReturnValue:
    """Somebody pressed it who reads the mail of that card’s patron."""
    language = _language()
    with force_locale(language):
        known = requests.look(id_in("reserve", token))
        if known is None or known.reserved or not _comes(known):
            return _reservation(token, [])
        answers = requests.reserve(id_in("reserve", token), _as_server)
    return _reservation(token, answers)


@routes.post("/stop/<code>/push")
@allow_anyone("a browser names its own address, to which nothing but visits is told")
@limiter.limit("20/minute;200/hour")
def push(code: str) -> ResponseReturnValue:
    """A browser wants to be told of visits, or not, or asks whether it is."""
    asked = _read_push()
    with reading() as session:
        stop = find_stop(session, code)
        is_over = has_ended(session, stop)
    if asked.wish == "tell" and not is_over:
        given = (asked.endpoint, asked.key, asked.secret, _language())
        subscribing.ask_by_push(stop, *given, clock.now())
    elif asked.wish == "leave":
        subscribing.leave_by_push(stop, asked.endpoint)
    return _told(subscribing.is_told_by_push(stop, asked.endpoint))


@routes.get("/stop/<code>/manifest.webmanifest")
@allow_anyone(WHY_OPEN)
def manifest(code: str) -> ResponseReturnValue:
    """What an iPhone wants of a page before it may tell anything: an icon on the home screen."""
    with force_locale(_language()), reading() as session:
        place = find_stop(session, code).place
        page = url_for("patron.stop_page", code=code)
        name = gettext("Bike cart: %(place)s", place=place)
        answer = _manifest(page, page, name, gettext("The library’s bike cart"))
    answer.headers["Cache-Control"] = "public, max-age=900"
    return answer


@routes.get("/waiting/<token>")
@allow_anyone(WHY_WAITING)
def waiting_page(token: str) -> ResponseReturnValue:
    """What waits for a patron, where and until when; and a button to be told on this device."""
    return _waiting(token)


@routes.post("/waiting/<token>/by-mail")
@allow_anyone(WHY_WAITING)
@limiter.limit("60/minute")
def by_mail_again(token: str) -> ResponseReturnValue:
    """Somebody pressed it: no browser tells them any more."""
    return _waiting(token, has_left=browsers.leave(*of_waiting(token)))


@routes.post("/waiting/<token>/push")
@allow_anyone(WHY_WAITING)
@limiter.limit("20/minute;200/hour")
def push_what_waits(token: str) -> ResponseReturnValue:
    """A browser wants to tell a patron what waits, or not, or asks whether it does."""
    asked, (hold_id, sealed) = _read_push(), of_waiting(token)
    if asked.wish == "tell":
        browsers.keep(hold_id, asked.endpoint, asked.key, asked.secret, clock.now())
    elif asked.wish == "leave":
        browsers.leave(hold_id, sealed)
    return _told(browsers.see(hold_id, asked.endpoint, clock.now()))


@routes.get("/waiting/<token>/manifest.webmanifest")
@allow_anyone(WHY_WAITING)
def waiting_manifest(token: str) -> ResponseReturnValue:
    """The same for the page of what waits: one icon, whichever link it was made from."""
    of_waiting(token)
    with force_locale(_language()):
        page = url_for("patron.waiting_page", token=token)
        answer = _manifest("/p/waiting", page, gettext("What waits for you"), gettext("Library"))
    return _for_nobody_else(answer)


@routes.get("/waiting/<token>/privacy")
@allow_anyone(WHY_WAITING)
def waiting_privacy(token: str) -> ResponseReturnValue:
    """What is known of whoever is told by a phone."""
    with force_locale(_language()):
        contact = waiting.contact_at(of_waiting(token)[0])
        back = url_for("patron.waiting_page", token=token, language=_language())
        return _for_nobody_else(_shown("privacy.html", code="", contact=contact, back=back))


@routes.get("/push.js")
@allow_anyone(WHY_OPEN)
def push_script() -> ResponseReturnValue:
    """What the button on the page of a stop does."""
    return _script("push.js")


@routes.get("/push-worker.js")
@allow_anyone(WHY_OPEN)
def push_worker() -> ResponseReturnValue:
    """What a browser keeps of us: it shows what it is told, and nothing else."""
    return _script("push-worker.js")


@routes.get("/confirm/<token>")
@allow_anyone(WHY_PERSONAL)
def look_at_confirming(token: str) -> ResponseReturnValue:
    """Mail programs open links by themselves: this one only shows a button."""
    return _personal("confirm", token)


@routes.post("/confirm/<token>")
@allow_anyone(WHY_PERSONAL)
@limiter.limit("60/minute")
def confirm(token: str) -> ResponseReturnValue:
    """Somebody pressed it."""
    subscribing.confirm(id_in("confirm", token), clock.now())
    return _personal("confirm", token)


@routes.get("/leave/<token>")
@allow_anyone(WHY_PERSONAL)
def look_at_leaving(token: str) -> ResponseReturnValue:
    """One button."""
    return _personal("leave", token)


@routes.post("/leave/<token>")
@allow_anyone(WHY_PERSONAL)
@limiter.limit("600/minute")
def leave(token: str) -> ResponseReturnValue:
    """Somebody pressed it, here or in their mail program (RFC 8058)."""
    subscribing.leave(id_in("leave", token))
    return _personal("leave", token)


@routes.get("/cart/<code>.ics")
@allow_anyone(WHY_OPEN)
def neighbourhood_feed(code: str) -> ResponseReturnValue:
    """The visits of a neighbourhood, for a calendar to come back to."""
    settings: Settings = current_app.config["RAYON"]
    base = settings.public_url.rstrip("/")
    with reading() as session:
        known, plan = calendar_at(session, code)
    with force_locale(known.branch.language):
        today = known.branch.calendar.local_day(clock.now())
        text = feed(
            known, plan, today, lambda stop: base + url_for("patron.stop_page", code=stop.code)
        )
    answer = Response(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=900"
    answer.add_etag()
    return answer.make_conditional(request)


def _about(code: str, template: str) -> ResponseReturnValue:
    with force_locale(_language()):
        with reading() as session:
            stop = find_stop(session, code)
            contact = contact_of(all_of(session)[stop.branch_id])
        back = url_for("patron.stop_page", code=code)
        return _shown(template, code=code, contact=contact, back=back)


def _personal(purpose: Purpose, token: str) -> ResponseReturnValue:
    """The page of one subscription, for nobody’s search engine."""
    with force_locale(_language()):
        known = subscribing.look(id_in(purpose, token))
        answer = _shown(f"{purpose}.html", known=known)
    return _for_nobody_else(answer)


def _waiting(token: str, *, has_left: bool | None = None) -> ResponseReturnValue:
    """``has_left``: what came of the button, if it was pressed."""
    here, (hold_id, sealed) = url_for("patron.waiting_page", token=token), of_waiting(token)
    with force_locale(_language()):
        known = waiting.page_of(hold_id, str(get_locale()), clock.now())
        is_told = known.is_told if known else browsers.is_told(hold_id, sealed)
        said = {"known": known, "token": token, "push_key": _push_key()}
        page = _shown("waiting.html", here=here, is_told=is_told, has_left=has_left, **said)
        return _for_nobody_else(page)


def _told(is_told: bool) -> Response:
    answer = jsonify(told=is_told)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _manifest(known_by: str, page: str, name: str, short_name: str) -> Response:
    said = {
        "id": known_by,
        "name": name,
        "short_name": short_name,
        "start_url": page,
        "scope": "/p/",
        "display": "standalone",
        "background_color": "#f5f2eb",
        "theme_color": "#f5f2eb",
        "icons": [
            {"src": f"/app/icons/icon-{size}.png", "sizes": f"{size}x{size}"} for size in (192, 512)
        ],
    }
    answer = jsonify(said)
    answer.mimetype = "application/manifest+json"
    return answer


def _reservation(token: str, answers: list[requests.Answer]) -> ResponseReturnValue:
    with force_locale(_language()):
        known = requests.look(id_in("reserve", token))
        page = None
        if known is not None:
            with reading() as session:
                page = page_of(session, known.code, clock.now())
        left_out = _why_not(answers)
        answer = _shown("reserve.html", known=known, stop=page, answers=answers, left_out=left_out)
    return _for_nobody_else(answer)


def _comes(known: requests.Asked) -> bool:
    with reading() as session:
        return page_of(session, known.code, clock.now()).comes


def _why_not(answers: list[requests.Answer]) -> list[tuple[str, str]]:
    """What is not reserved, in words for its reader: staff have others."""
    words = {
        "patron_blocked": gettext("Nothing can be reserved on this card at present."),
        "asked_before": gettext("You have reserved this already, but not for this stop."),
        "limit_reached": gettext("You have reserved as many documents as is possible."),
        "kind_limit_reached": gettext("You have reserved as many of this kind as is possible."),
    }
    other = gettext("This cannot be reserved any more.")
    return [(one.document, words.get(one.why, other)) for one in answers if not one.reserved]


def _as_server(deed: Deed) -> Judged:
    (judged,) = perform_as_server()([deed])
    return judged


def _for_nobody_else(answer: Response) -> Response:
    """The page of one person: no search engine, no cache."""
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _push_key() -> str:
    settings: Settings = current_app.config["RAYON"]
    return public_key(settings)


def _script(name: str) -> ResponseReturnValue:
    """One of the two scripts, from among the files of the app."""
    return app_files.app_file(f"patron/{name}")


class PushIn(BaseModel):
    """What a browser says of itself; ``endpoint`` is where its maker takes words for it."""

    model_config = ConfigDict(extra="forbid")
    wish: Literal["tell", "leave", "ask"]
    endpoint: str = Field(min_length=1, max_length=1000, pattern=r"^[!-~]+$")
    key: str = Field("", max_length=100)
    secret: str = Field("", max_length=40)


def _read_push() -> PushIn:
    try:
        return PushIn.model_validate_json(request.get_data(cache=False))
    except ValidationError:
        raise Refusal("not_a_push_service", status=422) from None


@routes.errorhandler(Refusal)
def _refused(refusal: Refusal) -> ResponseReturnValue:
    return _problem(refusal.code, refusal.status)


@routes.errorhandler(HTTPException)
def _http_error(error: HTTPException) -> ResponseReturnValue:
    codes = {404: "no_such_stop", 429: "too_often"}
    return _problem(codes.get(error.code or 500, "bad_request"), error.code or 500)


def _problem(code: str, status: int) -> ResponseReturnValue:
    with force_locale(_language()):
        return _shown("problem.html", says=sentence(code, {})), status


def _shown(template: str, here: str = "", **said: object) -> Response:
    """A page; ``here``: where it is shown in another language, unless at its own address."""
    language = str(get_locale())
    others = [one for one in LANGUAGES if one != language]
    page = render_template(
        f"patron/{template}", language=language, others=others, here=here, **said
    )
    answer = Response(page)
    styles = styles_in(page.encode())
    answer.headers["Content-Security-Policy"] = content_policy(*styles)
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Vary"] = "Accept-Language"
    return answer


def _language() -> str:
    """What the address asks for, else the browser."""
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else asked_language()
