"""Scripts from npm's registry for pages that need no network: fetched once at set-up, and only if they are what they should be."""

import base64
import io
import json
import os
import tarfile
from pathlib import Path

from . import library, saving

CACHE = library.WORKBOOK / "npm"
LOCK = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))  # each package's version and integrity, as the registry says


def text(name, *files):
    """What these files of a package hold, one after the other."""
    with tarfile.open(fileobj=io.BytesIO(archive(name).read_bytes())) as content:
        return "\n".join(content.extractfile(f"package/{file}").read().decode("utf-8") for file in files)


def archive(name):
    """The file of a package, with its version in its name."""
    registry = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
    file = CACHE / f"{name}-{LOCK[name]['version']}.tgz"
    if not file.is_file():
        digest = base64.b64decode(LOCK[name]["integrity"].removeprefix("sha512-")).hex()
        content = library.download(f"{registry}/{name}/-/{file.name}", digest)
        CACHE.mkdir(parents=True, exist_ok=True)
        saving.replace(file, content)
    return file


def main():
    for name in LOCK:
        archive(name)
