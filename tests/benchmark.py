"""How fast is nnlib, against scikit-learn, PyTorch (if installed) and the bare matrix products?

    python tests/benchmark.py               the whole table
    python tests/benchmark.py digits        the rows whose name contains "digits"

Each row trains the same network on the same data, with Adam, the same batches and epochs. The programs take turns, and
each turn gives one ratio (their time / nnlib's), so a machine that slows down slows down all of them. Printed: the
median ratio and its range. One BLAS thread. The matrix products are those of forward and backward, of every batch and
of the loss that fit measures at the end of an epoch, with nothing between them.

Then what nnlib's own upper floor costs: Model.fit and the estimators as multiples of a plain call of fit, with building
in all of them; and a search over ten strengths of regularization in a plain loop and on two cores.
"""

import os

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import argparse
import statistics
import subprocess
import sys
import time
import warnings
from itertools import pairwise

import numpy as np
from sklearn.datasets import load_digits, make_moons
from sklearn.model_selection import GridSearchCV, PredefinedSplit
from sklearn.neural_network import MLPClassifier, MLPRegressor

from nnlib import (
    SGD,
    Adam,
    Model,
    NeuralNetClassifier,
    NeuralNetRegressor,
    ReLU,
    binary_cross_entropy,
    cross_entropy,
    fit,
    mlp,
    squared_error,
)
from nnlib.data import sum_difference, xor

try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None


def standardized(values):
    return (values - values.mean(axis=0)) / values.std(axis=0)


def moons():
    X, y = make_moons(1000, noise=0.2, random_state=0)
    return X, y.reshape(-1, 1).astype(float)


def digits():
    X, y = load_digits(return_X_y=True)
    return X[:721] / 16, y[:721]


def like_mnist(dtype):
    rng = np.random.default_rng(0)
    return rng.random((6000, 784)).astype(dtype), rng.integers(0, 10, 6000)


# name: (data, sizes, loss, batch size, epochs, least ratio to scikit-learn, to PyTorch, to the products)
ROWS = {
    "XOR 2-2-1, batch 32": (xor, [2, 2, 1], binary_cross_entropy, 32, 2000, 3.5, 5, None),
    "sum/difference 2-8-3, batch 32": (
        lambda: tuple(map(standardized, sum_difference(7000, rng=np.random.default_rng(0)))),
        *([2, 8, 3], squared_error, 32, 8, 3.5, 5, None),
    ),
    "moons 2-16-1, batch 32": (moons, [2, 16, 1], binary_cross_entropy, 32, 50, 3.5, 5, None),
    "digits 64-48-32-10, batch 32": (digits, [64, 48, 32, 10], cross_entropy, 32, 40, 3, 4, None),
    "digits 64-48-32-10, full batch": (digits, [64, 48, 32, 10], cross_entropy, 721, 200, 1.8, 1.3, None),
    "784-256-128-10, batch 128, float64": (
        lambda: like_mnist(np.float64),
        *([784, 256, 128, 10], cross_entropy, 128, 2, 1.4, 1.1, 1.5),
    ),
    "784-256-128-10, batch 128, float32": (
        lambda: like_mnist(np.float32),
        *([784, 256, 128, 10], cross_entropy, 128, 3, 1.4, 1.1, 1.5),
    ),
}


def train_nnlib(X, y, sizes, loss, batch_size, epochs):
    rng = np.random.default_rng(0)
    net = mlp(sizes, ReLU, rng=rng, dtype=X.dtype)
    return lambda: fit(net, loss, Adam(net), X, y, rng=rng, epochs=epochs, batch_size=batch_size)


def train_sklearn(X, y, sizes, loss, batch_size, epochs):
    kind = MLPRegressor if loss is squared_error else MLPClassifier
    model = kind(
        hidden_layer_sizes=sizes[1:-1],
        alpha=0,
        batch_size=min(batch_size, len(X)),
        max_iter=epochs,
        n_iter_no_change=epochs,
        random_state=0,
    )
    targets = y.ravel() if loss is binary_cross_entropy else y
    return lambda: model.fit(X, targets)


def train_torch(X, y, sizes, loss, batch_size, epochs):
    torch.manual_seed(0)
    X, targets = torch.tensor(X), torch.tensor(y)
    layers = []
    for n_in, n_out in pairwise(sizes):
        layers += [torch.nn.Linear(n_in, n_out, dtype=X.dtype), torch.nn.ReLU()]
    net = torch.nn.Sequential(*layers[:-1])
    measure = {
        squared_error: torch.nn.MSELoss(),
        binary_cross_entropy: torch.nn.BCEWithLogitsLoss(),
        cross_entropy: torch.nn.CrossEntropyLoss(),
    }[loss]
    optimizer = torch.optim.Adam(net.parameters())

    def run():
        for _ in range(epochs):
            for batch in torch.randperm(len(X)).split(batch_size):
                optimizer.zero_grad()
                measure(net(X[batch]), targets[batch]).backward()
                optimizer.step()

    return run


def bare_products(X, y, sizes, loss, batch_size, epochs):
    """x W for every layer, xᵀ dy for every layer, dy Wᵀ for every layer but the first, into arrays made beforehand."""
    rng = np.random.default_rng(0)
    numbers = [n for n in (batch_size, len(X) % batch_size, len(X)) if n]
    arrays = {n: [rng.random((n, size)).astype(X.dtype) for size in sizes] for n in numbers}
    W = [rng.random(pair).astype(X.dtype) for pair in pairwise(sizes)]
    dW = [np.empty_like(w) for w in W]
    counts = [min(batch_size, len(X) - start) for start in range(0, len(X), batch_size)]

    def forward(a):
        for i, w in enumerate(W):
            np.matmul(a[i], w, out=a[i + 1])

    def run():
        for _ in range(epochs):
            for n in counts:
                a = arrays[n]
                forward(a)
                for i in reversed(range(len(W))):
                    np.matmul(a[i].T, a[i + 1], out=dW[i])
                    if i:
                        np.matmul(a[i + 1], W[i].T, out=a[i])
            forward(arrays[len(X)])

    return run


PROGRAMS = {"nnlib": train_nnlib, "scikit-learn": train_sklearn, "PyTorch": train_torch, "products": bare_products}


def seconds(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(row, turns):
    """{program: its time / nnlib's, one ratio a turn}."""
    data, sizes, loss, batch_size, epochs, *_ = row
    X, y = data()
    runs = {
        name: make(X, y, sizes, loss, batch_size, epochs)
        for name, make in PROGRAMS.items()
        if name != "PyTorch" or torch is not None
    }
    for run in runs.values():
        run()
    times = [{name: seconds(run) for name, run in runs.items()} for _ in range(turns)]
    return {name: [t[name] / t["nnlib"] for t in times] for name in runs if name != "nnlib"}


def cell(ratios, least):
    if ratios is None:
        return "not installed"
    aim = "" if least is None else f", aim {least:g}"
    return f"{statistics.median(ratios):.2f}× ({min(ratios):.2f}–{max(ratios):.2f}{aim})"


def train_model(X, y, sizes, loss, batch_size, epochs):
    def run():
        model = Model(sizes[0], rng=np.random.default_rng(0), dtype=X.dtype)
        for units in sizes[1:-1]:
            model.add(units, "relu")
        model.add(sizes[-1])
        model.compile(loss, "adam")
        model.fit(X, y, epochs=epochs, batch_size=batch_size)

    return run


def train_estimator(X, y, sizes, loss, batch_size, epochs):
    kind = NeuralNetRegressor if loss is squared_error else NeuralNetClassifier
    settings = {"alpha": 0.0, "batch_size": batch_size, "max_iter": epochs, "random_state": 0}
    targets = y.ravel() if loss is binary_cross_entropy else y
    return lambda: kind(sizes[1:-1], **settings).fit(X, targets)


def upper_floor(row, turns):
    """{"Model" or "estimator": its time / that of building a network and calling fit, one ratio a turn}."""
    data, *settings = row[:5]
    X, y = data()
    runs = {
        "fit": lambda: train_nnlib(X, y, *settings)(),
        "Model": train_model(X, y, *settings),
        "estimator": train_estimator(X, y, *settings),
    }
    times = [{name: seconds(run) for name, run in runs.items()} for _ in range(turns + 1)][1:]
    return {name: [t[name] / t["fit"] for t in times] for name in ("Model", "estimator")}


def searches(turns):
    """(seconds of a plain loop, seconds on two cores), a pair a turn: ten strengths, 1000 full-batch epochs each."""
    X, y = load_digits(return_X_y=True)
    X, y, n = X[:1080] / 16, y[:1080], 721
    alphas = np.logspace(-2, 2, 10) / n

    def loop():
        for alpha in alphas:
            rng = np.random.default_rng(0)
            net = mlp([64, 48, 32, 10], ReLU, rng=rng)
            settings = {"rng": rng, "epochs": 1000, "batch_size": n, "l2": alpha}
            fit(net, cross_entropy, SGD(net, 0.2, momentum=0.9), X[:n], y[:n], **settings)

    net = NeuralNetClassifier((48, 32), solver="sgd", learning_rate_init=0.2, batch_size=n, max_iter=1000)
    net.set_params(random_state=0)
    split = PredefinedSplit(np.repeat([-1, 0], [n, len(X) - n]))
    search = GridSearchCV(net, {"alpha": alphas}, cv=split, n_jobs=2, refit=False)
    return [(seconds(loop), seconds(lambda: search.fit(X, y))) for _ in range(turns)]


PEAK = r"""
import re, sys
import numpy as np
from sklearn.datasets import load_digits
if sys.argv[1] == "trained":
    from nnlib import Adam, ReLU, cross_entropy, fit, mlp
    X, y = load_digits(return_X_y=True)
    rng = np.random.default_rng(0)
    net = mlp([64, 48, 32, 10], ReLU, rng=rng)
    fit(net, cross_entropy, Adam(net), X[:721] / 16, y[:721], rng=rng, epochs=200, batch_size=721)
print(int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


def peak_megabytes(what):
    """Peak memory of a fresh Python that imports NumPy and scikit-learn and, if what is "trained", trains on digits."""
    return int(subprocess.run([sys.executable, "-c", PEAK, what], capture_output=True, text=True, check=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="?", default="", help="a part of a row's name")
    parser.add_argument("--turns", type=int, default=7)
    options = parser.parse_args()
    warnings.filterwarnings("ignore", category=UserWarning)  # scikit-learn: did not converge, batch larger than data
    print("Times as multiples of nnlib's: median (lowest–highest, aim)")
    print("| work | scikit-learn | PyTorch | matrix products alone |\n|---|---|---|---|")
    for name, row in ROWS.items():
        if options.rows in name:
            ratios = measure(row, options.turns)
            against_sklearn, against_torch, overhead = row[5:]
            products = cell(ratios["products"], overhead and 1 / overhead)
            cells = [
                cell(ratios["scikit-learn"], against_sklearn),
                cell(ratios.get("PyTorch"), against_torch),
                products,
            ]
            print(f"| {' | '.join([name, *cells])} |", flush=True)
    print("\nTimes as multiples of a plain call of fit: median (lowest–highest, aim)")
    print("| work | Model | estimator |\n|---|---|---|")
    for name, row in ROWS.items():
        if options.rows in name:
            ratios = upper_floor(row, options.turns)
            print(f"| {name} | {cell(ratios['Model'], 1.05)} | {cell(ratios['estimator'], 1.05)} |", flush=True)
    if options.rows in "digits search":
        pairs = searches(3)
        loop, cores = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = cell([one / two for one, two in pairs], None)
        print(f"\nDigits search: plain loop {loop:.1f} s, two cores {cores:.1f} s, so {ratio} as fast")
    if sys.platform == "linux":
        trained, imported = peak_megabytes("trained"), peak_megabytes("imported")
        print(f"Peak memory of 200 full-batch epochs on the digits: {trained} MB, of which imports {imported} MB")


if __name__ == "__main__":
    main()
