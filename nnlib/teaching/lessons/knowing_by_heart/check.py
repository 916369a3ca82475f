"""Exercises: when early stopping stops, and one that keeps the wrong weights, to mend."""

import numpy as np

from ...checking.diagnosis import Fault, check_function
from ...checking.form import as_numbers
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

# ---- early stopping ----


def _stopping(
    losses, patience, *, against="lowest", reset=True, after=0, none="last", ties=False, delta=0.0, give="stop"
):
    """The epoch after which training stops; the keywords plant faults."""
    lowest, best_epoch, bad = np.inf, 0, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest - delta or (ties and loss == lowest):
            lowest, best_epoch, bad = loss, epoch, (0 if reset else bad)
        else:
            bad += 1
            if against == "last":
                lowest = loss
        if bad >= patience + after and bad > 0:
            return {"stop": epoch, "best": best_epoch, "one": epoch + 1, "loss": loss, "lowest": lowest}[give]
    last = len(losses) - 1
    ends = {"stop": last, "best": best_epoch, "one": last + 1, "loss": losses[-1], "lowest": lowest}
    return ends[give] if none == "last" else len(losses)


STOPPING_CASES = [
    ([0.9, 0.7, 0.8, 0.75, 0.6], 2),
    ([1.0, 0.8, 0.9, 0.85, 0.7, 0.75, 0.74, 0.73, 0.72], 3),
    ([0.9, 0.8, 0.85, 0.7, 0.72, 0.6, 0.5], 3),  # never stops, though three epochs were bad or the last ones good
    ([0.9, 0.5, 0.5, 0.6, 0.4, 0.45, 0.44, 0.43, 0.42, 0.3], 2),  # a tie is no improvement
    ([0.5, 0.6, 0.7, 0.4], 1),
    ([0.8, 0.8 - 1e-7, 0.8 - 2e-7, 0.8 - 3e-7, 0.9, 0.95, 0.97], 2),  # below is below, by however little
]
STOPPING = [
    Fault(
        lambda losses, patience: _stopping(losses, patience, against="last"),
        "you compare each loss with the one before it.",
        "Better than what? 0.75, 0.74, 0.73 falls in every epoch, and never gets below 0.7.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, reset=False),
        "the bad epochs are counted from the very start.",
        "What must happen to the count when there is a new lowest loss?",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, after=1),
        "you stop one epoch too late.",
        "With patience 1, the first bad epoch is the last one. Is it > where >= belongs?",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, after=1, none="length"),
        "you stop one epoch too late, and where it never stops, you return the number of epochs.",
        "With patience 1, the first bad epoch is the last one: >= and not >. And counted from 0, the last epoch is one "
        "less than their number.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, after=-1),
        "you stop one epoch too early.",
        "With patience 3, the third bad epoch in a row is the last one.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, 1),
        "you stop at the first epoch that is not better.",
        "What is patience for?",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, give="best"),
        "this is the epoch with the lowest loss until then.",
        "Its weights are the ones to keep, but training goes on for `patience` epochs more. When does it stop?",
    ),
    Fault(
        lambda losses, patience: int(np.argmin(losses)),
        "this is the epoch with the lowest loss of the whole list.",
        "Early stopping does not know what comes later. Walk along the list.",
    ),
    Fault(
        lambda losses, patience: min(int(np.argmin(losses)) + patience, len(losses) - 1),
        "you look for the lowest loss of the whole list first.",
        "Early stopping does not know what comes later. Walk along the list.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, give="one"),
        "your epochs are counted from 1.",
        "fit counts from 0, and so does enumerate.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, none="length"),
        "right where it stops; where it never stops, you return the number of epochs.",
        "Counted from 0, the last epoch is one less.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, ties=True),
        "an epoch that only equals the lowest loss counts as better.",
        "A new lowest loss is below the old one: < and not <=.",
    ),
    *(
        Fault(
            lambda losses, patience, delta=delta: _stopping(losses, patience, delta=delta),
            "a small improvement does not count with you.",
            "Below the lowest by a millionth is a new lowest, too. Compare the losses as they are, without a margin.",
        )
        for delta in (0.1, 0.05, 0.02, 0.01, 5e-3, 1e-3, 1e-4, 1e-5, 1e-6)
    ),
    *(
        Fault(
            lambda losses, patience, give=give: _stopping(losses, patience, give=give),
            "this is a loss, not an epoch.",
            "enumerate(val_losses) gives the number of each epoch, too.",
        )
        for give in ("loss", "lowest")
    ),
    Fault(
        lambda losses, patience: len(losses) - 1,
        "you never stop.",
        "Is the `return` reached? With patience 3, three epochs in a row without a new lowest loss end it.",
    ),
]
SOMETIMES_NONE = "right where it stops; where it never stops, your function returns nothing."


@exercise
def stopping(answer):
    """stopping(val_losses, patience): the epoch, from 0, after which early stopping ends the training."""
    done = "right: patience counts from the lowest loss."
    verdict = check_function("stopping", answer, _stopping, STOPPING_CASES, STOPPING, done)
    if verdict.passed is False and "returns None" in verdict.message and _gives(answer, STOPPING_CASES[1]):
        return Verdict(False, f"stopping: {SOMETIMES_NONE}", "What comes after the loop?")
    if verdict.passed and not _keeps(answer, STOPPING_CASES[1]):
        return Verdict(False, "stopping: right, but your function changes the list.", "Read it, and take nothing out.")
    return verdict


def _keeps(answer, case):
    """Is the list of losses the same after the call?"""
    losses, patience = list(case[0]), case[1]
    call(lambda: answer(losses, patience))
    return losses == case[0]


def _gives(answer, case):
    """Does the function return a number there?"""
    try:
        as_numbers(call(answer, *case), np.zeros(()))
    except Problem:
        return False
    return True


# ---- early stopping that keeps the wrong weights ----


class _Watched(np.ndarray):
    """An array that remembers whether it was copied by its method, and whether something was assigned to its items."""

    copied = written = False

    def copy(self, order="C"):
        self.copied = True
        return np.array(self, order=order)

    def __setitem__(self, key, value):
        self.written = True
        super().__setitem__(key, value)


class _Training:
    """A training that is written down beforehand: after epoch i the weights are path[i], the loss losses[i]."""

    def __init__(self, losses):
        self.losses, self.epoch = losses, -1
        self.path = np.array([[i + 0.5, -2.0 * i, 7.0 - i] for i in range(-1, len(losses))])
        self.params = self.path[0].copy().view(_Watched)

    def step(self):
        self.epoch += 1
        self.params.view(np.ndarray)[:] = self.path[min(self.epoch, len(self.losses) - 1) + 1]

    def val_loss(self):
        """By the weights as they are, so that it may be asked again."""
        return self.losses[max(round(float(self.params[0] - 0.5)), 0)]


WRITTEN = (
    "Something is written into params, but these are the last weights. Is best a copy at all? best = params is only "
    "a second name. And is the copy made only where there is a new lowest loss?"
)
COPIED = (
    "One line is left. The copies are made, but no number goes back: params = best gives a name another meaning, "
    "inside this function. Write into the array."
)
KEEPING_CASES = [  # losses, patience: epochs that are run, the best of them
    ([0.9, 0.7, 0.8, 0.75, 0.6], 2, 4, 1),
    ([1.0, 0.8, 0.9, 0.85, 0.7, 0.75, 0.74, 0.73, 0.72, 0.71], 3, 8, 4),
    ([0.9, 0.8, 0.85, 0.7, 0.72], 3, 5, 3),  # ends because there are no more epochs
    ([0.5, 0.6, 0.7, 0.4], 2, 3, 0),
]
TWO_CAUSES = (
    "There are two lines to mend. best = params makes a second name for the same array, and each step goes on "
    "changing it. And params = best, at the end, gives a name another meaning: it moves no number of the network."
)


@exercise
def mend_early_stopping(answer):
    """mend_early_stopping(params, step, val_loss, patience, epochs): trains, and leaves params at their best."""
    name = "mend_early_stopping"
    if is_stub(answer):
        return Verdict(None, f"{name}: replace the ... by your code.")
    for losses, patience, ran, best in KEEPING_CASES:
        training = _Training(losses)

        def run(training=training, patience=patience):
            return answer(training.params, training.step, training.val_loss, patience, len(training.losses))

        run.__name__ = getattr(answer, "__name__", "run")  # so that only the learner's own line is quoted
        try:
            returned = call(run)
            at = float(as_numbers(returned, np.zeros(())))
        except Problem as problem:
            return Verdict(False, f"{name}: {problem}", _of_result(problem))
        wrong = _kept_wrong(training, ran, best, at)
        if wrong:
            return Verdict(False, f"{name}: {wrong[0]}", wrong[1])
    return Verdict(True, "right: the best weights are kept, and they are back in the network.")


def _of_result(problem):
    return (
        "Return the epoch of the best weights; the weights themselves belong into params."
        if "shape" in str(problem)
        else ""
    )


def _kept_wrong(training, ran, best, at):
    """(message, hint) of what is wrong after the run, or None."""
    path, epochs = training.path[1:], training.epoch + 1
    if epochs != ran:
        early = "too early" if epochs < ran else "too late"
        return (
            f"training runs for {epochs} epochs, it should for {ran}: {early}.",
            "Leave the rule for stopping as it was found.",
        )
    cause = WRITTEN if training.params.written else COPIED if training.params.copied else TWO_CAUSES
    ended = [i for i, weights in enumerate(training.path) if np.array_equal(weights, training.params)]
    if not np.array_equal(training.params, path[best]):
        if ended == [epochs]:
            return "at the end the network holds the weights of the last epoch, not of the best.", cause
        if ended == [0]:
            return "at the end the network is back at its start.", "The copy must be made anew at each new lowest loss."
        if ended == [best]:
            return "the kept weights are one epoch too old.", "Copy them after the step that led to the lowest loss."
        if ended:
            return (
                f"at the end the network holds the weights of epoch {ended[0] - 1}; the best were those of {best}.",
                "",
            )
        return (
            "at the end the network holds weights that it never had.",
            "Copy them as they are, and write them back with params[:] = best.",
        )
    if at != best:
        what = "the last epoch" if at == epochs - 1 else "the epoch counted from 1" if at == best + 1 else f"{at:g}"
        return f"the weights are right; returned is {what}, wanted is the epoch of the lowest loss, from 0: {best}.", ""
    return None
