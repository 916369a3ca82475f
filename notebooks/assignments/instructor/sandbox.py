"""Where a student's cells run: a process that sees Python, nnlib and its own folder only.

bubblewrap (Linux) gives it its own processes, no network, and the files named here.
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nnlib

SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/etc/alternatives",
)
OURS = Path(__file__).parent / "exam"  # the student's side of the examination
COURSE = "/course"  # where nnlib is, inside
MEMORY = 2 * 1024**3  # bytes, of all its processes together
FILES = 256 * 1024**2  # bytes of a file, and of all in /tmp
PROCESSES = 64
MISSING = (
    "grading runs students' programs, and bubblewrap, which locks them in, {why}. "
    "Install it (Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install "
    "bubblewrap); on macOS and Windows grade in Linux, for example in the course's "
    "container image. Or write nbgrader autograde … --Examine.unsafe=True, or "
    "python -m instructor grade … --unsafe: then "
    "students' programs run with all your rights, and can read your files and the "
    "gradebook, change them, and use the network."
)


@functools.cache
def missing():
    """What to do if there is no sandbox on this machine, else ""."""
    if not shutil.which("bwrap"):
        return MISSING.format(why="is not installed")
    python = [sys.executable, "-c", "import ipykernel, nnlib, exam.student"]
    trial = subprocess.run([*command("/", writable=[]), *python], capture_output=True, text=True)
    if trial.returncode == 0:
        return ""
    return MISSING.format(why=f"does not run here ({trial.stderr.strip()[-300:]})")


def command(folder, writable):
    """What stands before a command, to run it in folder. It may change what is writable.

    It is nobody there, and not root. What it starts ends with it, and it with us.
    """
    options = [
        "--unshare-all",
        "--unshare-user",
        "--uid",
        "1000",
        "--gid",
        "1000",
        "--disable-userns",
    ]
    options += [
        "--die-with-parent",
        "--new-session",
        "--hostname",
        "student",
        "--clearenv",
    ]
    options += ["--proc", "/proc", "--dev", "/dev"]
    for place in ("/tmp", "/dev/shm"):
        options += ["--size", str(FILES), "--tmpfs", place]
    options += ["--remount-ro", "/dev"]
    for path in readable():
        options += ["--ro-bind-try", path, path]
    for path in secret():
        options += ["--tmpfs", path]
    options += ["--ro-bind", str(Path(nnlib.__file__).parent), f"{COURSE}/nnlib"]
    options += ["--ro-bind", str(OURS), f"{COURSE}/exam"]
    for path in writable:
        options += ["--bind", str(path), str(path)]
    options += ["--remount-ro", "/"]
    for name, value in ENVIRONMENT.items():
        options += ["--setenv", name, value]
    return ["bwrap", *options, "--chdir", str(folder), "--", "prlimit", *limits(), "--"]


def readable():
    """The system's programs and libraries, and the Python that runs this."""
    packages = [path for path in sys.path if path.endswith("-packages")]
    return list(dict.fromkeys([*SYSTEM, sys.base_prefix, sys.prefix, *packages]))


def secret():
    """The folders of the course, if they are in one that is readable: they seem empty."""
    folders = [Path.cwd(), Path(__file__).parent.parent]
    inside = [f for f in folders if any(f.is_relative_to(path) for path in readable())]
    return list(dict.fromkeys(map(str, inside)))


def limits():
    """For each process; Watch counts them all together."""
    return [
        f"--as={2 * MEMORY}",
        f"--fsize={FILES}",
        "--nproc=1024",
        "--cpu=600",
        "--core=0",
    ]


ENVIRONMENT = {
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
    "PYTHONPATH": COURSE,
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "NNLIB_PROGRESS": "/dev/null",
} | {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
