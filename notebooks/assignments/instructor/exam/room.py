"""What runs in the examiner's kernel between the test cells."""

from multiprocessing.connection import Listener

from nnlib.teaching.checking.running import Problem

from .examiner import Gone, accept


class Room:
    """One student after the other, or the same one in a new process."""

    def __init__(self):
        self.listener = self.examiner = None

    def open(self, address):
        self.listener = Listener(address)

    def let_in(self):
        self.examiner = accept(self.listener)

    def lay_out(self, names, namespace):
        """Give a test those of these names that the student has, and none from before."""
        for name in names:
            namespace.pop(name, None)
            try:
                namespace[name] = self.examiner.ask("name", name)
            except NameError:
                continue
            except Problem as problem:
                namespace[name] = _stopped(problem)

    def done(self):
        """The test is over. Raises Gone if the student's process is."""
        if not self.examiner.gone:
            self.examiner.finish()
        if self.examiner.gone:
            raise Gone


def _stopped(problem):
    def stopped(*_):
        raise problem

    return stopped


ROOM = Room()
