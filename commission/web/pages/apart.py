"""Programs that run in a process of their own: neither their memory nor their faults are the site's."""

import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

HERE = Path(__file__).parent
PATIENCE = 30  # seconds, of a machine that does much else


def run(program: str, *told: str | Path, data: bytes) -> CompletedProcess:
    """What a program of this folder makes of these bytes; TimeoutExpired when it takes too long."""
    return subprocess.run([sys.executable, "-I", HERE / program, *told], input=data, stdout=subprocess.PIPE,  # noqa: S603
                          stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False)
