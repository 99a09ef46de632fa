"""The questions put to the database, one name each, one file a room."""

from .desk import *
from .loading import ASSESSED, FOLLOWED, HANDLED, READ, VOTED, lock, newest, published, text, who_sits
from .people import *
from .public import *
from .sittings import *
from .urns import *
