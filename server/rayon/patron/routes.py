"""The public pages of the bike cart. Links show; only a button that somebody presses changes
something.
"""

from apiflask import APIBlueprint
from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale
from werkzeug.exceptions import HTTPException

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.config import Settings
from rayon.content_policy import content_policy, styles_in
from rayon.database import reading
from rayon.errors import Refusal
from rayon.languages import LANGUAGES, asked_language
from rayon.patron.stops import calendar_at, contact_of, find_stop, page_of
from rayon.rounds.feed import feed
from rayon.sentences import sentence
from rayon.staff.access import allow_anyone

routes = APIBlueprint("patron", __name__, url_prefix="/p", enable_openapi=False)
WHY_OPEN = "says what stands on flyers in every letterbox"


@routes.get("/stop/<code>")
@allow_anyone(WHY_OPEN)
def stop_page(code: str) -> ResponseReturnValue:
    """When the cart comes to this stop."""
    with force_locale(_language()):
        with reading() as session:
            page = page_of(session, code, clock.now())
        return _shown("stop.html", stop=page)


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
        return _shown(template, code=code, contact=contact)


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


def _shown(template: str, **said: object) -> Response:
    language = str(get_locale())
    others = [one for one in LANGUAGES if one != language]
    page = render_template(f"patron/{template}", language=language, others=others, **said)
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
