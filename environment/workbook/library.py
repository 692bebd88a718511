"""Builds the library with Maven and swaps it into .workbook/jars as a whole, with the sums that the doctor checks."""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKBOOK = ROOT / ".workbook"
JARS = WORKBOOK / "jars"
SUMS = JARS / "SHA256SUMS"
PACKAGES = JARS / "PACKAGES"

MAVEN = "apache-maven-3.9.16"
MAVEN_PATH = f"/org/apache/maven/apache-maven/3.9.16/{MAVEN}-bin.zip"
MAVEN_SHA512 = (
    "ed41650d42485cfc243fad22158caf9cbb5dc408ce7a09ddb94dd42a019de929c"
    "a43065bfa450612cf12bf78b5cafa3884b96c090de326ff590448c933454af3")


def maven():
    """The Maven on the PATH; where there is none, one of our own."""
    return shutil.which("mvn") or own_maven()


def own_maven():
    home = WORKBOOK / MAVEN
    if not home.is_dir():
        fetch_maven(home)
    return str(home / "bin" / ("mvn.cmd" if os.name == "nt" else "mvn"))


def download(url, sha512):
    """The bytes at this address, if they are those they should be; the usual proxy variables count."""
    import requests

    print(f"Fetching {url}", flush=True)
    answer = requests.get(url, timeout=60)
    answer.raise_for_status()
    if hashlib.sha512(answer.content).hexdigest() != sha512:
        sys.exit(f"Error: {url} is not the file it should be. Try another network or mirror.")
    return answer.content


def fetch_maven(home):
    """From Maven Central or the mirror in MVNW_REPOURL."""
    url = os.environ.get("MVNW_REPOURL", "https://repo.maven.apache.org/maven2").rstrip("/") + MAVEN_PATH
    content = download(url, MAVEN_SHA512)
    fresh = WORKBOOK / "maven.new"
    shutil.rmtree(fresh, ignore_errors=True)
    zipfile.ZipFile(io.BytesIO(content)).extractall(fresh)
    (fresh / MAVEN / "bin" / "mvn").chmod(0o755)
    os.replace(fresh / MAVEN, home)
    fresh.rmdir()


def version():
    """The project's version, which stands in the POM alone."""
    return re.search("<revision>(.+)</revision>", (ROOT / "pom.xml").read_text("utf-8"))[1]


def print_version(_=()):
    print(version())


def main(_=()):
    fresh = WORKBOOK / "jars.new"
    shutil.rmtree(fresh, ignore_errors=True)
    command = [maven(), "-q", "-B", "-Pworkbook", f"-Dworkbook.jars={fresh}", "-Dmaven.test.skip=true", "package"]
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit(1)
    sums = [f"{sha256(jar)}  {jar.relative_to(fresh).as_posix()}\n" for jar in sorted(fresh.rglob("*.jar"))]
    (fresh / SUMS.name).write_text("".join(sums), "utf-8")
    (fresh / PACKAGES.name).write_text("".join(map(packages, sorted(fresh.rglob("*.jar")))), "utf-8")
    shutil.rmtree(JARS, ignore_errors=True)
    os.replace(fresh, JARS)


def packages(jar):
    """A line for the kernel's compiler: the jar and the folders in it that have classes."""
    with zipfile.ZipFile(jar) as file:
        folders = {name.rpartition("/")[0] for name in file.namelist() if name.endswith(".class")}
    return " ".join([jar.name, *sorted(folders)]) + "\n"


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()

