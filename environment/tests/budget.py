"""How many lines each part of the project has, beside what it may have: java environment/Workbook.java budget"""

from workbook import library

# Part: where its files are, and the most lines; what was added since the house was built may take a tenth more.
PARTS = {
    "core": ("lib/core/src/main/java/**/*.java", 4500),
    "view": ("lib/view/src/main/java/**/*.java", 1900),
    "lesson": ("lib/lesson/src/main/java/**/*.java", 3300),
    "kernel": ("environment/kernel/src/main/java/**/*.java", 2900),
    "Python and launcher": ("environment/*.java environment/*.py environment/workbook/**/*.py", 2000),
    "bench": ("environment/bench*.py environment/*Contestant.java", 700),
    "tests": ("lib/*/src/test/java/**/*.java environment/kernel/src/test/java/**/*.java environment/tests/*.*", 12000),
}
OVER = {"core", "view", "lesson", "kernel", "Python and launcher", "tests"}  # not yet within it; the list only gets shorter


def files(part):
    return {file for pattern in PARTS[part][0].split() for file in library.ROOT.glob(pattern)}


def lines():
    """The lines of each part."""
    found = {part: files(part) for part in PARTS}
    found["Python and launcher"] -= found["bench"]
    return {part: sum(len(file.read_bytes().splitlines()) for file in of_part) for part, of_part in found.items()}


def main():
    print(f"{'':20} lines  limit  with a tenth")
    for part, count in lines().items():
        limit = PARTS[part][1]
        print(f"{part:20} {count:5}  {limit:5}  {limit * 11 // 10:12}  {'ok' if count <= limit * 1.1 else 'too many'}")


if __name__ == "__main__":
    main()
