"""Which language a visitor reads: the address says it, `/en/…`; without, the deployment's own.

The API has no such addresses: there it is `?lang=en`.
"""

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from web.i18n import LOCALES

WITHOUT_LANGUAGE = ("/api", "/static", "/tiles", "/map.js")


class LanguageInPath:
    """ASGI middleware that takes the language off the path, as a server does a root path."""

    def __init__(self, app: ASGIApp, home: str) -> None:
        self.app = app
        self.others = tuple(locale for locale in LOCALES if locale != home)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._take(scope)
        await self.app(scope, receive, send)

    def _take(self, scope: Scope) -> None:
        root = scope.get("root_path", "")
        _, _, rest = scope["path"].removeprefix(root).partition("/")
        locale, slash, page = rest.partition("/")
        if locale not in self.others or f"/{page}".startswith(WITHOUT_LANGUAGE):
            return
        scope.setdefault("state", {})["locale"] = locale
        scope["root_path"] = f"{root}/{locale}"
        if not slash:
            scope["path"] += "/"


def locale_of(request: Request) -> str:
    in_path = getattr(request.state, "locale", None)
    if in_path:
        return str(in_path)
    asked = request.query_params.get("lang")
    if asked in LOCALES and request.url.path.startswith("/api"):
        return asked
    return str(request.app.state.settings.locale)
