"""How each test program of this folder runs: its own unit tests, and a last line that counts them."""

import sys
import unittest


def main(*cases):
    """Runs the tests of the program that was started, or of these cases only."""
    load = unittest.defaultTestLoader.loadTestsFromTestCase
    suite = unittest.TestSuite(map(load, cases)) if cases else None
    outcome = (unittest.TextTestRunner(verbosity=2).run(suite) if suite
               else unittest.main("__main__", exit=False, verbosity=2).result)
    failed = len(outcome.failures) + len(outcome.errors)  # subtests may fail more often than there are tests
    print(f"{max(0, outcome.testsRun - failed - len(outcome.skipped))} passed, {failed} failed")
    sys.exit(1 if failed else 0)
