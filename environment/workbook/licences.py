"""What a bundle hands on of others, and under which licence, as the POMs, wheels and npm packages in it say."""

import email
import json
import tarfile
import zipfile
from xml.etree import ElementTree

UNNAMED = "names none; see its own pages"
HEAD = """# Third parties

What this bundle hands on beside Padwise itself (Apache-2.0), and the licence that each names in its own metadata.
Apache Maven is Apache-2.0. The licences of the scripts and styles in book/ are in book/_static/licences.

| part | version | licence |
|---|---|---|
"""


def write(offline, file):
    """A table of all jars, wheels and npm packages in a bundle's offline folder."""
    rows = {*jars(offline / "m2"), *map(wheel, offline.glob("wheels/*.whl")), *map(script, offline.glob("*.tgz"))}
    lines = ["| " + " | ".join(" ".join(word.replace("|", "/").split()) for word in row) + " |\n" for row in sorted(rows)]
    file.write_text(HEAD + "".join(lines), "utf-8", newline="\n")


def jars(repository):
    for folder in {jar.parent for jar in repository.rglob("*.jar")}:
        group = ".".join(folder.parent.parent.relative_to(repository).parts)
        artifact, version = folder.parent.name, folder.name
        yield f"{group}: {artifact}", version, named(repository, group, artifact, version)


def named(repository, group, artifact, version):
    """The licences in an artifact's POM, or in that of the nearest parent that names some."""
    pom = ElementTree.parse(repository.joinpath(*group.split("."), artifact, version, f"{artifact}-{version}.pom"))
    licences = [name.text.strip() for name in pom.findall("{*}licenses/{*}license/{*}name")]
    parent = pom.find("{*}parent")
    if licences or parent is None:
        return " or ".join(licences) or UNNAMED
    return named(repository, *(parent.find(f"{{*}}{word}").text.strip() for word in ("groupId", "artifactId", "version")))


def wheel(file):
    with zipfile.ZipFile(file) as content:
        metadata = next(name for name in content.namelist() if name.endswith(".dist-info/METADATA"))
        about = email.message_from_string(content.read(metadata).decode("utf-8"))
    classes = [words.rpartition(" :: ")[2] for words in about.get_all("Classifier", ()) if words.startswith("License :: ")]
    text = about["License"] or ""
    short = text if len(text) < 60 else ""  # some put the whole text there
    return about["Name"], about["Version"], about["License-Expression"] or short or " or ".join(classes) or UNNAMED


def script(file):
    with tarfile.open(file) as content:
        about = json.load(content.extractfile("package/package.json"))
    return about["name"], about["version"], about.get("license", UNNAMED)
