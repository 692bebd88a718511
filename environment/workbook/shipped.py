"""The notebooks as they were shipped, and the way back to them. What a reader wrote is kept beside them.

In a clone, Git's last commit is what was shipped. In a folder without Git, the first set-up of a version keeps a copy.
"""

import shutil
import subprocess
from pathlib import Path

from . import library, saving

MINE = "_mine_"
READERS = (".*", f"*{MINE}*", "*-Copy*", "Untitled*")  # what Jupyter and `reset` call a reader's files
KEPT = ".shipped"  # in notebooks/, where `clean` takes nothing away
NOTEBOOKS = library.ROOT / "notebooks"


def keep(folder):
    """Copies the notebooks where Git can't bring them back, once for each version; an older version's copy goes."""
    if not committed(folder) and not kept(folder).exists():
        fresh = folder / f"{KEPT}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(folder, fresh, ignore=shutil.ignore_patterns(*READERS))
        shutil.rmtree(folder / KEPT, ignore_errors=True)
        kept(folder).parent.mkdir(exist_ok=True)
        fresh.rename(kept(folder))


def kept(folder):
    return folder / KEPT / library.version()


def names(folder):
    """The names of the notebooks that can be brought back."""
    return sorted(Path(file).stem for file in files(folder) if file.endswith(".ipynb"))


def files(folder):
    """The files that were shipped in a folder of notebooks, with a path from there; none if neither Git nor set-up can tell."""
    place = kept(folder)
    return committed(folder) or [path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()]


def copy(folder, target):
    """Writes the files that were shipped into another folder."""
    for name in files(folder):
        file = target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(original(folder, name))


def committed(folder):
    """The files in Git's last commit; none without Git, or where Git holds no notebooks here."""
    own = tracked(folder)
    return own if any(name.endswith(".ipynb") for name in own) else []


def tracked(folder):
    return (git(folder, "ls-tree", "-r", "--name-only", "-z", "HEAD", "--", "./") or b"").decode("utf-8").split("\0")[:-1]


def original(folder, file):
    return git(folder, "show", f"HEAD:./{file}") or (kept(folder) / file).read_bytes()


def git(folder, *words):
    """What Git says; whose the folder is does not matter, for this program lies in it, too."""
    try:
        return subprocess.run(["git", "-c", "safe.directory=*", *words], cwd=folder, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def reset(source, name, folder):
    """Brings one notebook of the source folder back into another; says in a sentence or two where both are."""
    path = folder / f"{name}.ipynb"
    shipped = original(source, path.name)
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
