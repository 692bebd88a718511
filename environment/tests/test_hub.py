"""A real hub with real students: they work in sandboxes, and share guesses only if they want to."""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import psutil
import pytest
from jupyter_client import KernelManager

import test_browser
import test_pages
from test_launcher import commit
from workbook import hub as verb
from workbook import padwise_provisioner, pages, shipped

ENVIRONMENT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ENVIRONMENT / "hub"))

pytestmark = pytest.mark.skipif(
    not (shutil.which("npm") and shutil.which("bwrap")), reason="the hub needs npm and bubblewrap")
ROOM = 30
VERB = [sys.executable, "-c", "import sys; from workbook import hub; sys.exit(hub.main(sys.argv[1:]))"]  # set-up is done
TRUST = ["--trust"] * (os.geteuid() == 0)
LOOK = 'import java.nio.file.*;\nSystem.out.print(Files.exists(Path.of("%s")) + " " + Files.isWritable(Path.of("%s")));'


def free_ports(count):
    for port in range(21000, 29000, 50):
        if all(socket.socket().connect_ex(("127.0.0.1", port + i)) for i in range(count)):
            return port
    raise OSError("no free ports")


def refused(*arguments):
    with pytest.raises(verb.Problem) as refusal:
        verb.main([*map(str, arguments), *TRUST])
    return str(refusal.value)


@pytest.mark.parametrize("options, word", [
    (["--open"], "--cert"),  # no certificate
    (["--port", 65533], "65532"),  # it needs three more above it
    (["--class", ENVIRONMENT.parent / "notebooks" / "class"], "outside"),  # of the project
    (["--students", "names.txt"], "names.txt names nobody"),
])
def test_what_cannot_be_served_is_refused(tmp_path, options, word):
    (tmp_path / "names.txt").write_text("\n \n", "utf-8-sig")
    places = [tmp_path / option if option == "names.txt" else option for option in options]
    assert word in refused("--class", tmp_path, *places)


def test_a_taken_port_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert str(taken.getsockname()[1]) in refused("--class", tmp_path, "--port", taken.getsockname()[1])


@pytest.mark.parametrize("tools", [(), ("npm",)])
def test_without_node_the_hub_says_what_it_needs(tmp_path, tools, monkeypatch):
    (tmp_path / "bin").mkdir()
    for tool in tools:
        (tmp_path / "bin" / tool).symlink_to("/bin/true")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert "npm" in refused("--class", tmp_path)


def test_root_who_does_not_trust_the_room_is_refused(tmp_path):
    options = verb.parser().parse_args(["--class", str(tmp_path), "--port", str(free_ports(4))])
    with mock.patch("os.geteuid", return_value=1000):
        verb.check(options)
    with mock.patch("os.geteuid", return_value=0), pytest.raises(verb.Problem, match="ordinary user"):
        verb.check(options)


def test_a_systemd_that_bounds_nothing_is_left_alone(tmp_path, monkeypatch):
    program = tmp_path / "systemd-run"
    program.write_text('#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("PYTHONPATH", str(ENVIRONMENT))
    assert verb.bounds() == []
    most = 2 * padwise_provisioner.memory(os.environ)
    program.write_text(f"#!/bin/sh\necho {most}\n")
    assert f"--property=MemoryMax={most}M" in verb.bounds()
    monkeypatch.setenv("PATH", "")
    assert verb.bounds() == []


def test_a_class_that_another_hub_serves_and_a_folder_that_takes_nothing_are_named(tmp_path):
    with verb.alone(tmp_path / "class"), pytest.raises(verb.Problem, match="Another hub"), verb.alone(tmp_path / "class"):
        pass
    full = OSError(28, "No space left on device")
    with mock.patch.object(Path, "write_bytes", side_effect=full), pytest.raises(OSError, match="No space left"):
        verb.publish(tmp_path / "class")
    assert sorted(os.listdir(tmp_path / "class")) == ["lock", "shipped"] and not os.listdir(tmp_path / "class" / "shipped")
    (tmp_path / "file").touch()
    with pytest.raises(verb.Problem, match="file/class: Not a directory. Free space, check whose it is, "):
        verb.main(["--class", str(tmp_path / "file" / "class"), *TRUST])
    (tmp_path / "class" / "shipped" / ".git").write_text("torn")
    with pytest.raises(OSError, match="fatal: .*: '.*shipped'"):
        verb.publish(tmp_path / "class")
    with mock.patch("workbook.shipped.git", return_value=None), pytest.raises(verb.Problem, match="Git does not tell"):
        verb.publish(tmp_path / "class")


def test_what_a_killed_hub_has_left_is_ended_and_nothing_of_another_class(tmp_path):
    folders = [tmp_path / "one", tmp_path / "two"]
    left, other = (subprocess.Popen(["sleep", "60"], env={**os.environ, "PADWISE_CLASS": str(folder)}) for folder in folders)
    try:
        verb.end_all(folders[0])
        assert left.poll() is not None and other.poll() is None
    finally:
        other.kill()


def test_forgetting_says_what_it_has_not_deleted(tmp_path, capsys):
    forget = ["--forget", "--class", str(tmp_path)]
    with pytest.raises(verb.Problem, match="no class"):
        verb.main(forget)
    (tmp_path / "shipped").mkdir()
    (tmp_path / "room").mkdir()
    locked = mock.patch("shutil.rmtree", side_effect=PermissionError(13, "Permission denied"))
    with locked, pytest.raises(verb.Problem, match="Permission denied"):
        verb.main(forget)
    assert capsys.readouterr().out == ""
    assert verb.main(forget) == 0 and not (tmp_path / "room").exists()
    assert verb.main(forget) == 0, "nothing was shared"


@pytest.mark.parametrize("git", [True, False])
def test_what_was_shipped_is_published_and_nothing_else(tmp_path, git):
    notebooks, folder = tmp_path / "notebooks", tmp_path / "class"
    (notebooks / "data").mkdir(parents=True)
    for name in ("00_a.ipynb", "01_b.ipynb", "data/words.csv", "TEACHING.md", "TEACHING_ANSWERS.md"):
        (notebooks / name).write_text("shipped")
    (notebooks / "SYLLABUS.md").write_text("For [plans](TEACHING.md), see [answers](TEACHING_ANSWERS.md) or [a](00_a.ipynb).")

    def published():
        with mock.patch.object(shipped, "NOTEBOOKS", notebooks):
            verb.publish(folder)
        places = ((folder / "shipped"), folder / "copy")
        shutil.rmtree(folder / "copy", ignore_errors=True)
        subprocess.run(["git", "clone", "-q", *places], check=True)
        seen = [sorted(path.relative_to(place).as_posix() for path in place.rglob("*")
                       if path.is_file() and ".git" not in path.parts) for place in places]
        assert seen[0] == seen[1]
        return seen[1]

    if git:
        commit(notebooks, "-A")
        with mock.patch.dict(os.environ, GIT_TEST_ASSUME_DIFFERENT_OWNER="1"):
            assert len(shipped.committed(notebooks)) == 6, "whosever the installation is"
    else:
        shipped.keep(notebooks)
    (notebooks / "00_a.ipynb").write_text("changed by the teacher")
    for name in ("00_a-Copy1.ipynb", "00_a_mine_1.ipynb", "notes.md", "data/marks.csv"):
        (notebooks / name).write_text("the teacher's")
    assert published() == ["00_a.ipynb", "01_b.ipynb", "SYLLABUS.md", "data/words.csv"]
    assert (folder / "copy" / "00_a.ipynb").read_text() == "shipped"
    assert (folder / "copy" / "SYLLABUS.md").read_text() == "For plans, see answers or [a](00_a.ipynb)."
    if git:
        (notebooks / "01_b.ipynb").unlink()
        commit(notebooks, "-A")
    else:
        (shipped.kept(notebooks) / "01_b.ipynb").unlink()
    assert "01_b.ipynb" not in published()


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """The hub's settings, as a hub reads them, for a class whose folder is inside one that students see."""
    from traitlets.config import Config
    verb.install()
    file, folder = ENVIRONMENT / "hub" / "jupyterhub_config.py", tmp_path / "class"
    told = {"PADWISE_CLASS": folder, "PADWISE_HUB_PORT": 1, "PADWISE_ADDRESS": "http://127.0.0.1:2", "PADWISE_BOUNDS": "env BOUND=1", "CONFIGPROXY_AUTH_TOKEN": "a"}
    for name, value in told.items():
        monkeypatch.setenv(name, str(value))
    verb.publish(folder)
    names = {"get_config": Config, "__file__": str(file)}
    exec(compile(file.read_text("utf-8"), file, "exec"), names)
    names["SYSTEM"] += (str(tmp_path),)
    return names


@pytest.mark.everything
def test_what_a_students_repository_makes_git_run_sees_no_more_than_the_student(settings):
    home, other = (settings["CLASS"] / "students" / name for name in ("ana", "bob"))
    settings["bring_pages"](other)
    settings["bring_pages"](home)
    assert (home / "notebooks" / "00_start_here.ipynb").is_file()
    shipped, hook = settings["CLASS"] / "shipped", home / "notebooks" / ".git" / "hooks" / "reference-transaction"
    hook.write_text(f"#!/bin/sh\nexec > {home}/seen 2> {home}/unseen\n"
                    f"for place in {other} {shipped}/index.md {ENVIRONMENT} {ENVIRONMENT.parent}/notebooks/TEACHING.md; do ls -d $place; done\n"
                    f"touch {shipped}/x && echo written\nenv\n")
    hook.chmod(0o700)
    (home / "notebooks" / "index.md").write_text("changed by ana")
    settings["bring_pages"](home)
    seen = (home / "seen").read_text().splitlines()
    assert seen[:2] == [f"{shipped}/index.md", str(ENVIRONMENT)] and "written" not in seen
    assert not [line for line in seen if "TOKEN" in line or "PADWISE" in line or "DBUS" in line]
    assert "BOUND=1" in seen, "no more memory either"
    assert (home / "notebooks" / "index.md").read_text() == "changed by ana"


@pytest.mark.everything
def test_a_first_copy_that_a_full_disk_cut_short_is_made_anew(settings, tmp_path, monkeypatch):
    home, git = settings["CLASS"] / "students" / "ana", tmp_path / "bin" / "git"
    git.parent.mkdir()
    git.write_text(f"#!/bin/sh\n{shutil.which('git')} \"$@\" || exit\n"
                   'for last; do :; done; [ "$1" != clone ] || { : > "$last/index.md"; exit 128; }\n')
    git.chmod(0o700)
    with monkeypatch.context() as full:
        full.setenv("PATH", f"{git.parent}{os.pathsep}{os.environ['PATH']}")
        with pytest.raises(subprocess.CalledProcessError):
            settings["bring_pages"](home)
    assert (home / "notebooks.new" / "index.md").read_text() == "" and not (home / "notebooks").exists()
    settings["bring_pages"](home)
    assert (home / "notebooks" / "index.md").read_text() and not (home / "notebooks.new").exists()


@pytest.mark.everything
def test_names_fit_a_folder_and_numbers_are_each_students_own(settings, tmp_path, monkeypatch):
    pattern = settings["c"].Authenticator.username_pattern
    people = settings["RoomAuthenticator"](dbm_path=str(tmp_path / "passwords"), username_pattern=pattern)
    names = [people.normalize_username(name) for name in ("Jürgen Klein", "ü" * 60, "..", "")]
    assert [people.validate_username(name) for name in names] == [True, False, False, False]
    page = mock.Mock()
    assert asyncio.run(people.authenticate(page, {"username": "ana", "password": "ü" * 37})) is None
    assert page.custom_login_error == "Choose a shorter password."
    with mock.patch("shutil.disk_usage", return_value=mock.Mock(free=5_000)):
        assert asyncio.run(people.authenticate(page, {"username": "ana", "password": "secret of ana"})) is None
    assert page.custom_login_error == "The teacher's disk is full." and not list(tmp_path.glob("passwords*"))
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/")
    import room

    monkeypatch.setattr(room, "ROOM", tmp_path)
    (tmp_path / "key").write_bytes(b"a class's")
    assert len({room.number(f"student {i}") for i in range(60)}) == 60


@pytest.fixture
def room(tmp_path, monkeypatch):
    """The room's page of a class in which ana shares too much, and bob what is ana's."""
    monkeypatch.setenv("PADWISE_CLASS", str(tmp_path))
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/")
    import room

    monkeypatch.setattr(room, "CLASS", tmp_path)
    monkeypatch.setattr(room, "ROOM", tmp_path / "room")
    (tmp_path / "shipped").symlink_to(ENVIRONMENT.parent / "notebooks")
    page = asked(tmp_path)
    rows = [f"{next(iter(page.questions))},text,{i}<b>\u202e{'x' * 999},open" for i in range(50)]
    rows += [f"check{i},check,,failed" for i in range(500)]
    file = tmp_path / "students" / "ana" / "notebooks" / ".predictions" / f"{page.name}.csv"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join(["key,kind,value,state", *rows]), "utf-8")
    (tmp_path / "students" / "bob").mkdir()
    (tmp_path / "students" / "bob" / "notebooks").symlink_to(file.parent.parent)
    for name in ("ana", "bob", "nobody"):
        room.consent(name, True)
    return room


def asked(folder):
    """A page with questions and checks."""
    return next(page for page in pages.pages(folder / "shipped") if page.questions and page.checks)


def test_one_students_guesses_neither_fill_nor_turn_the_rooms_page(room):
    page = asked(room.CLASS)
    shown = room.classroom(page)
    assert shown.count("<meter") == 1 and "<th scope=row><bdi>49&lt;b&gt;\u202exxx" in shown and "x" * 99 not in shown
    assert shown.count("<li>") == len(page.checks)


def test_the_rooms_page_reads_well_in_light_and_dark(room, tmp_path):
    if why := test_browser.missing():
        pytest.skip(why)
    bodies = {}
    for name in ("ana", "cleo"):
        asks = {"get_query_argument.return_value": asked(room.CLASS).name, "xsrf_form_html.return_value": ""}
        handler = mock.Mock(current_user={"name": name}, **asks)
        bodies.update({f"{name}.html": room.Room.students(handler), "teacher.html": room.Room.teachers(handler)})
    for name, body in bodies.items():
        (tmp_path / name).write_text(room.FRAME.format(body=body), "utf-8")
    seen = test_pages.look([tmp_path / name for name in bodies])
    assert "<meter" in bodies["teacher.html"] and "<button" in bodies["ana.html"]
    assert [(each["axe"], each["errors"], each["requests"]) for each in seen] == [([], [], [])] * 3


@contextlib.contextmanager
def serving(folder, *options):
    """A hub at work; yields its port and its processes. At its end nothing may be left."""
    port = free_ports(4)
    command = [*VERB, "--class", str(folder), "--port", str(port), *options, *TRUST]
    process = subprocess.Popen(command, cwd=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    try:
        assert any(re.search(f"The hub is at https?://.*:{port}\\.", line) for line in process.stdout), "the hub ended"
        yield port, psutil.Process(process.pid).children(recursive=True)
    finally:
        try:
            family = psutil.Process(process.pid).children(recursive=True)
            unmarked = [each.cmdline() for each in family if each.environ().get("PADWISE_CLASS") != str(folder)]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(120)
    _, alive = psutil.wait_procs(family, timeout=5)
    assert len(family) >= 4 and not alive, "the hub leaves nothing behind"
    assert not unmarked, "the next hub would not find what a killed one leaves"


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    with serving(folder) as (port, _):
        yield folder, f"http://127.0.0.1:{port}"


@pytest.mark.everything
@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes a certificate")
def test_an_open_hub_lets_those_on_the_list_in_by_tls_has_no_other_port_open_and_ends_servers_at_rest(tmp_path, monkeypatch):
    monkeypatch.setenv("PADWISE_IDLE", "8")
    cert, key, names = (tmp_path / name for name in ("room.pem", "room.key", "names.txt"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=room", "-keyout", key, "-out", cert],
                   check=True, capture_output=True)
    names.write_text("Ana\n", "utf-8")
    with serving(tmp_path / "class", "--open", "--cert", cert, "--key", key, "--students", names) as (port, family):
        heard = [each.laddr for process in family for each in process.net_connections("inet") if each.status == "LISTEN"]
        assert [place.port for place in heard if place.ip != "127.0.0.1"] == [port] and len(heard) == 4
        with pytest.raises(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/hub/login")
        asyncio.run(let_in(f"https://127.0.0.1:{port}"))


async def let_in(address):
    import aiohttp
    from load import Jar, Student

    for name in ("ana", "bob"):
        student = Student(address, name)
        await student.session.close()
        async with aiohttp.ClientSession(cookie_jar=Jar(unsafe=True), connector=aiohttp.TCPConnector(ssl=False)) as student.session:
            with contextlib.nullcontext() if name == "ana" else pytest.raises(RuntimeError, match="bob was not let in"):
                await student.log_in()
                await student.start()
                await server_ends(student)


async def server_ends(student):
    async with asyncio.timeout(300):
        while (await student.session.get(f"{student.server}/api/status")).status == 200:
            await asyncio.sleep(1)


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
    shipped = (folder / "shipped" / "00_start_here.ipynb").read_bytes()
    assert [(home / "notebooks" / "00_start_here.ipynb").read_bytes() for home in (own, others)] == [shipped] * 2
    assert not list(folder.glob("students/*/notebooks/TEACHING*"))

    assert list((await ana.ask("GET", "/api/kernelspecs"))["kernelspecs"]) == ["java"]
    assert "so far" in (await ana.ask("GET", "/api/contents/index.md"))["content"], "the workbook's own settings count in a student's server"

    session = await ana.ask("POST", "/api/sessions", json={
        "path": "00_start_here.ipynb", "name": "00_start_here.ipynb", "type": "notebook", "kernel": {"name": "java"}})
    async with ana.session.ws_connect(f"{ana.server}/api/kernels/{session['kernel']['id']}/channels".replace("http", "ws", 1)) as cells:
        places = own, others, folder / "passwords.dat", ENVIRONMENT, ENVIRONMENT.parent / "notebooks" / "TEACHING.md"
        seen = [await printed(cells, LOOK % (place, place)) for place in places]
        assert seen == ["true true", "false false", "false false", "true false", "false false"]
        streams = 'System.out.print(Path.of("/proc/1/fd/0").toRealPath() + " " + Files.readString(Path.of("/proc/1/fd/2")).contains("SSL"));'
        assert await printed(cells, streams) == "/dev/null false", "neither the teacher's terminal nor the log of others"
        guess = 'import static padwise.lesson.Notebook.*;\npredict("pads", "How many?", 3);'
        assert await execute(cells, guess) is None

    await jurgen.run("00_start_here")
    kept = (others / "notebooks" / ".predictions" / "00_start_here.csv").read_text("utf-8")
    assert jurgen.failures == [] and ",locked" in kept

    (own / "notebooks" / "00_start_here.ipynb").write_text("ana's")
    await in_a_terminal(ana, 'java "$WORKBOOK" reset 00_start_here; java "$WORKBOOK" slides 00_start_here;'
                             " truncate -s 2G ~/large || touch ~/refused")
    assert (own / "notebooks" / "00_start_here.ipynb").read_bytes() == shipped
    assert (own / "notebooks" / "00_start_here_mine_1.ipynb").read_text() == "ana's"
    assert not (own / "large").stat().st_size and (own / "refused").exists()
    assert "Reveal" in (own / "notebooks" / "slides" / "00_start_here.html").read_text("utf-8")

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

    for number in range(2):
        with open(others / f"large{number}", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, 600_000_000)
    await server_ends(jurgen)
    with pytest.raises(RuntimeError, match="did not start"):
        await jurgen.start()
    (others / "large0").unlink()
    await jurgen.start()
    for each in (ana, jurgen, teacher, above):
        await each.session.close()


async def in_a_terminal(student, line):
    """Types a line into a terminal of JupyterLab's, and waits for its end."""
    terminal = (await student.ask("POST", "/api/terminals"))["name"]
    address = f"{student.server}/terminals/websocket/{terminal}".replace("http", "ws", 1)
    async with asyncio.timeout(180), student.session.ws_connect(address) as terminal:
        await terminal.send_json(["stdin", f"{line}; exit\r"])
        async for _ in terminal:
            pass


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
