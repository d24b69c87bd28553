"""Rayon: from "a patron wants this document" to "the patron has it in hand".

``create_app`` is the table of contents: settings, database, language, doors, steps, jobs.
"""

from apiflask import APIFlask
from werkzeug.middleware.proxy_fix import ProxyFix

from rayon import cli, database, jobs, languages, logs, web
from rayon.config import Settings, from_environment
from rayon.delivery.firm_page import routes as firm_page
from rayon.delivery.firm_routes import routes as firm_links
from rayon.delivery.parcel_routes import routes as parcels
from rayon.delivery.routes import routes as delivery
from rayon.delivery.sum_routes import routes as sums
from rayon.doors import open_doors
from rayon.hold_shelf.paper import routes as paper
from rayon.hold_shelf.routes import routes as hold_shelf
from rayon.holds.routes import routes as holds
from rayon.ils.routes import routes as ils
from rayon.limits import limiter
from rayon.notices.routes import routes as notices
from rayon.patron.routes import routes as patron
from rayon.picking.routes import routes as picking
from rayon.privacy.routes import routes as privacy
from rayon.rounds.call_routes import routes as cart_calls
from rayon.rounds.cart_routes import routes as cart
from rayon.rounds.routes import routes as rounds
from rayon.rounds.street_routes import routes as street
from rayon.shelves.routes import routes as shelves
from rayon.slips.routes import routes as slips
from rayon.staff.access import check_every_route
from rayon.staff.people_routes import routes as people
from rayon.staff.routes import routes as staff
from rayon.supervisors.audit import routes as audit
from rayon.supervisors.branch_settings import routes as branch_settings
from rayon.supervisors.catalogue_import import routes as catalogue_import
from rayon.supervisors.locations import routes as locations
from rayon.supervisors.pickup_days import routes as pickup_days
from rayon.supervisors.report import routes as report
from rayon.supervisors.routes import routes as supervisors
from rayon.supervisors.team import routes as team
from rayon.supervisors.wordings import routes as wordings
from rayon.sync import apply
from rayon.sync.perform import perform_all, perform_for
from rayon.sync.routes import routes as sync


def create_app(settings: Settings | None = None) -> APIFlask:
    """The whole server, ready to serve; nothing is read from the database yet."""
    logs.configure()
    settings = settings or from_environment()
    app = web.Server(
        __name__,
        title="Rayon",
        docs_path=None,
        spec_path=None,
        json_errors=False,
        static_folder=None,  # type: ignore[arg-type]
    )
    app.config["RAYON"] = settings
    app.config["MAX_CONTENT_LENGTH"] = web.LARGEST_BODY
    app.secret_key = web.secret_key(settings)
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies
    )
    database.connect(app, settings.sqlalchemy_url())
    database.migrate.init_app(app, database.db, directory=database.MIGRATIONS, render_as_batch=True)
    languages.init_app(app)
    limiter.init_app(app)
    web.init_app(app)
    apply.init_app(app)
    for routes in (
        staff,
        people,
        sync,
        holds,
        hold_shelf,
        picking,
        delivery,
        parcels,
        sums,
        firm_links,
        firm_page,
        rounds,
        cart,
        cart_calls,
        street,
        patron,
        shelves,
        slips,
        paper,
        supervisors,
        pickup_days,
        branch_settings,
        locations,
        audit,
        report,
        team,
        wordings,
        ils,
        catalogue_import,
        notices,
        privacy,
    ):
        app.register_blueprint(routes)
    app.config["RAYON_DOORS"] = open_doors(perform_all, perform_for)
    cli.init_app(app)
    check_every_route(app)
    jobs.init_app(app)
    return app
