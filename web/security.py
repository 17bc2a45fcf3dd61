"""The one place where security headers are made."""

from collections.abc import Sequence

SELF = "'self'"
NONE = "'none'"

# What pages may ask the device for; all that is not named here stays at the browser's default.
DEVICE = {
    "accelerometer": "",
    "autoplay": "",
    "camera": "",
    "display-capture": "",
    "encrypted-media": "",
    "fullscreen": "self",
    "geolocation": "self",
    "gyroscope": "",
    "magnetometer": "",
    "microphone": "",
    "midi": "",
    "payment": "",
    "publickey-credentials-get": "",
    "screen-wake-lock": "",
    "serial": "",
    "usb": "",
    "xr-spatial-tracking": "",
}


def security_headers(*, frame_ancestors: Sequence[str] = (SELF,)) -> dict[str, str]:
    """The headers of every answer; `frame_ancestors` are the sites that may embed our pages."""
    return {
        "Content-Security-Policy": content_security_policy(frame_ancestors=frame_ancestors),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=({who})" for name, who in DEVICE.items()),
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def content_security_policy(*, frame_ancestors: Sequence[str] = (SELF,)) -> str:
    """Only our own files, nothing inline, nothing evaluated."""
    for ancestor in frame_ancestors:
        if not ancestor or set(ancestor) & set(" ;,\r\n"):
            raise ValueError(f"not one source of a content security policy: {ancestor!r}")
    policy = {
        "default-src": NONE,
        "script-src": SELF,
        "style-src": SELF,
        "img-src": f"{SELF} data:",
        "font-src": SELF,
        "connect-src": SELF,
        "manifest-src": SELF,
        "base-uri": NONE,
        "form-action": SELF,
        "frame-ancestors": " ".join(frame_ancestors) or NONE,
    }
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())
