"""A clock for training: play or pause, one step, reset."""

from .controls import Control


class Clock(Control):
    """Three buttons; value says whether it plays. The browser asks for the next tick once it has shown the last one.

    tick(): called again and again while playing, once for a step; returns True when there is nothing left to do.
    reset(): back to the start; the clock stands still then.
    """

    kind = "clock"

    def __init__(self, tick, reset):
        super().__init__("training", False)
        self._tick, self._reset = tick, reset

    def put(self, sent):
        {"play": self.play, "pause": self.pause, "tick": self.beat, "step": self.step, "reset": self.reset}[sent]()

    def play(self):
        self.value = True

    def pause(self):
        self.value = False

    def beat(self):
        """What the browser asks for while playing."""
        if self.value and self._tick():
            self.pause()

    def step(self):
        self.pause()
        self._tick()

    def reset(self):
        self.pause()
        self._reset()
