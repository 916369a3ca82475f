"""nbgrader's autograding, but for one thing: tests and answers run in two kernels."""

import ast
import contextlib
import logging
import os
import shutil
import sys

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute
from traitlets import Bool, Int

from . import sandbox
from .kernels import PRINTED, ROOM, STUDENT, Kernels
from .lookout import script, seen

PASSED_ON = (
    "timeout",
    "iopub_timeout",
    "startup_timeout",
    "allow_errors",
    "interrupt_on_timeout",
    "raise_on_iopub_timeout",
    "error_on_timeout",
    "extra_arguments",
    "on_cell_executed",
)
QUIET = logging.getLogger(f"{__name__}.nbclient")  # tell() says the same, and of whom
QUIET.disabled = True


class Examine(Execute):
    """Run a student's cells in one kernel, the tests in another, which asks the first.

    A cell that ends its kernel is left out of the next one, in which those before it run
    again; so it costs the tasks that need it, and no other.
    """

    unsafe = Bool(False, help="Run students' programs without a sandbox.").tag(config=True)
    kernels_for_one = Int(8, help="How often a notebook may end its kernel.").tag(config=True)

    def preprocess(self, nb, resources, km=None):
        path = resources["metadata"]["path"]
        if not self.unsafe and (why := sandbox.missing()):
            self.log.error("nothing is graded: %s", why)
            shutil.rmtree(path)  # this student's folder, just made: or he would count as graded
            sys.exit(1)
        self.info, self.nb = resources["nbgrader"], nb
        for name in filter(_is_ours, sorted(os.listdir(path))):
            self.log.warning(
                "%s, %s: a file %s of the student's own, which only his cells see",
                *(self.info["student"], self.info["assignment"], name),
            )
        names = self._names()
        settings = {name: getattr(self, name) for name in PASSED_ON}
        settings |= {
            "on_cell_executed": self.on_cell_executed,
            "shutdown_kernel": "immediate",
            "log": QUIET,
        }
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        with Kernels(nb, settings, path, self.unsafe) as self.kernels:
            self.ran, self.tests_left = [], True
            for cell in filter(_is_given, nb.cells):
                self.kernels.examiner.do(cell.source)
            for index, cell in enumerate(nb.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    for what in script(cell.source):
                        self.tell(cell, index, what)
                    continue
                if _is_test(cell):
                    self._test(cell, index, names)
                else:
                    self._answer(cell, index)
        return nb, resources

    def _names(self):
        """{task: names that its answer defines}, as they were handed out."""
        with Gradebook(self.info["db_url"]) as gradebook:
            released = gradebook.find_notebook(self.info["notebook"], self.info["assignment"])
            answers = {cell.name for cell in released.solution_cells}
            return {
                cell.name: [n.name for n in ast.parse(cell.source).body if hasattr(n, "name")]
                for cell in released.source_cells
                if cell.name in answers and cell.cell_type == "code"
            }

    def _answer(self, cell, index):
        """Run a cell of the student's."""
        for what in () if _is_given(cell) else seen(cell.source):
            self.tell(cell, index, what)
        if self.kernels.student is None:
            return
        student = self.kernels.student
        student.printed = 0
        if self._run(student, cell, index):
            self.ran.append(cell)
        else:
            self._again()
        if student.printed > PRINTED:
            self.tell(cell, index, f"printed {student.printed:,} characters")

    def _run(self, kernel, cell, index):
        """Run a cell; False if the kernel is of no use any more."""
        try:
            kernel.execute_cell(cell, index)
            return not self._hangs(kernel, cell, index)
        except DeadKernelError:
            why = self.kernels.watch.why if self.kernels.watch else ""
            why = f"more than is allowed: {why}" if why else "os._exit, or out of memory?"
            words = f"this cell ended its kernel ({why})"
        except CellTimeoutError:
            words = "this cell printed, or ran, without end"
        except Exception as error:  # of nbclient, on messages that no kernel sends
            words = f"its kernel sent what cannot be read ({type(error).__name__})"
        self.tell(cell, index, words)
        cell.outputs = [new_output("error", ename="Stopped", evalue=words, traceback=[words])]
        return False

    def _hangs(self, kernel, cell, index):
        """After a cell that was interrupted: does it go on nevertheless?"""
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if not any(error.ename == "CellTimeoutError" for error in errors):
            return False
        self.tell(cell, index, f"stopped after {self.timeout} seconds")
        kernel.timeout, before = 5, kernel.timeout
        try:
            kernel.do("None")
        except (RuntimeError, DeadKernelError):
            return True
        finally:
            kernel.timeout = before
        return False

    def _again(self):
        """A new kernel for the student, with the cells that did not end the old one."""
        while self.kernels.count < self.kernels_for_one:
            self.kernels.new_student()
            if all(self._run_again(cell) for cell in list(self.ran)):
                return
        self.kernels.students.close()
        self.kernels.student = None

    def _run_again(self, cell):
        """Run a cell in the new kernel; False if it ends it."""
        try:
            with contextlib.suppress(RuntimeError):
                self.kernels.student.do(cell.source)
        except DeadKernelError:
            self.ran.remove(cell)
            return False
        return True

    def _test(self, cell, index, names):
        """Run a test in the examiner's kernel, while the student's answers questions."""
        task = max(
            (t for t in names if cell.metadata.nbgrader.grade_id.startswith(f"{t}-")),
            key=len,
            default=None,
        )
        mine = names[task] if task else sorted({n for some in names.values() for n in some})
        student, examiner = self.kernels.student, self.kernels.examiner
        if student is None:
            words = "there is no kernel left in which the answer could run"
            cell.outputs = [new_output("error", ename="Gone", evalue=words, traceback=[words])]
            return
        student.kc.execute(f"{STUDENT}.serve({self.kernels.address!r})", silent=True)
        try:
            examiner.do(f"{ROOM}.ROOM.lay_out({mine!r}, globals())")
            examiner.timeout = 4 * self.timeout  # each question to the student has its own limit
            examiner.execute_cell(cell, index)
            examiner.timeout = self.timeout
            examiner.do(f"{ROOM}.ROOM.done()")
        except (RuntimeError, DeadKernelError, CellTimeoutError) as error:
            self._failed(cell, index, task, error)

    def _failed(self, cell, index, task, error):
        """What was asked of the student's kernel ended it, or the examiner's."""
        if not any(output.output_type == "error" for output in cell.outputs):
            words = f"the test could not be done ({error})"
            cell.outputs.append(new_output("error", ename="Gone", evalue=words, traceback=[words]))
        self.tell(cell, index, "the answer ended its kernel, or did not stop")
        self.ran = [c for c in self.ran if c.metadata.get("nbgrader", {}).get("grade_id") != task]
        self._again()

    def tell(self, cell, index, what):
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or f"number {index + 1}"
        self.log.warning(
            "%s, %s: cell %s: %s",
            self.info["student"],
            self.info["assignment"],
            name,
            what,
        )


def _is_ours(name):
    return name.partition(".")[0] in ("nnlib", "numpy", "exam", "sitecustomize")


def _is_test(cell):
    marks = cell.metadata.get("nbgrader", {})
    return marks.get("grade") and not marks.get("solution")


def _is_given(cell):
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and marks.get("locked") and not marks.get("grade")
