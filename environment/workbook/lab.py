"""JupyterLab on the notebooks: for this computer only, with a token.

    java environment/Workbook.java lab [--port N] [--no-browser]
"""

import os
import socket
import sys

from . import pages, shipped
from .kernelspecs import ENVIRONMENT
from .set_up import Problem

ALWAYS = [
    "--ServerApp.root_dir", str(shipped.NOTEBOOKS),
    "--ServerApp.ip", "127.0.0.1",
    "--ServerApp.answer_yes", "True",
    "--ServerApp.allow_root", "True",
    "--LabApp.default_url", f"/lab/tree/{pages.FRONT}",
    "--Application.log_level", "WARN",
    "--LanguageServerManager.autodetect", "False",
]


def options(arguments):
    """JupyterLab's own options for ours."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--no-browser":
            yield argument
        elif argument == "--port":
            yield from ("--ServerApp.port", free_port(next(rest, "")), "--ServerApp.port_retries", "0")
        else:
            raise Problem(f"lab does not know '{argument}'. It takes --port N and --no-browser.")


def free_port(number):
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 65536):
        raise Problem(f"'{number}' is no port. Write --port and a number from 1 to 65535.")
    try:
        with socket.create_server(("127.0.0.1", int(number))):
            return number
    except OSError as problem:
        raise Problem(f"Port {number} is not free ({problem.strerror}). Choose another one, or leave out --port.")


def main(arguments):
    chosen = [*ALWAYS, *options(arguments)]
    os.environ["JUPYTER_CONFIG_PATH"] = str(ENVIRONMENT)
    print("JupyterLab starts. Ctrl-C here ends it, kernels included.", flush=True)
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(chosen)


def jupyter(arguments):
    """The workbook's own jupyter command."""
    from jupyter_core.command import main

    sys.argv[:] = ["jupyter", *arguments]
    return main()
