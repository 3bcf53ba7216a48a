"""Ending a run: one signal ends it with all its processes at once, and a process whose parent is gone ends itself."""

import atexit
import os
import shutil
import signal
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.util import register_after_fork
from pathlib import Path
from types import FrameType

import psutil

PATIENCE = 1.5  # seconds for last wishes
leftovers: set[Path] = set()  # folders that are to be gone when this process ends before its time
_parent = 0  # whom this process follows, of a worker
SIGNALS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]


def end_on_signals() -> None:
    """Let Ctrl-C, SIGTERM and SIGHUP end this process and all that it started, after its last wishes (`finally`)."""
    for number in SIGNALS:
        signal.signal(number, _end)
    atexit.register(_clear)
    register_after_fork(_end, lambda _: begin_worker())  # whoever forks our workers


def _end(number: int, frame: FrameType | None) -> None:
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    end_children()
    sys.stdout.flush()
    print("hearsay: stopped.", file=sys.stderr, flush=True)
    threading.Thread(target=_insist, args=(128 + number,), daemon=True).start()
    raise SystemExit(128 + number)


def _insist(code: int) -> None:
    """End this process where its last wishes take too long: a pool may wait for ever for workers that were killed."""
    time.sleep(PATIENCE)
    _clear()
    os._exit(code)


def _clear() -> None:
    for path in leftovers:
        shutil.rmtree(path, ignore_errors=True)


def end_children() -> None:
    """Kill every process that this one started, and those that they started."""
    me = psutil.Process()
    for child in me.children():
        with suppress(psutil.Error):
            child.suspend()  # so that none of them starts another meanwhile
    everyone = me.children(recursive=True)
    for child in everyone:
        with suppress(psutil.Error):
            child.kill()
    psutil.wait_procs(everyone, timeout=3)


def clear_parts(folder: Path) -> None:
    """Remove the files NAME.PROCESS.part below a folder that a process which is gone left half written."""
    for path in folder.rglob("*.part"):
        number = path.name.split(".")[-2]
        if number.isdigit() and not psutil.pid_exists(int(number)):
            path.unlink(missing_ok=True)


def begin_worker() -> None:
    """Make this process a worker: its parent decides about signals, and when the parent is gone, it ends."""
    global _parent
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in SIGNALS[1:]:
        signal.signal(number, signal.SIG_DFL)
    if _parent == os.getppid():
        return
    _parent = os.getppid()
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    end_children()
    os._exit(1)
