"""The door: `python app.py` serves the site, `flask …` commands keep it."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # threads share the memory they free: 15 MB less a worker
    # The same server to try the site and to put it in service; its settings, and why, are in gunicorn.conf.py. It is
    # what reads the site: read here as well, the first page would come a second later.
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "app:app"])  # noqa: S606 - ourselves
else:
    from commission.site import create_app

    app = create_app()
