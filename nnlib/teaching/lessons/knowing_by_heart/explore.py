"""A playground. Choose data and network, press Play, and watch the boundary bend. It opens in the middle of a run."""

from functools import lru_cache

import ipywidgets as widgets

from ...live import Clock, controls, present
from .playground_picture import Picture
from .playground_run import ACTIVATIONS, DATA, MOST_EPOCHS, Run, best_line, points, split
from .playground_verdict import verdict

OPENS_AT = 600  # epochs: nearly all training points are right by then, and the test points no more than by a line


def slider(kind, name, **options):
    return kind(description=name, style={"description_width": "86px"}, layout={"width": "260px"}, **options)


def buttons(name, options, value, width):
    look = dict(
        style={"description_width": "102px", "button_width": width},
        layout={"width": "auto", "display": "flex", "margin": "2px"},
    )
    return widgets.ToggleButtons(options=options, value=value, description=name, **look)


def pace(epoch):
    """Epochs a picture while playing: one at first, where most happens, later more."""
    return 1 + epoch // 50


def facts(run):
    """The numbers below the verdict."""
    end = ", the last" if run.epoch == MOST_EPOCHS else ""
    sets = (f"{name}: loss {losses[-1]:.2f}, {run.accuracy(name):.0%} right" for name, losses in run.history.items())
    return f"Start {run.seed + 1}, epoch {run.epoch}{end} · {run.net.params.size} parameters · {' · '.join(sets)}"


def build(opens_at=OPENS_AT):
    """Present the controls and the picture, opens_at epochs into a run. Returns (live, clock, runs).

    runs: a list whose only item is the run that is shown.
    """
    picture, runs = Picture(), [None]
    kind = buttons("data", list(DATA), "moons", "78px")
    noise = slider(widgets.FloatSlider, "noise", value=0.3, min=0, max=0.5, step=0.05, readout_format=".2f")
    n_train = buttons("training points", [30, 60, 120], 30, "52px")
    depth = buttons("hidden layers", [0, 1, 2, 3], 1, "52px")
    width = slider(widgets.IntSlider, "units a layer", value=16, min=1, max=32)
    activation = buttons("activation", list(ACTIVATIONS), "ReLU", "78px")
    rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]
    rate = slider(widgets.SelectionSlider, "learning rate", options=rates, value=0.3)
    l2 = slider(widgets.SelectionSlider, "L2", options=[0, 0.001, 0.003, 0.01, 0.03, 0.1], value=0)

    @lru_cache
    def data(kind, noise, n_train):
        sets = split(*points(kind, noise), n_train)
        return sets, best_line(sets)

    def start(_=None, seed=None):
        """A new run. Its starting weights are drawn with the seed of the run before, unless another is given."""
        seed = (runs[0].seed if runs[0] else 0) if seed is None else seed
        sets, line = data(kind.value, noise.value, n_train.value)
        runs[0] = Run(sets, line, depth.value, width.value, activation.value, rate.value, l2.value, seed)
        picture.start(runs[0])
        draw()

    def draw(_=None):
        words, numbers = verdict(runs[0]), facts(runs[0])
        alt = f"Decision boundary over {kind.value}, loss curves, and maps of hidden units. {words} {numbers}"
        picture.draw(runs[0], alt, f"<b>{words}</b><br>{numbers}")

    def tick():
        run = runs[0]
        run.train(pace(run.epoch) if clock.play.value else 1, seconds=0.05)
        draw()
        return run.done

    def change(_):
        runs[0].optimizer.lr, runs[0].l2 = rate.value, l2.value
        draw()

    clock = Clock(tick, lambda: start(seed=runs[0].seed + 1))
    for control in (kind, noise, n_train, depth, width, activation):
        control.observe(start, "value")
    for control in (rate, l2):
        control.observe(change, "value")
    start()
    if opens_at:
        runs[0].train(opens_at)
        picture.start(runs[0])
        draw()
    columns = widgets.VBox([noise, width, rate, l2]), widgets.VBox([kind, n_train, depth, activation, clock.row])
    present("playground", controls(*columns), picture.live.widget)
    return picture.live, clock, runs


def playground():
    """Show it in a notebook."""
    build()
