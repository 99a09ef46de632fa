"""How the site is served: two processes, a few threads each, and no trace of who came."""

import gc
import os
import sys

from gunicorn.glogging import Logger

from commission.web.pages import mishaps
from commission.web.sealed import keys

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
preload_app = True  # read once, before the workers are born: they share it, and one that dies is replaced in no time
accesslog = None  # an access log would keep addresses
loglevel = "error"  # its warnings name the addresses of odd requests
timeout = 60


class Discreet(Logger):
    """What no page of ours could tell is logged without the address that was asked for, and without its message."""

    def exception(self, msg, *args, **more):
        if args:
            self.error("%s", mishaps.place(sys.exception()))
        else:
            super().exception(msg, **more)


logger_class = Discreet


def when_ready(server):
    """Refuse to serve with keys that open nothing. What is there before the workers is there for good: left alone by
    the collector, its memory stays shared."""
    if why := keys.fault(server.app.wsgi()):
        sys.exit(why)
    gc.collect()
    gc.freeze()
