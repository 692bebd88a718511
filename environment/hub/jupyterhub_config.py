"""One installation for a room: everybody reads the same files, and each student works on a copy in a sandbox.

The verb `hub` starts this with PADWISE_CLASS (the class's folder) and what it was asked for; values.yaml is for a cluster.
"""

import asyncio
import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from urllib.parse import quote

from firstuseauthenticator import FirstUseAuthenticator
from jupyterhub.spawner import SimpleLocalProcessSpawner
from traitlets import default

ROOT = Path(__file__).resolve().parents[2]
CLASS = Path(os.environ["PADWISE_CLASS"])
TEACHER = "teacher"
STUDENTS = os.environ.get("PADWISE_STUDENTS", "")  # their names, one a line; none lets everybody in
PYTHON = Path(sys.executable)
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/nix", "/sys", "/var/cache/fontconfig")
PROGRAMS = ("environment", "lib", "pom.xml",
            ".workbook/venv", ".workbook/jars", ".workbook/javacpp", ".workbook/archives", ".workbook/npm")
LOGS = CLASS / "logs"
SYSTEMD = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")  # how it is found
BOUNDS = shlex.split(os.environ.get("PADWISE_BOUNDS", ""))  # the words before a command that bound what it takes
LONGEST = 240  # bytes in the name of a student's folder
LEAST = 10_000_000  # bytes free where passwords are written: what is cut short forgets whose a name is
LONGEST_PASSWORD = 72  # bytes that bcrypt takes
MOST = 1_000_000  # kB in a student's folder, and in any file that a student's programs write
IDLE = int(os.environ.get("PADWISE_IDLE", "3600"))  # seconds at rest after which a server ends
HUB_PORT = int(os.environ["PADWISE_HUB_PORT"])  # the proxy's own and the room's are the next two


def plain(name):
    """The name that stands for a student: lower case, without blanks, an umlaut being one letter."""
    return re.sub(r"[\s,/]+", "-", unicodedata.normalize("NFC", name).strip().lower())


class RoomAuthenticator(FirstUseAuthenticator):
    """Whoever comes first under a name chooses its password."""

    def normalize_username(self, username):
        return super().normalize_username(plain(username))

    def validate_username(self, username):
        return super().validate_username(username) and len(quote(username, safe="")) <= LONGEST

    async def authenticate(self, handler, data):
        if not self.validate_username(self.normalize_username(data["username"])):
            handler.custom_login_error = "Choose another name: a shorter one that does not begin with a dot."
        elif len(data["password"].encode()) > LONGEST_PASSWORD:
            handler.custom_login_error = "Choose a shorter password."
        elif shutil.disk_usage(CLASS).free < LEAST:
            handler.custom_login_error = "The teacher's disk is full."
        else:
            return await super().authenticate(handler, data)


class SandboxSpawner(SimpleLocalProcessSpawner):
    """A server that sees the system read-only, and of the class only the student's own folder."""

    async def start(self):
        home = Path(self.home_dir)
        if await asyncio.to_thread(held, home) > MOST:
            problem = RuntimeError(f"{home} holds more than {MOST} kB")
            problem.jupyterhub_message = "Your folder holds too much. Ask the teacher to delete what you can do without."
            raise problem
        with open(LOGS / home.name, "w") as log:  # what is open in a sandbox can be read there: the hub's log tells of others
            self.popen_kwargs = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, "preexec_fn": bound_files}
            try:
                await asyncio.to_thread(bring_pages, home, **self.popen_kwargs)
            except (OSError, subprocess.SubprocessError) as problem:
                if not (home / "notebooks").is_dir():
                    problem.jupyterhub_message = "Your copy of the pages could not be made. Is the teacher's disk full?"
                    raise
                self.log.warning("%s works on with the pages as they are: %s", self.user.name, problem)
            self.cmd = [*sandbox(home), str(PYTHON), "-m", "jupyterhub.singleuser"]
            self.notebook_dir = str(home / "notebooks")
            return await super().start()

    async def poll(self):
        if self.proc and self.proc.poll() is None and await asyncio.to_thread(held, self.home_dir) > MOST:
            self.log.warning("%s holds more than %d kB: the server ends", self.home_dir, MOST)
            self.proc.kill()
            self.proc.wait()
        return await super().poll()

    @default("home_dir")
    def _default_home_dir(self):
        return str(CLASS / "students" / quote(self.user.name, safe=""))


def held(folder):
    """The kB that a folder takes on the disk; 0 if it is not there yet."""
    said = subprocess.run(["du", "-sk", folder], capture_output=True, text=True).stdout
    return int(said.split()[0]) if said else 0


def bound_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST << 10, MOST << 10))


def bring_pages(home, **options):
    """A copy of the pages, or what is new in them; what a student changed stays: the puller merges in its favour.

    What Git finds in a student's copy, it may run: it sees no more than the student's server, and no token of the hub.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = [*sandbox(home), PYTHON, ROOT / "environment" / "hub" / "bring.py", CLASS / "shipped", home / "notebooks"]
    env = {"HOME": str(home), **{name: os.environ[name] for name in ("PATH", *SYSTEMD) if name in os.environ}}
    subprocess.run(command, env=env, timeout=120, check=True, **options)


def sandbox(home):
    """The words before a command that sees the system, the workbook's programs and one student's folder.

    It writes only in that folder. In place of the teacher's notebooks it sees those that the class was given.
    """
    bubblewrap = shutil.which("bwrap")
    if not bubblewrap:  # the verb has asked the teacher for leave
        return BOUNDS
    shipped = CLASS / "shipped"
    seen = [*SYSTEM, sys.base_prefix, os.environ["JAVA_HOME"], *(ROOT / part for part in PROGRAMS), shipped]
    mounts = {
        **{str(folder): ("--ro-bind-try", str(folder)) for folder in seen},
        str(ROOT / "notebooks"): ("--ro-bind", str(shipped)),
        **{folder: ("--tmpfs",) for folder in ("/tmp", "/var/tmp", "/run", str(CLASS))},
        str(home): ("--bind", str(home)),
    }
    return [
        *BOUNDS, bubblewrap, *(word for name in SYSTEMD for word in ("--unsetenv", name)),
        "--die-with-parent", "--unshare-pid", "--unshare-ipc", "--dev", "/dev", "--proc", "/proc",
        *(word for folder in sorted(mounts) for word in (*mounts[folder], folder)),  # each before what is in it
        "--remount-ro", "/", "--chdir", str(home), "--",
    ]


def environment(spawner):
    home = Path(spawner.home_dir)
    return {
        "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
        "JUPYTER_DATA_DIR": str(home / ".local" / "share" / "jupyter"),
        "JUPYTER_CONFIG_PATH": str(ROOT / "environment"),
        "PYTHONUTF8": "1",
        "WORKBOOK": str(ROOT / "environment" / "Workbook.java"),  # what a student calls the launcher by
    }


LOGS.mkdir(mode=0o700, exist_ok=True)
c = get_config()  # noqa: F821
c.JupyterHub.authenticator_class = RoomAuthenticator
c.JupyterHub.spawner_class = SandboxSpawner
c.JupyterHub.bind_url = os.environ["PADWISE_ADDRESS"]
c.JupyterHub.ssl_cert = os.environ.get("PADWISE_CERT", "")
c.JupyterHub.ssl_key = os.environ.get("PADWISE_KEY", "")
c.JupyterHub.db_url = "sqlite:///:memory:"  # a file would tell a later hub of servers whose ids others have by then
c.JupyterHub.cookie_secret_file = str(CLASS / "cookie_secret")
c.JupyterHub.hub_port = HUB_PORT
c.JupyterHub.cleanup_servers = True
c.JupyterHub.log_level = "WARN"
c.ConfigurableHTTPProxy.command = [str(ROOT / ".workbook" / "hub" / "node_modules" / ".bin" / "configurable-http-proxy")]
c.ConfigurableHTTPProxy.log_level = "error"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{HUB_PORT + 1}"
c.ConfigurableHTTPProxy.pid_file = str(CLASS / "proxy.pid")
c.FirstUseAuthenticator.dbm_path = str(CLASS / "passwords")
c.Authenticator.username_pattern = r"[^.\s]"  # "..", as a folder, would be the whole class's
c.Authenticator.admin_users = {TEACHER}
c.Authenticator.allow_all = not STUDENTS
c.Authenticator.allowed_users = set() if not STUDENTS else {plain(name) for name in STUDENTS.split("\n")} - {""} | {TEACHER}
c.Spawner.environment = {}
c.Spawner.env_keep = ["PATH", "JAVA_HOME", "LANG", "LC_ALL", "OMP_NUM_THREADS", "PADWISE_MEMORY", "PADWISE_CLASS", *SYSTEMD]
c.Spawner.auth_state_hook = lambda spawner, state: spawner.environment.update(environment(spawner))
c.Spawner.default_url = "/lab/tree/index.md"
c.Spawner.args = ["--ServerApp.answer_yes=True", "--ServerApp.allow_root=True", "--LanguageServerManager.autodetect=False",
                  "--Application.log_level=WARN"]
c.Spawner.poll_interval = 20
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
c.JupyterHub.services = [
    {"name": "idle", "command": [str(PYTHON), "-m", "jupyterhub_idle_culler", f"--timeout={IDLE}"],
     "environment": {"PADWISE_CLASS": str(CLASS)}},
    {"name": "room", "command": [str(PYTHON), str(ROOT / "environment" / "hub" / "room.py")], "oauth_no_confirm": True,
     "url": f"http://127.0.0.1:{HUB_PORT + 2}", "environment": {"PADWISE_CLASS": str(CLASS)}, "display": True},
]
c.JupyterHub.load_roles = [
    {"name": "user", "scopes": ["self", "access:services!service=room"]},
    {"name": "idle", "services": ["idle"],
     "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"]},
]
