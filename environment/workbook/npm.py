"""Scripts from npm's registry for pages that need no network: fetched once at set-up, and only if they are what they should be."""

import io
import os
import tarfile

from . import library

CACHE = library.WORKBOOK / "npm"
SHA512 = {
    "reveal.js-6.0.2": (
        "258220e43f5aa31a1a2de6fce0ef8ebc0c2c2967486af56010349cc6d6045c50"
        "93eade9342b84db5282881c8dd0a974bb168258499f7cf21377d43b0887e4a12"),
    "vega-5.33.0": (
        "8cd0066bb4f12e88cea4c30caca3175c1a2ce0ae8068b25b0a01833b0d581242"
        "d18d4921d76a5c7fae49da53127441e37042b8ed75e32a2394559f0bf8c9e204"),
    "vega-lite-5.23.0": (
        "97827af80584dc3223be8bc4a079762ddb425247e6e33b3c5f1c7b20dc19100b"
        "fe5d56fa911eaf20dd60b77b7680dda0b3fcb80d84ecfd13e84de600b8483a98"),
    "vega-embed-6.29.0": (
        "3e696c8532ed2c52e05ad17f6f6dd3d4ec17e7702e809f51677a8f136734d551"
        "406e0b77fc648d23f7adcc0fc6cddae471e5c599af850c7357529a4ab8cd14e9"),
}


def text(package, *files):
    """What these files of a package hold, one after the other."""
    with tarfile.open(fileobj=io.BytesIO(archive(package))) as content:
        return "\n".join(content.extractfile(f"package/{file}").read().decode("utf-8") for file in files)


def archive(package):
    file = CACHE / f"{package}.tgz"
    if not file.is_file():
        content = fetch(package)
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_bytes(content)
        os.replace(fresh, file)
    return file.read_bytes()


def fetch(package):
    registry = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
    name = package.rpartition("-")[0]
    return library.download(f"{registry}/{name}/-/{package}.tgz", SHA512[package])


def main(_=()):
    for package in SHA512:
        archive(package)
