"""What protects the person in front of the page: headers, the cookie, the token of forms.

The token in the cookie is the only thing a browser holds; the server keeps its hash. A form's token is derived from
it, so a form works only in the browser it was shown in.
"""

import hashlib
import hmac
import secrets
from io import BytesIO

from flask import Flask, Request, Response, current_app, g, request

from .codes import Codes

POLICY = "; ".join((
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "connect-src 'self'", "worker-src 'self'",
    "img-src 'self'", "media-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))
FEATURES = ("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
            "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking")
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
}
CLEAR = '"cookies", "storage"'
AWAY = "away"  # what the exit's script leaves in the jar until the site has been reached


class InMemory(Request):
    """What is sent stays in memory: a file would lie on the disk, as anybody can read it."""

    def _get_file_stream(self, *told, **facts) -> BytesIO:
        return BytesIO()


def init_app(app: Flask) -> None:
    app.request_class = InMemory
    app.after_request(protect)


def protect(response: Response) -> Response:
    """Put the headers on every answer, and the cookie where this request made or dropped one."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "immutable" not in response.cache_control:
        response.headers["Cache-Control"] = "no-store"
    if not is_indexable(response):
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    if current_app.config["HTTPS"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if g.get("came_anew"):
        response.delete_cookie(AWAY)
        response.delete_cookie(cookie_name(), secure=current_app.config["HTTPS"], httponly=True, samesite="Lax")
    if "token" in g:
        set_cookie(response, g.token)
    return response


def is_indexable(response: Response) -> bool:
    """Only a real commission's public pages may be found by search engines."""
    return response.status_code == 200 and g.get("indexable", False)


# --- the cookie ------------------------------------------------------------------------------------------------------
def cookie_name() -> str:
    return "__Host-s" if current_app.config["HTTPS"] else "s"


def set_cookie(response: Response, token: str, lasting: int | None = None) -> None:
    response.set_cookie(cookie_name(), token, secure=current_app.config["HTTPS"], httponly=True, samesite="Lax",
                        max_age=lasting)


def brought() -> str | None:
    """The token this request came with; nothing from a browser whose reader has left."""
    return None if has_left() else request.cookies.get(cookie_name())


def token() -> str:
    """This browser's token; a browser without one gets one with the answer."""
    if "token" not in g and not brought():
        fresh_token()
    return g.get("token") or brought()


def fresh_token(drawn: str = "") -> str:
    """A new token for this browser: 256 bits. Taken at sign-in, so that one planted before is worth nothing."""
    g.token = drawn or secrets.token_urlsafe(32)
    return g.token


def drawn(*facts: str) -> str:
    """A token that these facts always give, and that nobody can tell from them."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, f"drawn|{'|'.join(facts)}".encode(), hashlib.sha256).hexdigest()


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def form_token() -> str:
    """What a form of this browser must bring back; never twice the same, so that compression cannot betray it."""
    mask = secrets.token_hex(8)
    return mask + masked(mask)


def is_form_token(brought: str) -> bool:
    return hmac.compare_digest(brought[16:].encode(), masked(brought[:16]).encode())


def masked(mask: str) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, f"{mask}|{token()}".encode(), hashlib.sha256).hexdigest()


def ticket(*facts: str) -> str:
    """A word of ours that these facts are ours, for a request that may come when its session is gone."""
    key = current_app.config["SECRET_KEY"].encode()
    sealed = "|".join(facts)
    return f"{sealed}|{hmac.new(key, f'ticket|{sealed}'.encode(), hashlib.sha256).hexdigest()}"


def facts_of(brought: str) -> list[str] | None:
    """What a ticket of ours says; None for one that is not ours."""
    facts = brought.split("|")[:-1]
    return facts if hmac.compare_digest(ticket(*facts).encode(), brought.encode()) else None


def codes() -> Codes:
    """What this installation makes of codes."""
    return Codes(current_app.config["PEPPER"], **current_app.config["ARGON2"])


def leave(response: Response) -> Response:
    """Forget this browser. The throw-away cookie changes the jar even where there was none: that, and not the
    header, is what keeps the Back button from showing a page the browser still holds in memory."""
    g.pop("token", None)
    set_cookie(response, secrets.token_urlsafe(8), lasting=1)
    response.delete_cookie(AWAY)
    response.headers["Clear-Site-Data"] = CLEAR
    return response


def has_left() -> bool:
    """Whether her reader has left since this browser last reached us."""
    return AWAY in request.cookies


def come_anew() -> None:
    """From here on this is a browser that brought nothing."""
    g.came_anew = True
