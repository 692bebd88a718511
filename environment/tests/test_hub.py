"""A real hub with real students: they work in sandboxes, and share guesses only if they want to."""

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import psutil
import pytest
from jupyter_client import KernelManager

ENVIRONMENT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ENVIRONMENT / "hub"))

pytestmark = pytest.mark.skipif(
    not (shutil.which("npm") and shutil.which("bwrap")), reason="the hub needs npm and bubblewrap")
ROOM = 30
VERB = [sys.executable, "-c", "import sys; from workbook import hub; sys.exit(hub.main(sys.argv[1:]))"]  # set-up is done
LOOK = 'import java.nio.file.*;\nSystem.out.print(Files.exists(Path.of("%s")) + " " + Files.isWritable(Path.of("%s")));'


def free_ports(count):
    for port in range(21000, 29000, 50):
        if all(socket.socket().connect_ex(("127.0.0.1", port + i)) for i in range(count)):
            return port
    raise OSError("no free ports")


def refused(*arguments, **more):
    done = subprocess.run([*VERB, *map(str, arguments)], cwd=ENVIRONMENT, capture_output=True, text=True, timeout=60, **more)
    assert done.returncode == 2, done.stdout + done.stderr
    return done.stderr


def test_open_to_the_network_without_a_certificate_is_refused(tmp_path):
    assert "--cert" in refused("--class", tmp_path, "--open")


def test_a_taken_port_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert str(taken.getsockname()[1]) in refused("--class", tmp_path, "--port", taken.getsockname()[1])


def test_without_node_the_hub_says_what_it_needs(tmp_path):
    (tmp_path / "bin").mkdir()
    assert "npm" in refused("--class", tmp_path, env={**os.environ, "PATH": str(tmp_path / "bin"), "PYTHONPATH": str(ENVIRONMENT)})


def test_a_class_that_another_hub_serves_and_a_folder_that_takes_nothing_are_named(tmp_path):
    from workbook import hub as verb

    with verb.alone(tmp_path / "class"), pytest.raises(verb.Refused, match="Another hub"), verb.alone(tmp_path / "class"):
        pass
    with mock.patch("shutil.copytree", side_effect=OSError(28, "No space left on device")), pytest.raises(verb.Refused, match="No space left"):
        verb.publish(tmp_path / "class")
    (tmp_path / "file").touch()
    with pytest.raises(verb.Refused, match="file/class"), verb.alone(tmp_path / "file" / "class"):
        pass


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("class"), free_ports(4)
    process = subprocess.Popen([*VERB, "--class", str(folder), "--port", str(port)], cwd=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    try:
        address = f"http://127.0.0.1:{port}"
        assert any(f"The hub is at {address}" in line for line in process.stdout), "the hub ended"
        yield folder, address
    finally:
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        process.wait(120)
    _, alive = psutil.wait_procs(family, timeout=5)
    assert len(family) > 4 and not alive, "the hub leaves nothing behind"


@pytest.mark.everything
def test_kernels_of_a_whole_room_started_together_all_answer():
    """Each has its ports to itself from the choice to the end; chosen and let go of, they were lost to others."""
    managers = [KernelManager(kernel_name="java") for _ in range(ROOM)]
    try:
        with ThreadPoolExecutor(ROOM) as pool:
            list(pool.map(lambda manager: manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), managers))
        clients = [manager.client() for manager in managers]
        for client in clients:
            client.start_channels()
        for client in clients:
            client.wait_for_ready(timeout=600)
        said = [client.execute("1 + 1", reply=True, timeout=120)["content"]["status"] for client in clients]
        assert said == ["ok"] * ROOM
        assert len({port for manager in managers for port in manager.ports}) == 5 * ROOM
        for client in clients:
            client.stop_channels()
    finally:
        for manager in managers:
            manager.shutdown_kernel(now=True)


@pytest.mark.everything
def test_students_work_alone_and_share_what_they_want(hub):
    asyncio.run(a_lesson(*hub))


async def a_lesson(folder, address):
    from load import Student, execute

    ana, jurgen, teacher, above = (Student(address, name) for name in ("ana", "jürgen klein", "teacher", ".."))
    for each in (ana, jurgen, teacher):
        await each.log_in()
    with pytest.raises(RuntimeError, match="not let in"):
        await above.log_in()
    for each in (ana, jurgen):
        await each.start()
    own, others = (folder / "students" / name for name in ("ana", "j%C3%BCrgen-klein"))
    assert (own / "notebooks" / "00_start_here.ipynb").is_file() and (others / "notebooks").is_dir()
    assert not list(folder.glob("students/*/notebooks/TEACHING*"))

    assert list((await ana.ask("GET", "/api/kernelspecs"))["kernelspecs"]) == ["java"]
    assert "so far" in (await ana.ask("GET", "/api/contents/index.md"))["content"], "the workbook's own settings count in a student's server"

    session = await ana.ask("POST", "/api/sessions", json={
        "path": "00_start_here.ipynb", "name": "00_start_here.ipynb", "type": "notebook", "kernel": {"name": "java"}})
    async with ana.session.ws_connect(f"{ana.server}/api/kernels/{session['kernel']['id']}/channels".replace("http", "ws", 1)) as cells:
        seen = [await printed(cells, LOOK % (place, place)) for place in (own, others, folder / "passwords.dat", ENVIRONMENT)]
        assert seen == ["true true", "false false", "false false", "true false"]
        guess = 'import static padwise.lesson.Notebook.*;\npredict("pads", "How many?", 3);'
        assert await execute(cells, guess) is None

    async def room(who, **form):
        page = await who.session.get(f"{address}/services/room/")
        if form:
            xsrf = re.search(r'name="_xsrf"[^>]*value="([^"]+)"', await page.text())[1]
            page = await who.session.post(f"{address}/services/room/", data={**form, "_xsrf": xsrf})
        return await page.text()

    lesson = f"{address}/services/room/?page=00_start_here"
    await room(teacher)
    assert "<meter" not in await (await teacher.session.get(lesson)).text(), "nobody has shared"
    assert "Share my guesses" in await room(ana)
    assert "You share" in await room(ana, share="yes")
    shown = await (await teacher.session.get(lesson)).text()
    assert "<meter" in shown and "ana" not in re.sub(r"<[^>]*>", "", shown)
    assert "<meter" not in await (await jurgen.session.get(lesson)).text(), "the room is the teacher's"
    await room(ana, share="no")
    assert "<meter" not in await (await teacher.session.get(lesson)).text()
    for each in (ana, jurgen, teacher, above):
        await each.session.close()


async def printed(cells, code):
    import json

    request = await send(cells, code)
    text = ""
    async for frame in cells:
        message = json.loads(frame.data)
        if message["parent_header"].get("msg_id") == request:
            if message["header"]["msg_type"] == "stream":
                text += message["content"]["text"]
            if message["header"]["msg_type"] == "execute_reply":
                await asyncio.sleep(0.2)
            if message["header"]["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return text


async def send(cells, code):
    from load import request

    message, body = request(code)
    await cells.send_json(body)
    return message
