"""Days and moments as they are read where the commission sits, in the language spoken now."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from commission.web.db import commission

from .messages import tongue

MOST = 2_000  # days kept as they were written: a page says the same few again and again


# --- the place -------------------------------------------------------------------------------------------------------
def zone() -> ZoneInfo:
    """The zone times are typed and shown in."""
    house = commission()
    return ZoneInfo(house.timezone if house else "UTC")


def here(moment: datetime) -> datetime:
    """A moment as the clocks tell it where the commission sits: its day is the commission's."""
    return moment.astimezone(zone())


def local_day(moment: datetime) -> date:
    return here(moment).date()


# --- as they are read ------------------------------------------------------------------------------------------------
def day(value: date) -> str:
    return written(value, "{figure} MMMM yyyy")


def month(value: date) -> str:
    """The month alone and short, beside a figure that stands out."""
    return written(value, "MMM")


def whole_month(value: date) -> str:
    """A month and its year, above what falls in it."""
    return written(value, "MMMM yyyy")


def moment(value: datetime) -> str:
    return written(value, "EEEE {figure} MMMM yyyy, HH:mm")


def written(value: date, pattern: str) -> str:
    there = on_the_clock(value)
    return as_babel_writes(there, pattern.format(figure=figure(there)), tongue().formats)


def figure(there: date) -> str:
    """How the figure of a day is written: in some languages a month's first day bears a mark."""
    mark = tongue().first_of_month
    return f"d'{mark}'" if mark and there.day == 1 else "d"


def on_the_clock(value: date) -> date:
    """A day as it is; a moment as the clocks show it here, and no more: two of other zones may be equal, and are kept
    apart as they were written."""
    return here(value).replace(tzinfo=None) if isinstance(value, datetime) else value


@lru_cache(MOST)
def as_babel_writes(value: date, pattern: str, locale: str) -> str:
    return format_datetime(value, pattern, locale=locale)
