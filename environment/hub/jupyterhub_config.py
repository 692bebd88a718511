"""One installation for a room: everybody reads the same files, and each student works on a copy in a sandbox.

The verb `hub` starts this with PADWISE_CLASS (the class's folder) and what it was asked for; values.yaml is for a cluster.
"""

import asyncio
import os
import re
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
STUDENTS = os.environ.get("PADWISE_STUDENTS")  # their names, one a line; None lets everybody in
PYTHON = Path(sys.executable)
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/nix", "/sys", "/var/cache/fontconfig")
PROGRAMS = ("environment", "lib", "pom.xml", ".workbook/venv", ".workbook/jars", ".workbook/javacpp", ".workbook/archives")
LONGEST = 240  # bytes in the name of a student's folder
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
        if self.validate_username(self.normalize_username(data["username"])):
            return await super().authenticate(handler, data)
        handler.custom_login_error = "Choose another name: a shorter one that does not begin with a dot."


class SandboxSpawner(SimpleLocalProcessSpawner):
    """A server that sees the system read-only, and of the class only the student's own folder."""

    async def start(self):
        home = Path(self.home_dir)
        try:
            await asyncio.to_thread(bring_pages, home)
        except (OSError, subprocess.SubprocessError) as problem:
            if not (home / "notebooks").is_dir():
                problem.jupyterhub_message = "Your copy of the pages could not be made. Is the teacher's disk full?"
                raise
            self.log.warning("%s works on with the pages as they are: %s", self.user.name, problem)
        self.cmd = [*sandbox(home), str(PYTHON), "-m", "jupyterhub.singleuser"]
        self.notebook_dir = str(home / "notebooks")
        return await super().start()

    @default("home_dir")
    def _default_home_dir(self):
        return str(CLASS / "students" / quote(self.user.name, safe=""))

    def make_preexec_fn(self, name):
        return None  # the folder is there already


def bring_pages(home):
    """A copy of the pages, or what is new in them; what a student changed stays: the puller merges in its favour.

    What Git finds in a student's copy, it may run: it sees no more than the student's server, and no token of the hub.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = [*sandbox(home), PYTHON, ROOT / "environment" / "hub" / "bring.py", CLASS / "shipped", home / "notebooks"]
    subprocess.run(command, env={"PATH": os.environ["PATH"], "HOME": str(home)}, stdin=subprocess.DEVNULL, timeout=120, check=True)


def sandbox(home):
    """The words before a command that sees the system, the workbook's programs and one student's folder.

    It writes only in that folder. In place of the teacher's notebooks it sees those that the class was given.
    """
    bubblewrap = shutil.which("bwrap")
    if not bubblewrap:  # the verb has asked the teacher for leave
        return []
    shipped = CLASS / "shipped"
    seen = [*SYSTEM, sys.base_prefix, os.environ["JAVA_HOME"], *(ROOT / part for part in PROGRAMS), shipped]
    mounts = {
        **{str(folder): ("--ro-bind-try", str(folder)) for folder in seen},
        str(ROOT / "notebooks"): ("--ro-bind", str(shipped)),
        **{folder: ("--tmpfs",) for folder in ("/tmp", "/var/tmp", "/run", str(CLASS))},
        str(home): ("--bind", str(home)),
    }
    return [
        bubblewrap, "--die-with-parent", "--unshare-pid", "--unshare-ipc", "--dev", "/dev", "--proc", "/proc",
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
    }


c = get_config()  # noqa: F821
c.JupyterHub.authenticator_class = RoomAuthenticator
c.JupyterHub.spawner_class = SandboxSpawner
c.JupyterHub.bind_url = os.environ["PADWISE_ADDRESS"]
c.JupyterHub.ssl_cert = os.environ.get("PADWISE_CERT", "")
c.JupyterHub.ssl_key = os.environ.get("PADWISE_KEY", "")
c.JupyterHub.db_url = f"sqlite:///{CLASS}/hub.sqlite"
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
c.Authenticator.allow_all = STUDENTS is None
c.Authenticator.allowed_users = set() if STUDENTS is None else {plain(name) for name in STUDENTS.split("\n")} - {""} | {TEACHER}
c.Spawner.environment = {}
c.Spawner.env_keep = ["PATH", "JAVA_HOME", "LANG", "LC_ALL", "OMP_NUM_THREADS", "PADWISE_MEMORY"]
c.Spawner.auth_state_hook = lambda spawner, state: spawner.environment.update(environment(spawner))
c.Spawner.default_url = "/lab/tree/index.md"
c.Spawner.args = ["--ServerApp.answer_yes=True", "--ServerApp.allow_root=True", "--LanguageServerManager.autodetect=False",
                  "--Application.log_level=WARN"]
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
c.JupyterHub.services = [
    {"name": "idle", "command": [str(PYTHON), "-m", "jupyterhub_idle_culler", "--timeout=3600"]},
    {"name": "room", "command": [str(PYTHON), str(ROOT / "environment" / "hub" / "room.py")], "oauth_no_confirm": True,
     "url": f"http://127.0.0.1:{HUB_PORT + 2}", "environment": {"PADWISE_CLASS": str(CLASS)}, "display": True},
]
c.JupyterHub.load_roles = [
    {"name": "user", "scopes": ["self", "access:services!service=room"]},
    {"name": "idle", "services": ["idle"],
     "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"]},
]
