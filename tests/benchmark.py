"""How fast is nnlib, against scikit-learn, PyTorch (if installed) and the bare matrix products?

    python tests/benchmark.py               everything
    python tests/benchmark.py digits        the rows whose name contains "digits"

Each row trains the same network on the same data, with Adam, the same batches and epochs; nnlib with measure="during",
which is what the others report. The programs take turns, and each turn gives one ratio (their time / nnlib's), so a
machine that slows down slows down all of them. Printed: the median ratio and its range. One BLAS thread. The matrix
products are those of forward and backward of every batch, with nothing between them; nnlib's time is a multiple of
theirs.

Then a stack of networks against so many single runs; what measure="after" adds; what nnlib's own upper floor costs:
Model.fit and the estimators as multiples of a plain call of fit, with building in all of them; a search over ten
strengths of regularization in a plain loop and on two cores; and memory, of which the data take their own share.
"""

import os

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import argparse
import platform
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
from threadpoolctl import threadpool_info

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
    stack,
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


def pairs():
    return tuple(map(standardized, sum_difference(7000, rng=np.random.default_rng(0))))


# name: (data, sizes, loss, batch size, epochs, least ratio to scikit-learn, to PyTorch, most multiple of the products)
ROWS = {
    "XOR 2-2-1, batch 32": (xor, [2, 2, 1], binary_cross_entropy, 32, 2000, 4.5, 6.5, None),
    "sum/difference 2-8-3, batch 32": (pairs, [2, 8, 3], squared_error, 32, 8, 4.5, 6.5, None),
    "moons 2-16-1, batch 32": (moons, [2, 16, 1], binary_cross_entropy, 32, 50, 4.5, 6.5, None),
    "digits 64-48-32-10, batch 32": (digits, [64, 48, 32, 10], cross_entropy, 32, 40, 3, 4.5, None),
    "digits 64-48-32-10, full batch": (digits, [64, 48, 32, 10], cross_entropy, 721, 200, 2, 2.2, 2),
    "784-256-128-10, batch 128, float64": (
        lambda: like_mnist(np.float64),
        *([784, 256, 128, 10], cross_entropy, 128, 2, 1.3, 1.4, 1.5),
    ),
    "784-256-128-10, batch 128, float32": (
        lambda: like_mnist(np.float32),
        *([784, 256, 128, 10], cross_entropy, 128, 3, 1.5, 1.5, 1.6),
    ),
}


def train_nnlib(X, y, sizes, loss, batch_size, epochs, measure="during"):
    rng = np.random.default_rng(0)
    net = mlp(sizes, ReLU, rng=rng, dtype=X.dtype)
    return lambda: fit(net, loss, Adam(net), X, y, rng=rng, epochs=epochs, batch_size=batch_size, measure=measure)


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
    numbers = [n for n in (min(batch_size, len(X)), len(X) % batch_size) if n]
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


def cell(ratios, least=None, most=None):
    if ratios is None:
        return "not installed"
    aim = f", aim ≥ {least:g}" if least else f", aim ≤ {most:g}" if most else ""
    return f"{statistics.median(ratios):.2f}× ({min(ratios):.2f}–{max(ratios):.2f}{aim})"


def stacked(turns, s=20):
    """[time of s networks in a stack / time of one] and [time of s fits of scikit-learn, PyTorch / the stack's]."""
    X, y = pairs()
    settings = [2, 8, 3], squared_error, 32, 8

    def together():
        sizes, loss, batch_size, epochs = settings
        rngs = [np.random.default_rng(seed) for seed in range(s)]
        nets = stack([mlp(sizes, ReLU, rng=rng) for rng in rngs])
        fit(nets, loss, Adam(nets), X, y, rng=rngs, epochs=epochs, batch_size=batch_size, measure="during")

    runs = {"stack": together, "one": lambda: train_nnlib(X, y, *settings)()}
    runs |= {name: PROGRAMS[name](X, y, *settings) for name in ("scikit-learn", "PyTorch") if torch or name[0] == "s"}
    times = [{name: seconds(run) for name, run in runs.items()} for _ in range(turns + 1)][1:]
    others = {name: [s * t[name] / t["stack"] for t in times] for name in ("scikit-learn", "PyTorch") if name in runs}
    return [t["stack"] / t["one"] for t in times], others


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
    settings["n_iter_no_change"] = np.inf  # all epochs are run
    targets = y.ravel() if loss is binary_cross_entropy else y
    return lambda: kind(sizes[1:-1], **settings).fit(X, targets)


def upper_floor(row, turns):
    """{program: its time / that of building a network and calling fit, one ratio a turn}.

    "Model" against fit as it is by default, "estimator" and "after" against measure="during".
    """
    data, *settings = row[:5]
    X, y = data()
    runs = {
        "during": lambda: train_nnlib(X, y, *settings)(),
        "after": lambda: train_nnlib(X, y, *settings, measure="after")(),
        "Model": train_model(X, y, *settings),
        "estimator": train_estimator(X, y, *settings),
    }
    times = [{name: seconds(run) for name, run in runs.items()} for _ in range(turns + 1)][1:]
    against = {"after": "during", "Model": "after", "estimator": "during"}
    return {name: [t[name] / t[base] for t in times] for name, base in against.items()}


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
    net.set_params(random_state=0, n_iter_no_change=np.inf, nesterovs_momentum=False)
    split = PredefinedSplit(np.repeat([-1, 0], [n, len(X) - n]))
    search = GridSearchCV(net, {"alpha": alphas}, cv=split, n_jobs=2, refit=False)
    return [(seconds(loop), seconds(lambda: search.fit(X, y))) for _ in range(turns)]


PEAK = r"""
import re, sys
import numpy as np
from nnlib import Adam, ReLU, cross_entropy, fit, mlp
rng = np.random.default_rng(0)
X, y = rng.random((60_000, 784)), rng.integers(0, 10, 60_000)
if sys.argv[1] == "trained":
    net = mlp([784, 256, 128, 10], ReLU, rng=rng)
    fit(net, cross_entropy, Adam(net), X, y, rng=rng, epochs=1, batch_size=128, validation_data=(X[:6000], y[:6000]))
print(int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) / 1024, X.nbytes / 2**20)
"""


def memory():
    """Peak memory of one epoch on 60,000 × 784 in float64 beyond what the same Python needs without, over the data."""
    run = [sys.executable, "-c", PEAK]
    trained, made = (
        [
            float(word)
            for word in subprocess.run([*run, what], capture_output=True, text=True, check=True).stdout.split()
        ]
        for what in ("trained", "made")
    )
    return 1 + (trained[0] - made[0]) / made[1], made[1]


def kernels():
    """Which matrix products this run used."""
    blas = [info for info in threadpool_info() if info["user_api"] == "blas"]
    return ", ".join(f"{info['internal_api']} {info['version']} {info.get('architecture', '')}" for info in blas)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="?", default="", help="a part of a row's name")
    parser.add_argument("--turns", type=int, default=7)
    options = parser.parse_args()
    warnings.filterwarnings("ignore", category=UserWarning)  # scikit-learn: did not converge, batch larger than data
    warnings.filterwarnings("ignore", category=RuntimeWarning)  # nnlib: noise is not learned
    print(f"Python {platform.python_version()}, NumPy {np.__version__}; {kernels()}")
    print("Times as multiples of nnlib's: median (lowest–highest, aim)")
    print("| work | scikit-learn | PyTorch | nnlib over matrix products alone |\n|---|---|---|---|")
    chosen = {name: row for name, row in ROWS.items() if options.rows in name}
    for name, row in chosen.items():
        ratios = measure(row, options.turns)
        against_sklearn, against_torch, overhead = row[5:]
        products = [1 / ratio for ratio in ratios["products"]]
        cells = [
            cell(ratios["scikit-learn"], against_sklearn),
            cell(ratios.get("PyTorch"), against_torch),
            cell(products, most=overhead),
        ]
        print(f"| {' | '.join([name, *cells])} |", flush=True)
    if options.rows in "stack of twenty":
        singles, others = stacked(options.turns)
        aims = {"scikit-learn": 25, "PyTorch": 35}
        words = [f"twenty runs of {name} {cell(ratios, aims[name])}" for name, ratios in others.items()]
        print(f"\nA stack of twenty 2-8-3: {cell(singles, most=3)} a single run; as multiples of it {', '.join(words)}")
    print("\nWhat the upper floor costs: median (lowest–highest, aim)")
    print('| work | measure="after" over "during" | Model over fit | estimator over fit |\n|---|---|---|---|')
    for name, row in chosen.items():
        ratios = upper_floor(row, options.turns)
        cells = cell(ratios["after"]), cell(ratios["Model"], most=1.05), cell(ratios["estimator"], most=1.05)
        print(f"| {' | '.join([name, *cells])} |", flush=True)
    if options.rows in "digits search":
        pairs_of_times = searches(3)
        loop, cores = (statistics.median(times) for times in zip(*pairs_of_times, strict=True))
        ratio = cell([one / two for one, two in pairs_of_times])
        print(f"\nDigits search: plain loop {loop:.1f} s, two cores {cores:.1f} s, so {ratio} as fast")
    if sys.platform == "linux" and options.rows in "memory":
        share, data = memory()
        print(f"Peak memory of an epoch on 60,000 × 784: {share:.2f} × the data's {data:.0f} MB, aim ≤ 1.25")


if __name__ == "__main__":
    main()
