"""What a view says of itself, beside its address: a guard is declared where it applies."""

from collections.abc import Callable

from flask import current_app, request


def keeps_typing(view: Callable) -> Callable:
    """Mark a page where one types at length: what is typed there is given back after a visit that was over, or after
    leaving quickly. Never one where a code is typed."""
    view.keeps_typing = True
    return view


def adds(view: Callable) -> Callable:
    """Mark a page whose form adds something each time: the same words sent again the same day are the first ones."""
    view.adds = True
    return view


ROOM = 24 * 1024 * 1024  # for a file that is too large too: so its sentence can be said, and what was typed stays


def takes_a_letter(view: Callable) -> Callable:
    """Mark a page whose form a letter may be joined to: what is sent there is read though it is large."""
    view.takes_a_letter = True
    return view


def make_room() -> None:
    """Before a form is read."""
    if says("takes_a_letter"):
        request.max_content_length = ROOM


def unseen(when: Callable[..., bool] = lambda **place: True) -> Callable[[Callable], Callable]:
    """Mark a page, or those of its places that `when` tells by their address, on which nothing notes that she was
    here: whatever is written along with a ballot, or just before it, would say when it was cast."""
    def mark(view: Callable) -> Callable:
        view.unseen = when
        return view
    return mark


def for_outsiders(view: Callable) -> Callable:
    """Mark what a guardian from outside may open: her own room, the urns to count, her own place here."""
    view.for_outsiders = True
    return view


def in_any_case(view: Callable) -> Callable:
    """Mark what is answered whatever stands, the way out and what pages are drawn with: before there is a commission,
    and to whoever left while the site could not be reached."""
    view.in_any_case = True
    return view


THRESHOLDS = ("the exit", "the digits", "consent")  # in the order they are passed


def before_the_exit(view: Callable) -> Callable:
    """Mark what a newcomer may open before she has read how to leave quickly."""
    view.before = "the exit"
    return for_outsiders(view)


def before_the_digits(view: Callable) -> Callable:
    """Mark what a facilitator may open before she has shown her second factor."""
    view.before = "the digits"
    return view


def before_consent(view: Callable) -> Callable:
    """Mark what a person may open before she has said yes to what is kept of her."""
    view.before = "consent"
    return for_outsiders(view)


def takes(*names: str) -> Callable[[Callable], Callable]:
    """Name what a public page looks at in the query of its address: it is the same page whatever else stands there."""
    def mark(view: Callable) -> Callable:
        view.takes = names
        return view
    return mark


# --- asked of the page that is open ----------------------------------------------------------------------------------
def is_keeping() -> bool:
    """Whether what is typed on this page is kept."""
    return says("keeps_typing") and not is_unseen()


def is_unseen() -> bool:
    """Whether this page is one on which nothing notes that she was here."""
    when = says("unseen")
    return bool(when) and when(**request.view_args)


def before_this() -> tuple[str, ...]:
    """The thresholds one passes before this page: what it is itself before need not be passed to open it."""
    before = says("before")
    return THRESHOLDS[:THRESHOLDS.index(before)] if before else THRESHOLDS


def says(mark: str, endpoint: str | None = None):
    """What this page, or the one of an endpoint, says of itself; False where it says nothing."""
    return getattr(current_app.view_functions.get(endpoint or request.endpoint), mark, False)
