"""Starts a kernel on ports that stay its own, within the memory that is there, and with UTF-8 for the names of files.

Jupyter chooses free ports and lets go of them. Until the kernel takes them, any outgoing connection on this computer may
land on one (jupyter_client#487): of thirty kernels started together nine did not start. Here the ports are held until the
kernel has ended. On Linux they are bound without listening: so they are given to nobody who does not name them, and the
kernel, who does, gets them. Elsewhere they come from a range that outgoing connections don't use.

A kernel is told in which process namespace JPY_PARENT_PID counts, so that it ends with its server and in a sandbox lives on.

A kernel's share of memory is 1 GB, less where the container or the computer has less, and what PADWISE_MEMORY says
(megabytes) where that is set.

Set-up copies this file into the workbook's Python and registers it as an entry point; kernel.json names it.
"""

import os
import socket
import sys
from pathlib import Path

import psutil
from jupyter_client.provisioning import LocalProvisioner

PORTS = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")
SHARE = 1024  # megabytes
HOLDS = sys.platform == "linux"
QUIET_RANGE = range(10_000, 30_000)  # below where any system takes ports for outgoing connections


class Provisioner(LocalProvisioner):
    held = ()

    async def pre_launch(self, **kwargs):
        manager = self.parent
        if manager and manager.cache_ports and not self.ports_cached:
            self.held = [bound(manager.ip) for _ in PORTS]
            for name, holder in zip(PORTS, self.held):
                setattr(manager, name, holder.getsockname()[1])
            self.ports_cached = True
            if not HOLDS:
                self.let_go()
        launch = await super().pre_launch(**kwargs)
        java = launch["cmd"]
        after = next((i for i, word in enumerate(java) if word.startswith("@")), None)
        if after is not None:  # behind kernel.options, whose limits give way
            java[after + 1:after + 1] = limits(memory(launch["env"]))
        if sys.platform == "linux":
            launch["env"] = {**utf8(launch["env"]), "PADWISE_PID_NAMESPACE": os.readlink("/proc/self/ns/pid")}
        return launch

    async def cleanup(self, restart=False):
        await super().cleanup(restart=restart)
        if not restart:
            self.let_go()

    def let_go(self):
        for holder in self.held:
            holder.close()
        self.held = ()


def bound(ip):
    """A socket on a port that nobody else has."""
    for port in [0] if HOLDS else candidates():
        holder = socket.socket()
        if HOLDS:
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # the kernel's may be bound beside it
        try:
            holder.bind((ip, port))
            return holder
        except OSError:
            holder.close()
    raise OSError(f"no port of {QUIET_RANGE} is free on {ip}")


def candidates():
    """Where this process begins to look differs from where others do."""
    start = os.getpid() * 97 % len(QUIET_RANGE)
    return (QUIET_RANGE[(start + step) % len(QUIET_RANGE)] for step in range(len(QUIET_RANGE)))


def memory(env):
    """The megabytes of one kernel: at most a quarter of the computer's."""
    asked = env.get("PADWISE_MEMORY", "")
    computer = psutil.virtual_memory().total >> 20
    return int(asked) if asked.isdecimal() and int(asked) >= 256 else min([SHARE, computer // 4, *containers()])


def limits(megabytes):
    """Java's heap, ND4J's arrays, and all of the process, beyond which ND4J first collects and then refuses."""
    return [f"-Xmx{megabytes // 4}m", f"-Dorg.bytedeco.javacpp.maxbytes={megabytes * 3 // 10}m",
            f"-Dorg.bytedeco.javacpp.maxphysicalbytes={megabytes * 13 // 20}m"]


def containers(root=Path("/sys/fs/cgroup"), own=Path("/proc/self/cgroup")):
    """The limits in megabytes of the control groups, both versions, that this process is in."""
    if not own.is_file():
        return
    for line in own.read_text().splitlines():
        _, kinds, path = line.split(":", 2)
        if kinds in ("", "memory"):
            top, name = (root, "memory.max") if not kinds else (root / "memory", "memory.limit_in_bytes")
            inside = Path(path.lstrip("/"))
            for group in (inside, *inside.parents):
                limit = top / group / name
                text = limit.read_text().strip() if limit.is_file() else "max"
                if text.isdecimal():
                    yield int(text) >> 20


def utf8(env):
    """The same environment; where it has no UTF-8, Java would open no file whose name has an umlaut."""
    locale = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "C"
    if "utf8" in locale.lower().replace("-", ""):
        return env
    without = {name: value for name, value in env.items() if name != "LC_ALL"}
    return {**without, "LANG": env.get("LC_ALL") or env.get("LANG") or "C", "LC_CTYPE": "C.UTF-8"}
