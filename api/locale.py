"""Which language a visitor reads: the one asked for in the address, else the deployment's own."""

from fastapi import Request

from web.i18n import LOCALES


def locale_of(request: Request) -> str:
    asked = request.query_params.get("lang")
    if asked in LOCALES:
        return asked
    return str(request.app.state.settings.locale)
