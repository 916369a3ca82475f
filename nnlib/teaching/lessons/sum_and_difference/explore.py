"""Train a small network on sum and difference, and watch its loss and R² of each target."""

import ipywidgets as widgets
import numpy as np

from ...live import Clock, LiveFigure, controls, present, thin
from .pictures import TrainingPicture
from .training_run import GOAL, OPTIMIZERS, TARGETS, Run, pace, verdict

ROWS = 1000  # training rows that are used, and test rows
OPENED = 40  # epochs that have gone by at first: one step each


def shown(loss):
    """Four digits, and never a 0 that is none."""
    return "below 0.0001" if 0 < loss < 1e-4 else f"{loss:.4f}"


def build(X, Y, X_test, Y_test):
    """Present the controls and the figure. Returns (live, clock, state); state["run"] is the run that is shown."""
    data = tuple(np.ascontiguousarray(rows[:ROWS]) for rows in (X, Y, X_test, Y_test))
    live = LiveFigure(8, 3.4)
    picture = TrainingPicture(live.figure, TARGETS, GOAL)
    state = {"seed": 0}

    wide, words = {"width": "385px"}, {"description_width": "95px"}
    many = min(ROWS, len(X))
    sizes = [(str(size), size) for size in (8, 32, 128) if size < many] + [("all", many)]
    rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]
    width = widgets.IntSlider(value=8, min=1, max=16, description="units a layer", style=words, layout=wide)
    rate = widgets.SelectionSlider(options=rates, value=0.1, description="learning rate", style=words, layout=wide)

    def buttons(options, value, what):
        look = words | {"button_width": "64px"}
        place = {"width": "385px", "display": "flex"}
        return widgets.ToggleButtons(options=options, value=value, description=what, style=look, layout=place)

    depth = buttons([1, 2], 1, "hidden layers")
    optimizer = buttons(list(OPTIMIZERS), "SGD", "optimizer")
    batch = buttons(sizes, many, "batch size")

    def again(_=None):
        clock.pause()
        state["run"] = Run(data, width.value, depth.value, optimizer.value, rate.value, batch.value, state["seed"])
        stretch(40)
        redraw()

    def stretch(end):
        picture.stretch(end)
        live.freeze(*picture.moving)

    def redraw():
        run = state["run"]
        if run.epoch > picture.end:
            stretch(2 * picture.end)
        with np.errstate(all="ignore"):  # numbers of a run that has diverged
            scores, units = run.scores(), run.live()
        picture.fill({"train": thin(run.train), "test": thin(run.test)}, scores)
        found = verdict(run.epoch, run.finite, scores, units)
        steps = run.epoch * run.steps_an_epoch
        where = f"Start {state['seed']}, epoch {run.epoch}, {steps:,} {'step' if steps == 1 else 'steps'}"
        loss = f"loss {shown(run.train[-1])} on {len(run.X)} training rows, {shown(run.test[-1])} on test rows"
        alt = f"Loss against epoch, and a bar of R² for each target. {where}: {found}"
        live.show(alt, f"<b>{found}</b><br>{where}: {loss}.")

    def tick():
        run = state["run"]
        run.advance(pace(run.epoch, run.steps_an_epoch) if clock.play.value else 1)
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
    columns = [widgets.VBox([width, rate]), widgets.VBox([depth, optimizer, batch])]
    present("training", controls(*columns), clock.row, live.widget)
    return live, clock, state


def training(X, Y, X_test, Y_test):
    """Show it in a notebook. All standardized: X (n, 2), Y (n, 3), and the same of test rows."""
    build(X, Y, X_test, Y_test)
