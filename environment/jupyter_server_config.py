"""JupyterLab's settings here: opening or saving an unchanged notebook leaves it as it was, and Java is the only kernel."""

import re
import sys
import warnings
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

sys.path.insert(0, str(Path(__file__).parent))  # a hub's and an image's servers were not started by the launcher
from workbook import pages, saving  # noqa: E402


def is_ours(model):
    return model["type"] == "notebook" and model["content"]["metadata"].get("kernelspec", {}).get("name") == "java"


def before_save(model, **_):
    if is_ours(model):
        saving.settle(model["content"])


def java_version():
    """As the kernel tells it."""
    release = Path(KernelSpecManager().get_kernel_spec("java").argv[0]).parent.parent / "release"
    return re.search(r'JAVA_VERSION="(\d+)', release.read_text("utf-8"))[1]


class Contents(AsyncLargeFileManager):
    """Notebooks come with the kernel's version: if JupyterLab had to write it, each would be changed once it is open.

    The front page comes with a table that says how far its reader is.
    """

    async def get(self, path, content=True, **options):
        model = await super().get(path, content=content, **options)
        if content and is_ours(model):
            model["content"]["metadata"].setdefault("language_info", {})["version"] = java_version()
        elif content and path.strip("/") == pages.FRONT and model["format"] == "text":
            model["content"] = pages.front(self.root_dir, model["content"])
        return model


warnings.filterwarnings("ignore", message="Overriding existing pre_save_hook")  # this file is read twice
c = get_config()  # noqa: F821
c.ServerApp.contents_manager_class = Contents
c.FileContentsManager.pre_save_hook = before_save
# The others are for tests.
c.KernelSpecManager.allowed_kernelspecs = {"java"}
c.KernelSpecManager.ensure_native_kernel = False
# Nothing is asked of the network behind the reader's back.
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None
