"""Builds the library with Maven and swaps it into .workbook/jars as a whole, with the sums that the doctor checks."""

import functools
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile

from .set_up import OFFLINE, ROOT, WORKBOOK, Problem, sha256

JARS = WORKBOOK / "jars"
SUMS = JARS / "SHA256SUMS"
PACKAGES = JARS / "PACKAGES"
BUILD = ["-q", "-B", "-Pworkbook", "-Dmaven.test.skip=true", "package"]

MAVEN = "apache-maven-3.9.16"
MAVEN_PATH = f"/org/apache/maven/apache-maven/3.9.16/{MAVEN}-bin.zip"
MAVEN_SHA512 = (
    "ed41650d42485cfc243fad22158caf9cbb5dc408ce7a09ddb94dd42a019de929c"
    "a43065bfa450612cf12bf78b5cafa3884b96c090de326ff590448c933454af3")


def maven():
    """The Maven on the PATH; where there is none, and in a bundle, one of our own."""
    return not OFFLINE.is_dir() and shutil.which("mvn") or own_maven()


def own_maven():
    home = WORKBOOK / MAVEN
    if not home.is_dir():
        fresh = WORKBOOK / "maven.new"
        shutil.rmtree(fresh, ignore_errors=True)
        zipfile.ZipFile(io.BytesIO(maven_zip())).extractall(fresh)
        (fresh / MAVEN / "bin" / "mvn").chmod(0o755)
        os.replace(fresh / MAVEN, home)
        fresh.rmdir()
    return str(home / "bin" / ("mvn.cmd" if os.name == "nt" else "mvn"))


def download(url, sha512):
    """The bytes at this address, or in a bundle, if they are those they should be; the usual proxy variables count."""
    kept = OFFLINE / url.rpartition("/")[2]
    content = kept.read_bytes() if kept.is_file() else fetch(url)
    if hashlib.sha512(content).hexdigest() != sha512:
        raise Problem(f"Error: {url} is not the file it should be. Try another network or mirror.")
    return content


def fetch(url):
    import requests

    print(f"Fetching {url}", flush=True)
    answer = requests.get(url, timeout=60)
    answer.raise_for_status()
    return answer.content


@functools.lru_cache(maxsize=None)  # a bundle takes it along, and uses it
def maven_zip():
    """Maven Central's, or that of the mirror in MVNW_REPOURL."""
    mirror = os.environ.get("MVNW_REPOURL", "https://repo.maven.apache.org/maven2").rstrip("/")
    return download(mirror + MAVEN_PATH, MAVEN_SHA512)


def version():
    """The project's version, which stands in the POM alone."""
    return re.search("<revision>(.+)</revision>", (ROOT / "pom.xml").read_text("utf-8"))[1]


def print_version(_):
    print(version())


def main():
    fresh = WORKBOOK / "jars.new"
    shutil.rmtree(fresh, ignore_errors=True)
    offline = ["-o", f"-Dmaven.repo.local={OFFLINE / 'm2'}"] if OFFLINE.is_dir() else []
    if subprocess.run([maven(), *BUILD, f"-Dworkbook.jars={fresh}", *offline], cwd=ROOT).returncode:
        sys.exit(1)
    (fresh / SUMS.name).write_text(sums(fresh), "utf-8", newline="\n")
    (fresh / PACKAGES.name).write_text("".join(map(packages, sorted(fresh.rglob("*.jar")))), "utf-8")
    shutil.rmtree(JARS, ignore_errors=True)
    os.replace(fresh, JARS)


def packages(jar):
    """A line for the kernel's compiler: the jar and the folders in it that have classes."""
    with zipfile.ZipFile(jar) as file:
        folders = {name.rpartition("/")[0] for name in file.namelist() if name.endswith(".class")}
    return " ".join([jar.name, *sorted(folders)]) + "\n"


def sums(folder):
    """A line for each file, as sha256sum -c reads it in that folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
