"""What the project says of itself in more than one place, and what its workflows and pages call."""

import os
import re
import shutil
import subprocess
import zipfile

import budget
import pytest
import yaml
from test_launcher import commit
from workbook import __main__ as package
from workbook import library

ROOT = library.ROOT


def texts(*patterns):
    return {path: path.read_text("utf-8") for pattern in patterns for path in ROOT.glob(pattern)}


def test_the_citation_and_the_changelog_are_of_the_poms_version():
    citation = yaml.safe_load((ROOT / ".github/CITATION.cff").read_text("utf-8"))
    newest = re.search(r"^## (\S+), (\d{4}-\d\d-\d\d)$", (ROOT / ".github/CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert (citation["version"], citation["date-released"]) == newest.groups()
    assert library.version() == citation["version"]
    image = yaml.safe_load((ROOT / "environment/hub/values.yaml").read_text("utf-8"))["singleuser"]["image"]
    assert f"FROM {image['name']}:{image['tag']}" in (ROOT / ".binder/Dockerfile").read_text("utf-8")
    assert image["tag"] == library.version()
    pulled = (ROOT / "environment/hub/values.yaml").read_text("utf-8")
    assert set(re.findall(r"\bv(\d+\.\d+\.\d+)", pulled)) == {image["tag"]} and f"padwise v{image['tag']} /" in pulled


def test_every_workflow_and_template_is_read_and_its_jobs_end():
    workflows = texts(".github/workflows/*.yml")
    assert len(workflows) >= 3
    for path, text in {**workflows, **texts(".github/ISSUE_TEMPLATE/*.yml", ".github/dependabot.yml")}.items():
        content = yaml.safe_load(text)
        for name, job in content.get("jobs", {}).items():
            assert "timeout-minutes" in job, f"{path.name}: {name}"
            assert all("uses" in step or "run" in step for step in job["steps"])


@pytest.mark.skipif(not all(map(shutil.which, ("bash", "git", "zip"))), reason="the release's steps need bash, git and zip")
def test_a_releases_steps_hand_over_all_its_files_with_their_sums(tmp_path):
    """Every line of the workflow, with players for the launcher, Docker and GitHub."""
    programs, clone = tmp_path / "programs", tmp_path / "clone"
    programs.mkdir()
    play(programs / "java", """
[ -e set-up ] || echo "Jupyter ..."
touch set-up
case $2 in
  doctor) ;;
  version) echo 9.8.7 ;;
  *) for to; do :; done; mkdir -p "$to"; echo "$2" > "$to/THIRD_PARTIES.md" ;;
esac""")
    play(programs / "gh", 'echo "$@" > "$OUT"')
    play(programs / "docker", 'echo "$@" >> "$OUT.docker"')
    clone.mkdir()
    (clone / "page").write_text("A page.")
    commit(clone, ".")
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "OUT": str(tmp_path / "published")}
    steps = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))["jobs"]["release"]["steps"]
    lines = [step["run"] for step in steps if "run" in step]

    def run(line, tag):
        return subprocess.run(["bash", "-e", "-c", line], cwd=clone, env={**environment, "GITHUB_REF_NAME": tag}).returncode

    assert [run(line, "v9.8.7") for line in lines] == [0] * len(lines)
    assert run(next(line for line in lines if "GITHUB_REF_NAME" in line), "v9.8.6") != 0, "another version"
    files = ["THIRD_PARTIES.md", "padwise-book.zip", "padwise-bundle.zip", "padwise.zip"]
    published = (tmp_path / "published").read_text().split()
    assert "push ghcr.io/padwise/padwise:9.8.7" in (tmp_path / "published.docker").read_text()
    assert published[:3] == ["release", "create", "v9.8.7"] and {f"release/{name}" for name in (*files, "SHA256SUMS")} < set(published)
    sums = (clone / "release" / "SHA256SUMS").read_text().split()
    assert sorted(sums[1::2]) == files
    assert zipfile.ZipFile(clone / "release" / "padwise.zip").read("padwise/page") == b"A page."


def test_an_image_gets_the_projects_files_and_none_of_a_readers():
    """The patterns as Docker reads them: the last that fits a file or a folder around it decides."""
    rules = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] not in ("", "#")]

    def goes_along(name):
        taken = True
        for rule in rules:
            pattern = re.escape(rule.lstrip("!")).replace(r"\*\*/", "(.*/)?").replace(r"\*", "[^/]*").replace(r"\[0\-9\]", "[0-9]")
            if re.fullmatch(f"{pattern}(/.*)?", name):
                taken = rule.startswith("!")
        return taken

    parts = ("lib", "environment", "notebooks", ".github", "README.md", "pom.xml", ".gitignore")
    own = [path.relative_to(ROOT).as_posix() for part in parts for path in [ROOT / part, *(ROOT / part).rglob("*")]
           if path.is_file() and not {"target", "__pycache__", ".predictions", ".shipped", ".ipynb_checkpoints"} & set(path.parts)]
    assert len(own) > 200 and [name for name in own if not goes_along(name)] == []
    others = (".git/HEAD", ".workbook/venv/x", "release/padwise.zip", "book/index.html", "padwise-bundle/pom.xml", "diary.txt",
              "lib/core/target/a.class", "environment/workbook/__pycache__/a.pyc", *(f"notebooks/{name}" for name in (
                  ".predictions/00_start_here.csv", ".shipped/9/a.ipynb", "diary.txt", "00_start_here-Copy1.ipynb", "00_start_here_mine_1.ipynb")))
    assert [name for name in others if goes_along(name)] == []


def play(program, script):
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_the_help_of_the_launcher_and_the_package_know_the_same_verbs():
    told = (ROOT / "environment/workbook/help.txt").read_text("utf-8")
    verbs = {verb for line in re.findall(r"^  ([a-z].*)$", told, re.MULTILINE)
             for verb in re.findall(r"([a-z]+)(?:, | |$)", re.match(r"([a-z]+, )*[a-z]+ ", line)[0])} - {"clean"}
    assert verbs == set(package.VERBS)
    called = {verb for text in texts(".github/workflows/*.yml", ".ci/run").values() for verb in re.findall(r"Workbook\.java ([a-z]+)", text)}
    assert {"test", "doctor", "book", "bundle", "version"} <= called <= {*verbs, "clean"}


def test_no_part_outgrows_its_budget():
    over = {part for part, count in budget.lines().items() if count > budget.PARTS[part][1] * 1.1}
    assert over <= budget.OVER, "these were within their limit; delete more than you add"


def test_the_model_test_of_contributing_is_one_of_the_tests():
    (model,) = re.findall(r"```java\n(.*?)```", (ROOT / ".github/CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)
    assert model in (ROOT / "lib/core/src/test/java/padwise/math/RowsTest.java").read_text("utf-8")
