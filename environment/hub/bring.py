"""Brings a student the pages, and later what is new in them: bring.py SHIPPED NOTEBOOKS.

The copy is the student's, and its hooks and filters with it: so this runs in the sandbox that the student's server runs in.
"""

import shutil
import sys
from pathlib import Path

from nbgitpuller.pull import GitPuller

shipped, notebooks = map(Path, sys.argv[1:])
fresh = notebooks.with_name("notebooks.new")
shutil.rmtree(fresh, ignore_errors=True)  # half of a first copy
for line in GitPuller(shipped.as_uri(), str(notebooks if notebooks.exists() else fresh), branch="main", depth=0).pull():
    print(line, end="")
if fresh.exists():
    fresh.rename(notebooks)
