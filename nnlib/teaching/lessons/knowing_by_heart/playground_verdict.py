"""What the numbers of a training run mean, in words."""

import numpy as np

COIN = float(np.log(2))  # the cross-entropy of answering one half to everything


def standstill(losses):
    """For how many epochs the loss has stood still: the last fifth, at least 40, if its halves agree to 1%; or 0."""
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


def verdict(run):
    """What is happening, in a sentence or two."""
    losses, rate, line = run.history["train"], run.optimizer.lr, run.line
    loss, still, scores = losses[-1], standstill(losses), run.scores(run.sets["train"][0])
    train, test = run.accuracy("train"), run.accuracy("test")
    turned, lowest, now = turn(run.history["test"])
    if run.diverged:
        return f"Diverged in epoch {run.epoch + 1}: the steps are too long. Choose a smaller rate, then Reset."
    if run.epoch == 0:
        return f"Not trained: {train:.0%} of the training points right by chance. Press Play."
    if max(losses[-5:]) > max(1.0, losses[0]):
        return f"Overshooting: losses up to {max(losses[-5:]):.2g}, a coin toss has {COIN:.2f}. Choose a smaller rate."
    if run.depth == 0:
        return f"A straight line: with no hidden layer it can't bend. {test:.0%} of the test points right."
    if np.ptp(scores) < 1e-3:
        why = "L2 has shrunk the weights to nothing" if run.l2 >= 0.01 else "no unit tells points apart. Press Reset"
        return f"The same answer everywhere: {why}."
    if run.width == 1:
        return f"A straight line: one unit looks in one direction only. {test:.0%} of the test points right."
    if loss > 0.9 * line:
        if rate <= 0.003:
            return f"Creeping: the loss is {loss:.2f}, and a learning rate of {rate:g} moves it slowly."
        if not still:
            return f"Learning: the loss is {loss:.2f}. The best straight line has {line:.2f}, a coin toss {COIN:.2f}."
        if run.l2 >= 0.01:
            return f"Held back by L2: the loss stays near {loss:.2f}. The best straight line has {line:.2f}."
        like = f"a coin toss has {COIN:.2f}" if loss > 0.65 else f"the best straight line has {line:.2f}"
        return f"On a plateau: loss near {loss:.2f} for {still} epochs; {like}."
    if train >= 0.96 and train - test >= 0.1:
        points = f"{train:.0%} of the {len(scores)} training points"
        return f"Overfitting: {points} are right, but only {test:.0%} of the test points."
    if now > max(1.25 * lowest, 1.5 * loss):
        return f"Overfitting: the test loss rises again. It is {now:.2f}, and was {lowest:.2f} at epoch {turned}."
    if test < run.line_right + 0.03:
        return f"It bends, and gains nothing: {test:.0%} of the test points; the best line gets {run.line_right:.0%}."
    if train - test >= 0.06:
        return f"It bends, partly by heart: {train:.0%} of the training points right, {test:.0%} of the test points."
    return f"It bends: {train:.0%} of the training points right, and {test:.0%} of the test points."
