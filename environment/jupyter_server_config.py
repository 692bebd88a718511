"""JupyterLab's settings here: saving an unchanged notebook leaves the file as it was."""

import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from notebook_tools import saving  # noqa: E402


def before_save(model, **_):
    content = model.get("content")
    if model["type"] == "notebook" and content["metadata"].get("kernelspec", {}).get("name") == "java":
        saving.settle(content)


warnings.filterwarnings("ignore", message="Overriding existing pre_save_hook")  # this file is read twice
c = get_config()  # noqa: F821
c.FileContentsManager.pre_save_hook = before_save
# Nothing is asked of the network behind the reader's back.
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None
