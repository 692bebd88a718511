"""JupyterLab's settings here: saving an unchanged notebook leaves the file as it was."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from notebook_tools import saving  # noqa: E402


def before_save(model, **_):
    content = model.get("content")
    if model["type"] == "notebook" and content["metadata"].get("kernelspec", {}).get("name") == "java":
        saving.settle(content)


c = get_config()  # noqa: F821
c.FileContentsManager.pre_save_hook = before_save
