"""`Depends(limit("search"))` on a route: too many requests from one address are answered 429."""

from collections.abc import Callable
from hashlib import blake2b
from ipaddress import ip_address
from math import ceil
from time import time

from fastapi import Request
from limits import RateLimitItem, parse
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import Engine

from api.errors import N_, TooMany
from api.limits.storage import PostgresStorage
from api.settings import Settings

TOO_MANY = N_("Too many questions at once. Try again in a little while.")
IPV6_OF_ONE_HOME = 64
"""Bits that a home or a phone has for itself."""


class RateLimits:
    """The limits of a deployment. Addresses are kept as keyed hashes, until the window ends."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._strategy = FixedWindowRateLimiter(PostgresStorage(engine))
        self._limits = {
            "search": parse(settings.search_limit),
            "circle": parse(settings.circle_limit),
        }
        url = engine.url.render_as_string(hide_password=False)
        self._secret = blake2b(url.encode(), digest_size=32).digest()

    def check(self, name: str, address: str) -> None:
        """Count a request. Raises TooMany with the seconds until the next one may come."""
        item = self._limits[name]
        who = self._hashed(address)
        if not self._strategy.hit(item, name, who):
            raise TooMany(TOO_MANY, retry_after_s=self._seconds_left(item, name, who))

    def _seconds_left(self, item: RateLimitItem, name: str, who: str) -> int:
        return max(1, ceil(self._strategy.get_window_stats(item, name, who).reset_time - time()))

    def _hashed(self, address: str) -> str:
        return blake2b(_home(address), key=self._secret, digest_size=12).hexdigest()


def limit(name: str) -> Callable[[Request], None]:
    """A dependency of a route; `name` is one of the limits in the settings."""

    def check(request: Request) -> None:
        address = request.client.host if request.client else ""
        request.app.state.limits.check(name, address)

    return check


def _home(address: str) -> bytes:
    try:
        ip = ip_address(address)
    except ValueError:
        return address.encode()
    return ip.packed if ip.version == 4 else ip.packed[: IPV6_OF_ONE_HOME // 8]
