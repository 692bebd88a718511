"""One last line for all tests of this folder."""


def pytest_terminal_summary(terminalreporter):
    def count(outcome):
        return len(terminalreporter.stats.get(outcome, ()))

    terminalreporter.write_line(f"{count('passed')} passed, {count('failed') + count('error')} failed, {count('skipped')} skipped")
