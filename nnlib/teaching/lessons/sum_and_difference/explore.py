"""Train a small network on sum and difference; drag along its loss to see what it knew at each epoch."""

import numpy as np

from ... import style
from ...live import Choice, Clock, LiveFigure, Slider, present, thin
from .pictures import LossPicture, TargetsPicture
from .training_run import GOAL, TARGETS, Run, pace, units_in_words, verdict

ROWS = 1000  # training rows that are used, and test rows
OPENED = 40  # epochs that have gone by at first
SHARES = (0, 100, 1)  # percent of the run
RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]


def shown(loss):
    """Four digits, and never a 0 that is none."""
    return "below 0.0001" if 0 < loss < 1e-4 else f"{loss:.4f}"


def build(X, Y, X_test, Y_test):
    """Present the controls and the figures. Returns (live, clock, state); state["run"] is the run that is shown."""
    data = tuple(np.ascontiguousarray(rows[:ROWS]) for rows in (X, Y, X_test, Y_test))
    live, live_targets = LiveFigure(3.05, 3.5), LiveFigure(4.95, 3.5)
    losses = LossPicture(live.figure.subplots())
    panels = live_targets.figure.subplots(1, 3, width_ratios=(1, 1, 1.6))
    targets = TargetsPicture(panels, data[3], GOAL)
    live_targets.figure.suptitle("Gray: the truth. Marks: the network", **style.HEADLINE)
    live_targets.freeze(*targets.moving)
    state = {"seed": 0, "still": False}  # still: the slider follows, and says nothing new

    many = min(ROWS, len(X))
    sizes = {str(size): size for size in (8, 32, 128) if size < many} | {f"all {many}": many}
    width = Slider("hidden units", (1, 16, 1), 3)
    rate = Slider("learning rate", RATES, 0.1)
    batch = Choice("batch size, rows", sizes, min(32, many))
    look = Slider("look at", SHARES, 100, text=lambda share: f"{share} % of the run")

    def again(_=None):
        clock.pause()
        state["run"] = Run(data, width.value, rate.value, batch.value, state["seed"])
        if losses.end != OPENED:
            stretch(OPENED)
        note()
        now()

    def stretch(end):
        losses.stretch(end)
        live.freeze(*losses.moving)

    def note():
        """Keep what the network knows now: epoch, R² of each target, live units, the answers that are drawn."""
        run = state["run"]
        if run.epoch == 0:
            state["known"] = []
        with np.errstate(all="ignore"):  # numbers of a run that has diverged
            state["known"].append((run.epoch, run.scores(), run.live(), targets.pick(run.net.forward(run.X_test))))

    def now():
        """Look at the end of the run."""
        state["still"] = True
        look.value = 100
        state["still"] = False
        redraw()

    def touched(epoch, _):
        clock.pause()
        last = max(state["run"].epoch, 1)
        look.value = round(100 * min(epoch / last, 1))

    def looked(_):
        if not state["still"]:
            redraw()

    def redraw():
        run, known = state["run"], state["known"]
        if run.epoch > losses.end:
            stretch(2 * losses.end)
        asked = look.value / 100 * run.epoch
        epoch, scores, units, answers = min(known, key=lambda each: abs(each[0] - asked))
        losses.fill({"train": thin(run.train), "test": thin(run.test)}, epoch, run.train[epoch])
        targets.fill(answers, scores)
        finite = bool(np.isfinite([run.train[epoch], run.test[epoch]]).all())
        found = f'<b style="font-size:1.25em">{verdict(epoch, finite, scores)}</b>'
        steps = epoch * run.steps_an_epoch
        back = f", of {run.epoch}" if epoch < run.epoch else ""
        where = f"Start {state['seed']}, epoch {epoch}{back}, {steps:,} {'step' if steps == 1 else 'steps'}"
        loss = f"loss {shown(run.train[epoch])} on training rows, {shown(run.test[epoch])} on test rows"
        live.show(
            f"Loss against epoch on a logarithmic axis, train and test, a mark at epoch {epoch}: "
            f"{shown(run.train[epoch])} on training rows, {shown(run.test[epoch])} on test rows.",
            f"{found}<br>{units_in_words(*units)}<br>{where}: {loss}.",
        )
        words = ", ".join(f"{name} {targets.words(score)}" for name, score in zip(TARGETS, scores, strict=True))
        live_targets.show(
            "Answers for test rows over the true lines of sum and difference, and over the V of the distance. "
            f"R²: {words}."
        )

    def tick():
        run = state["run"]
        run.advance(pace(run.epoch, run.steps_an_epoch) if clock.value else 1)
        note()
        now()
        return run.over

    def reset():
        state["seed"] += 1
        again()

    clock = Clock(tick, reset)
    for control in (width, batch):
        control.observe(again, "value")
    rate.observe(lambda change: setattr(state["run"].optimizer, "lr", change["new"]), "value")
    look.observe(looked, "value")
    live.on_touch(touched)
    again()
    for _ in range(OPENED):
        state["run"].advance(1)
        note()
    now()
    present("training", width, rate, batch, look, clock, live_targets, live)
    return live, clock, state


def training(X, Y, X_test, Y_test):
    """Show it in a notebook. All standardized: X (n, 2), Y (n, 3), and the same of test rows."""
    build(X, Y, X_test, Y_test)
