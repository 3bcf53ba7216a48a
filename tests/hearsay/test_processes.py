"""One signal ends a run and all that it started; a worker whose parent is gone ends itself."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are another matter on Windows")

RUN = """
import subprocess, sys, time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from hearsay import results

def work(n):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    time.sleep(60)

if __name__ == "__main__":
    results.end_on_signals()
    part = Path(sys.argv[1])
    part.mkdir()
    results.ours.add(part)
    with ProcessPoolExecutor(2, initializer=results.begin_worker) as pool:
        tasks = [pool.submit(work, n) for n in range(2)]
        print("begun", flush=True)
        tasks[0].result()
"""


def begun(tmp_path: Path) -> tuple[subprocess.Popen, list[psutil.Process]]:
    """The run in another process, and all processes that it started."""
    (tmp_path / "run.py").write_text(RUN)
    command = [sys.executable, str(tmp_path / "run.py"), str(tmp_path / "part")]
    lib = str(Path(__file__).resolve().parents[2] / "lib")
    run = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": lib}
    )
    assert run.stdout.readline() == "begun\n"
    for _ in range(100):
        children = psutil.Process(run.pid).children(recursive=True)
        if len(children) >= 4:
            return run, children
        time.sleep(0.1)
    raise AssertionError("no child came")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_and_leaves_nothing(tmp_path, number):
    run, children = begun(tmp_path)
    run.send_signal(number)
    said = run.communicate(timeout=20)[1]
    assert run.returncode == 128 + number
    assert said == "hearsay: stopped.\n"
    assert not psutil.wait_procs(children, timeout=5)[1]
    assert not (tmp_path / "part").exists()


def test_workers_of_a_killed_run_end_themselves_with_what_they_started(tmp_path):
    run, children = begun(tmp_path)
    run.kill()
    run.communicate(timeout=20)
    assert not psutil.wait_procs(children, timeout=10)[1]
