"""Train a small network on sum and difference, and watch its loss and R² of each target."""

import numpy as np

from ...live import Choice, Clock, LiveFigure, Slider, present, thin
from .pictures import LossPicture, ScorePicture
from .training_run import GOAL, OPTIMIZERS, TARGETS, Run, pace, verdict

ROWS = 1000  # training rows that are used, and test rows
OPENED = 40  # epochs that have gone by at first: one step each
RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]


def shown(loss):
    """Four digits, and never a 0 that is none."""
    return "below 0.0001" if 0 < loss < 1e-4 else f"{loss:.4f}"


def build(X, Y, X_test, Y_test):
    """Present the controls and the figures. Returns (live, clock, state); state["run"] is the run that is shown."""
    data = tuple(np.ascontiguousarray(rows[:ROWS]) for rows in (X, Y, X_test, Y_test))
    live, live_scores = LiveFigure(3.8, 3.2), LiveFigure(3.5, 3.2)
    losses = LossPicture(live.figure.subplots())
    bars = ScorePicture(live_scores.figure.subplots(), TARGETS, GOAL)
    live_scores.freeze(*bars.moving)
    state = {"seed": 0}

    many = min(ROWS, len(X))
    sizes = {str(size): size for size in (8, 32, 128) if size < many} | {f"all {many}": many}
    width = Slider("units a layer", (1, 16, 1), 8)
    rate = Slider("learning rate", RATES, 0.1)
    depth = Choice("hidden layers", [1, 2], 1)
    optimizer = Choice("optimizer", list(OPTIMIZERS), "SGD")
    batch = Choice("batch size, rows", sizes, many)

    def again(_=None):
        clock.pause()
        state["run"] = Run(data, width.value, depth.value, optimizer.value, rate.value, batch.value, state["seed"])
        if losses.end != OPENED:
            stretch(OPENED)
        redraw()

    def stretch(end):
        losses.stretch(end)
        live.freeze(*losses.moving)

    def redraw():
        run = state["run"]
        if run.epoch > losses.end:
            stretch(2 * losses.end)
        with np.errstate(all="ignore"):  # numbers of a run that has diverged
            scores, units = run.scores(), run.live()
        losses.fill({"train": thin(run.train), "test": thin(run.test)})
        bars.fill(scores)
        found = verdict(run.epoch, run.finite, scores, units)
        steps = run.epoch * run.steps_an_epoch
        where = f"Start {state['seed']}, epoch {run.epoch}, {steps:,} {'step' if steps == 1 else 'steps'}"
        loss = f"loss {shown(run.train[-1])} on {len(run.X)} training rows, {shown(run.test[-1])} on test rows"
        live.show("Loss against epoch on a logarithmic axis, train and test.", f"<b>{found}</b><br>{where}: {loss}.")
        words = ", ".join(f"{name} {bars.words(score)}" for name, score in zip(TARGETS, scores, strict=True))
        live_scores.show(f"A bar of R² for each target: {words}.")

    def tick():
        run = state["run"]
        run.advance(pace(run.epoch, run.steps_an_epoch) if clock.value else 1)
        redraw()
        return run.over

    def reset():
        state["seed"] += 1
        again()

    clock = Clock(tick, reset)
    for control in (width, depth, optimizer, batch):
        control.observe(again, "value")
    rate.observe(lambda change: setattr(state["run"].optimizer, "lr", change["new"]), "value")
    again()
    state["run"].advance(OPENED)
    redraw()
    present("training", width, rate, depth, optimizer, batch, clock, live, live_scores)
    return live, clock, state


def training(X, Y, X_test, Y_test):
    """Show it in a notebook. All standardized: X (n, 2), Y (n, 3), and the same of test rows."""
    build(X, Y, X_test, Y_test)
