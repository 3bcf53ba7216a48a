"""JupyterLab on the notebooks: it greets with nothing, and what it saves differs from a run in nothing but its outputs."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat

from hearsay import run

CONFIG = """\
from hearsay.lab import before_saving

c = get_config()
c.FileContentsManager.pre_save_hook = before_saving
c.LabApp.extension_manager = "readonly"
"""
QUIET = '{"fetchNews": "false", "checkForUpdates": false}\n'


def begin(arguments: Sequence[str]) -> None:
    """Become JupyterLab on the notebooks, so that signals reach it."""
    run.isolate(run.BUILD / ".lab")
    prepare(Path(os.environ["JUPYTER_CONFIG_DIR"]))
    options = [f"--notebook-dir={run.ROOT}", *arguments, str(run.notebooks()[0])]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *options])


def prepare(config: Path) -> None:
    """Write what JupyterLab reads at its start into its (private) folder of configuration."""
    settings = config / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "notification.jupyterlab-settings").write_text(QUIET, "utf-8")
    (config / "jupyter_server_config.py").write_text(CONFIG, "utf-8")


def before_saving(model: dict[str, Any], **_: Any) -> None:
    """Before a notebook is saved: without the kernel's versions, and with cells named as a run names them."""
    content = model.get("content")
    if model.get("type") == "notebook" and content and content.get("nbformat") == 4:
        model["content"] = run.tidy(nbformat.from_dict(content))
