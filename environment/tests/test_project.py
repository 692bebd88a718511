"""What the project says of itself in more than one place, and what its workflows and pages call."""

import re

import budget
import yaml
from workbook import __main__ as package
from workbook import library

ROOT = library.ROOT
FOUND_BY_HAND = ("doctor", "clean", "jupyter", "help")  # the launcher's own verbs


def texts(*patterns):
    return {path: path.read_text("utf-8") for pattern in patterns for path in ROOT.glob(pattern)}


def test_the_citation_and_the_changelog_are_of_the_poms_version():
    citation = yaml.safe_load((ROOT / ".github/CITATION.cff").read_text("utf-8"))
    newest = re.search(r"^## (\S+), (\d{4}-\d\d-\d\d)$", (ROOT / ".github/CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert (citation["version"], citation["date-released"]) == newest.groups()
    assert library.version() == citation["version"]


def test_every_workflow_and_template_is_read_and_its_jobs_end():
    workflows = texts(".github/workflows/*.yml")
    assert len(workflows) >= 3
    for path, text in {**workflows, **texts(".github/ISSUE_TEMPLATE/*.yml", ".github/dependabot.yml")}.items():
        content = yaml.safe_load(text)
        for name, job in content.get("jobs", {}).items():
            assert "timeout-minutes" in job, f"{path.name}: {name}"
            assert all("uses" in step or "run" in step for step in job["steps"])


def test_the_launcher_and_the_package_know_the_same_verbs():
    launcher = (ROOT / "environment/Workbook.java").read_text("utf-8")
    cases = set(re.findall(r'case "([a-z]+)":', launcher))
    inner = {"library", "npm", "kernelspecs", "first-run"}  # steps of set-up
    assert cases | inner == {*package.VERBS, *FOUND_BY_HAND}
    called = {verb for text in texts(".github/workflows/*.yml", ".ci/run").values() for verb in re.findall(r"Workbook\.java ([a-z]+)", text)}
    assert {"test", "doctor", "book", "version"} <= called <= cases


def test_no_part_outgrows_its_budget():
    over = {part for part, count in budget.lines().items() if count > budget.PARTS[part][1] * 1.1}
    assert over <= budget.OVER, "these were within their limit; delete more than you add"


def test_the_model_test_of_contributing_is_one_of_the_tests():
    (model,) = re.findall(r"```java\n(.*?)```", (ROOT / ".github/CONTRIBUTING.md").read_text("utf-8"), re.DOTALL)
    assert model in (ROOT / "lib/core/src/test/java/padwise/math/RowsTest.java").read_text("utf-8")
