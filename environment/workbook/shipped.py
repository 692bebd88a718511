"""The notebooks as they were shipped, and the way back to them. What a reader wrote is kept beside them.

In a clone, Git's last commit is what was shipped. In a folder without Git, set-up keeps a copy the first time it runs.
"""

import os
import shutil
import subprocess
from pathlib import Path

from . import saving

MINE = "_mine_"
KEPT = ".shipped"  # in notebooks/, where `clean` takes nothing away


def keep(folder):
    """Copies the notebooks where Git can't bring them back; a copy that is there stays as it is."""
    if not committed(folder) and not (folder / KEPT).exists():
        fresh = folder / f"{KEPT}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        for path in folder.glob("*.ipynb"):
            shutil.copy2(path, fresh)
        fresh.rename(folder / KEPT)


def names(folder):
    """The names of the notebooks that can be brought back."""
    return sorted(Path(name).stem for name in committed(folder) or os.listdir(folder / KEPT))


def committed(folder):
    """The notebooks in Git's last commit; none without Git, or where Git holds something else."""
    listing = git(folder, "ls-tree", "--name-only", "-z", "HEAD", "--", "./") or b""
    return [name for name in listing.decode("utf-8").split("\0") if name.endswith(".ipynb")]


def original(folder, name):
    return git(folder, "show", f"HEAD:./{name}.ipynb") or (folder / KEPT / f"{name}.ipynb").read_bytes()


def git(folder, *words):
    try:
        return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def reset(source, name, folder):
    """Brings one notebook of the source folder back into another; says in a sentence or two where both are."""
    path = folder / f"{name}.ipynb"
    shipped = original(source, name)
    if path.exists() and same(path.read_bytes(), shipped):
        return f"{path} is as it was shipped."
    mine = ""
    if path.exists():
        mine = f"\nYours is kept in {put_aside(path)}"
    saving.replace(path, shipped)
    return f"{path} is as it was shipped again.{mine}\nIf it is open, choose File, Reload Notebook from Disk."


def same(one, other):
    return one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def put_aside(path):
    """Copies a file to the first free name with a number; a file that is there is never written over."""
    number = 1
    while True:
        mine = path.with_name(f"{path.stem}{MINE}{number}{path.suffix}")
        try:
            with open(mine, "xb") as copy:
                copy.write(path.read_bytes())
            return mine
        except FileExistsError:
            number += 1
