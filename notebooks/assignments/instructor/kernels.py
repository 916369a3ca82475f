"""Two kernels for a notebook: the student's, locked in, and the examiner's."""

import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import arbitrary_address
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from . import sandbox
from .watch import Watch

IPC = sys.platform != "win32"  # sockets that are files, and no network
PRINTED = 1_000_000  # characters that are kept of a cell
STUDENT, ROOM = (f"__import__('{package}', fromlist=['_'])" for package in ("exam.student", "exam.room"))


class Cells(NotebookClient):
    """Runs cells in its kernel, and keeps of what they print what can be read."""

    printed = 0

    def process_message(self, message, cell, index):
        if message["msg_type"] == "stream":
            self.printed += len(message["content"].get("text", ""))
            if self.printed > PRINTED:
                return None
        return super().process_message(message, cell, index)

    def do(self, code):
        """Run a line of ours. RuntimeError, or DeadKernelError, if it fails."""
        reply = self.wait_for_reply(self.kc.execute(code, silent=True))
        if not reply or reply["content"]["status"] != "ok":
            raise RuntimeError(reply and reply["content"].get("evalue"))


class Kernels:
    """A context in which .student and .examiner run cells.

    nb: whose cells they run. settings: traits of NotebookClient.
    files: a folder of which the student gets a copy.
    """

    def __init__(self, nb, settings, files, unsafe=False):
        self.nb, self.settings, self.files, self.unsafe = nb, settings, files, unsafe
        self.student = self.examiner = self.watch = None
        self.contexts, self.students, self.count = ExitStack(), ExitStack(), 0

    def __enter__(self):
        temporary = tempfile.TemporaryDirectory(prefix="exam-", ignore_cleanup_errors=True)
        self.folder = Path(self.contexts.enter_context(temporary))
        self.examiner = self.contexts.enter_context(self._kernel("examiner", []))
        path = str(Path(__file__).parent)
        self.examiner.do(f"import sys; sys.path.insert(0, {path!r})")
        self.contexts.push(self.students)
        self.new_student()
        return self

    def __exit__(self, *error):
        return self.contexts.__exit__(*error)

    def new_student(self):
        """A fresh process for the student's cells, instead of the one before."""
        self.students.close()
        self.count += 1
        name = f"student{self.count}"
        inside = [] if self.unsafe else [self.folder / name, self.folder / f"{name}-files"]
        self.student = self.students.enter_context(self._kernel(name, inside))
        address = self.folder / name / "calls"
        self.address = str(address) if IPC else arbitrary_address("AF_PIPE")
        self.examiner.do(f"{ROOM}.ROOM.open({self.address!r})")
        if self.unsafe:
            path = str(Path(__file__).parent)
            self.student.do(f"__import__('sys').path.append({path!r})")
        self.student.do(f"{STUDENT}.connect({self.address!r}, globals())")
        self.examiner.do(f"{ROOM}.ROOM.let_in()")

    def _kernel(self, name, writable):
        """A context: a kernel with a folder for its sockets, and one to work in."""
        sockets, work = self.folder / name, self.folder / f"{name}-files"
        sockets.mkdir()
        if name == "examiner":
            work.mkdir()
        else:
            ignore = shutil.ignore_patterns("*.ipynb")
            shutil.copytree(self.files, work, symlinks=True, ignore=ignore)
        prefix = sandbox.command(work, writable) if writable else []
        file = str(sockets / "kernel.json")
        launcher = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec = KernelSpec(
            argv=[*prefix, *launcher],
            language="python",
            interrupt_mode="message" if writable else "signal",
        )
        manager = AsyncKernelManager(
            kernel_spec_manager=_Only(spec),
            transport="ipc" if IPC else "tcp",
            connection_file=file,
        )
        client = Cells(self.nb, manager, **self.settings)
        return self._running(client, work, bool(writable))

    @contextmanager
    def _running(self, client, work, watched):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with client.setup_kernel(cwd=str(work), cleanup_kc=True, **quiet):
            watch = Watch(client.km.provisioner.process.pid) if watched else None
            self.watch = watch or self.watch
            try:
                yield client
            finally:
                if watch:
                    watch.stop()


class _Only(KernelSpecManager):
    """Knows one kernel."""

    def __init__(self, spec):
        super().__init__()
        self.spec = spec

    def get_kernel_spec(self, name):
        return self.spec
