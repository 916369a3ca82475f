"""What the numbers of a training run mean, in words."""

import numpy as np

from .playground_run import COIN, MOST_EPOCHS


def percent(share):
    return f"{100 * share:.0f} %"


def standstill(losses):
    """For how many epochs the loss has stood still: the last fifth, at least 40, if its halves agree to 1 %; or 0."""
    stretch = max(40, len(losses) // 5)
    if len(losses) <= stretch:
        return 0
    early, late = np.split(np.asarray(losses[-stretch:]), [stretch // 2])
    return stretch if abs(early.mean() - late.mean()) < 0.01 * early.mean() else 0


def turn(losses, smooth=5):
    """The epoch at which a curve, smoothed over 5 epochs, was lowest, its value there, and its value now."""
    if len(losses) < smooth:
        return 0, losses[0], losses[-1]
    means = np.convolve(losses, np.full(smooth, 1 / smooth), "valid")
    lowest = int(means.argmin())
    return lowest + smooth // 2, means[lowest], means[-1]


def verdict(run, possible=None, playing=False):
    """What is happening, in a sentence or two. possible: the share of the new points that one can get right at best."""
    if not run.trainable:
        missing = [f"class {k} ({sign})" for k, sign in enumerate("●■") if k not in run.sets["training"][1]]
        which = missing[0] if len(missing) == 1 else "either class"
        return f"No points of {which} yet: choose what a click adds, and click into the plane."
    losses, rate, line = run.history["training"], run.optimizer.lr, run.line
    loss, still, n = losses[-1], standstill(losses), len(run.sets["training"][0])
    train = run.accuracy("training")
    new = run.accuracy("new") if "new" in run.sets else None
    right = f"{percent(train)} of the {n} points right." if new is None else f"{percent(new)} of the new points right."
    if run.diverged:
        return f"Diverged in epoch {run.epoch + 1}: the steps are too long. Choose a smaller rate, then Reset."
    if run.epoch == 0:
        return f"Not trained: {percent(train)} of the training points right by chance. Press Play."
    if run.changed and not playing:
        shares = [
            f"{percent(run.accuracy(name))} of the {name} points ({percent(run.before[name])} before)"
            for name in run.sets
        ]
        return f"Changed, not yet trained: right are {', '.join(shares)}."
    if 0 in run.on:
        return f"The same answer everywhere: no unit of layer {run.on.index(0) + 1} is on."
    if max(losses[-5:]) > max(1.0, losses[0]):
        return f"Overshooting: losses up to {max(losses[-5:]):.2g}, a coin toss has {COIN:.2f}. Choose a smaller rate."
    if not run.widths:
        return f"A straight line: with no hidden layer it can't bend. {right}"
    if np.ptp(run.scores(run.sets["training"][0])) < 1e-3:
        why = "L2 has shrunk the weights to nothing" if run.l2 >= 0.01 else "no unit tells points apart. Press Reset"
        return f"The same answer everywhere: {why}."
    if set(run.on) == {1}:
        return f"A straight line: one unit looks in one direction only. {right}"
    if run.on[0] == 1:
        return f"No bend: the first layer has one unit, and it looks in one direction only. {right}"
    if train == line.right["training"] == 1:
        return f"A straight line can part these points, and so does the network: all {n} are right." + (
            "" if new is None else f" Of the new points {percent(new)}."
        )
    if loss > 0.9 * line.loss:
        if rate <= 0.003:
            return f"Creeping: the loss is {loss:.2f}, and a learning rate of {rate:g} moves it slowly."
        if not still:
            return (
                f"Learning: the loss is {loss:.2f}. The best straight line has {line.loss:.2f}, a coin toss {COIN:.2f}."
            )
        if run.l2 >= 0.01:
            return f"Held back by L2: the loss stays near {loss:.2f}. The best straight line has {line.loss:.2f}."
        like = f"a coin toss has {COIN:.2f}" if loss > 0.65 else f"the best straight line has {line.loss:.2f}"
        return f"On a plateau: loss near {loss:.2f} for {still} epochs; {like}."
    if new is None:
        best = f"the best line {percent(line.right['training'])}"
        return f"It bends: {percent(train)} of the {n} points right, {best}. No new points tell what that is worth."
    turned, lowest, now = turn(run.history["new"])
    if train >= 0.96 and train - new >= 0.1:
        few = percent(new)
        return f"Overfitting: {percent(train)} of the {n} training points are right, but only {few} of the new points."
    if now > max(1.25 * lowest, 1.5 * loss):
        last = f"{run.history['new'][-1]:.2f}"
        return f"Overfitting: the loss of new points rises again. It is {last}, and was {lowest:.2f} at epoch {turned}."
    if possible is not None and max(train, new) < possible - 0.1:
        yet = "and stands still" if still else "but not enough yet"
        return f"It bends, {yet}: {right} {percent(possible)} can be had."
    if new < line.right["new"] + 0.03:
        best = percent(line.right["new"])
        return f"It bends, and gains nothing: {percent(new)} of the new points; the best line gets {best}."
    if train - new >= 0.06:
        right = f"{percent(train)} of the training points right, {percent(new)} of the new points"
        return f"It bends, partly by heart: {right}."
    return f"It bends: {percent(train)} of the training points right, and {percent(new)} of the new points."


def facts(run, possible=None):
    """The numbers below the verdict."""
    end = ", the last" if run.epoch == MOST_EPOCHS else ""
    said = [f"Start {run.seed + 1}, epoch {run.epoch}{end}", f"{run.net.params.size} parameters"]
    for name, losses in run.history.items() if len(run.sets["training"][0]) else ():
        said.append(f"{name}: loss {losses[-1]:.2f}, {percent(run.accuracy(name))} right")
    yardsticks = ""
    if possible is not None:
        line, n = percent(run.line.right["new"]), len(run.sets["new"][0])
        yardsticks = (
            f"<br>Of these {n} new points the best straight line gets {line}, the best possible boundary "
            f"{percent(possible)}."
        )
    return " · ".join(said) + yardsticks


def switched_off(run):
    """Which units are off, and what that means for training; or nothing."""
    if not run.off:
        return ""
    names = [f"{unit} of layer {layer}" for layer, unit in run.off]
    units = f"Unit {names[0]} is" if len(names) == 1 else f"Units {', '.join(names[:-1])} and {names[-1]} are"
    return f"{units} off: the network answers and trains without {'it' if len(names) == 1 else 'them'}."
