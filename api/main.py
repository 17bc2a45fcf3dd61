"""The service as an ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api import health
from api.about import pages as about_pages
from api.basemap import pages as map_pages
from api.basemap import routes as basemap
from api.basemap.service import data_version
from api.conditional import ConditionalReads
from api.cors import ReadableByOthers
from api.crossings import pages as crossing_pages
from api.crossings import routes as crossings
from api.database import make_engine
from api.deployment import files_of
from api.errors import add_error_handlers
from api.freshness import KeptPages
from api.headers import SecurityHeaders
from api.here import pages as here_pages
from api.institutions import pages as institution_pages
from api.institutions import routes as institutions
from api.limits.service import RateLimits
from api.links import pages as links
from api.locale import LanguageInPath
from api.logs import AccessLog, configure_logs
from api.openapi import describe_errors
from api.outings import pages as outing_pages
from api.outings import routes as outings
from api.places import pages as place_pages
from api.reach import pages as way_pages
from api.reach import routes as reach
from api.reach.networks import Networks
from api.search import pages as search_pages
from api.search import routes as search
from api.settings import Settings
from api.tiles import routes as tiles
from api.tiles.service import TileService
from geo.warm import warm
from web.security import security_headers
from web.statics import VersionedFiles


def from_environment() -> FastAPI:
    """The application as each of several processes makes it, from settings in its environment."""
    configure_logs()
    return create_app(Settings())


def create_app(settings: Settings) -> FastAPI:
    """The application for these settings; they name the database (the CLI fills them in)."""
    if settings.database_url is None:
        raise ValueError("the application needs a database URL")
    engine = make_engine(settings.database_url)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await app.state.tiles.start()
        Thread(target=warm, daemon=True).start()
        yield
        await app.state.tiles.stop()
        engine.dispose()

    app = FastAPI(
        title="Nærhedscirklen",
        version="1",
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.engine = engine
    app.state.kept_pages = KeptPages()
    app.state.networks = Networks(files_of(settings))
    app.state.limits = RateLimits(settings, engine)
    app.state.tiles = TileService(settings, lambda: data_version(engine))
    app.add_middleware(ConditionalReads)
    app.add_middleware(ReadableByOthers)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(LanguageInPath, home=settings.locale)
    app.add_middleware(SecurityHeaders, headers=security_headers())
    app.add_middleware(AccessLog)
    add_error_handlers(app)
    describe_errors(app)
    for feature in (
        institutions,
        reach,
        outings,
        crossings,
        search,
        basemap,
        health,
        tiles,
        institution_pages,
        way_pages,
        outing_pages,
        crossing_pages,
        here_pages,
        search_pages,
        map_pages,
        place_pages,
        about_pages,
        links,
    ):
        app.include_router(feature.router)
    app.mount("/static", VersionedFiles(), name="static")
    return app
