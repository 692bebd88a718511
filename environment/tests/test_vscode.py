"""The kernel as VS Code's Jupyter extension uses it: found beside the chosen Python, and started without Jupyter's own ways."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from workbook import library

NOTEBOOKS = library.ROOT / "notebooks"


@pytest.fixture
def started(tmp_path):
    """The kernel's process and a client; the extension reads kernel.json itself and puts the connection file in."""
    spec = json.loads(Path(sys.prefix, "share", "jupyter", "kernels", "java", "kernel.json").read_text("utf-8"))
    assert (spec["language"], spec["interrupt_mode"]) == ("java", "message")
    assert Path(spec["argv"][0]).is_absolute(), "the extension hides a kernel whose program it does not find"
    file, _ = write_connection_file(str(tmp_path / "connection.json"))
    words = [word.replace("{connection_file}", file) for word in spec["argv"]]
    process = subprocess.Popen(words, cwd=NOTEBOOKS, env={**os.environ, **spec["env"]}, stdout=subprocess.DEVNULL)
    client = BlockingKernelClient(connection_file=file)
    client.load_connection_file()
    client.start_channels()
    yield process, client
    client.stop_channels()
    process.kill()


def test_it_answers_completes_stops_and_ends(started):
    process, client = started
    client.wait_for_ready(timeout=60)
    language = client.kernel_info(reply=True, timeout=30)["content"]["language_info"]
    saved = json.loads((NOTEBOOKS / "00_start_here.ipynb").read_text("utf-8"))["metadata"]
    assert language["name"].lower() == "java", "what VS Code calls the language, but for capitals"
    assert saved["kernelspec"]["name"] == "java" and saved["language_info"].items() <= language.items()
    assert client.execute("var words = List.of(1, 2);", reply=True, timeout=30)["content"]["status"] == "ok"
    assert "size" in str(client.complete("words.", 6, reply=True, timeout=30)["content"]["matches"])
    client.execute("while (true) {}")
    time.sleep(1)
    stop = client.session.msg("interrupt_request", {})
    client.control_channel.send(stop)
    assert client.get_control_msg(timeout=10)["msg_type"] == "interrupt_reply"
    assert client.execute("words.size()", reply=True, timeout=30)["content"]["status"] in ("ok", "aborted")
    client.shutdown()
    assert process.wait(20) == 0
