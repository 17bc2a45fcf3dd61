"""The headers that keep others' scripts out of our pages."""

import pytest

from web.security import content_security_policy, security_headers


def directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: sources for name, *sources in parts}


def test_only_our_own_files_and_nothing_inline() -> None:
    policy = content_security_policy()

    assert directives(policy) == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
    assert "unsafe" not in policy


def test_a_municipality_may_embed_the_map_where_settings_name_it() -> None:
    headers = security_headers(frame_ancestors=("'self'", "https://www.aalborg.dk"))

    policy = directives(headers["Content-Security-Policy"])
    assert policy["frame-ancestors"] == ["'self'", "https://www.aalborg.dk"]


def test_no_ancestor_at_all_means_none() -> None:
    assert directives(content_security_policy(frame_ancestors=()))["frame-ancestors"] == ["'none'"]


@pytest.mark.parametrize("ancestor", ["", "https://a.dk; script-src *", "a b", "a\r\nX: y", "a,b"])
def test_an_ancestor_cannot_bring_a_rule_of_its_own(ancestor: str) -> None:
    with pytest.raises(ValueError, match="not one source"):
        content_security_policy(frame_ancestors=(ancestor,))


def test_the_page_may_ask_where_it_is_and_nothing_else() -> None:
    headers = security_headers()

    allowed = [rule for rule in headers["Permissions-Policy"].split(", ") if "=()" not in rule]
    assert allowed == ["fullscreen=(self)", "geolocation=(self)"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
