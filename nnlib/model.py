"""Model: everything so far in Keras' words, from add and compile to save and load."""

import inspect
from contextlib import contextmanager, nullcontext
from itertools import pairwise

import numpy as np

from .activations import softmax
from .checks import name_of, require_count, require_generator
from .inputs import as_table
from .layers import Dense, ReLU, Sigmoid, Tanh, glorot, he
from .losses import binary_cross_entropy, cross_entropy, squared_error
from .network import Sequential
from .optimizers import SGD, Adam
from .preprocessing import Standardizer
from .storage import count_params, read_archive, write_archive
from .training import check_data, fit

ACTIVATIONS = {"relu": ReLU, "sigmoid": Sigmoid, "tanh": Tanh, "softmax": softmax, "linear": None}
LOSSES = {loss.__name__: loss for loss in (squared_error, binary_cross_entropy, cross_entropy)}
LINKS = {squared_error: "linear", binary_cross_entropy: "sigmoid", cross_entropy: "softmax"}
OPTIMIZERS = {"adam": Adam, "sgd": SGD}


class Model:
    """A Sequential network with its loss and optimizer, in five steps: Model, add, compile, fit, predict.

    input_dim: the number of columns of X. rng: draws the weights in compile and the mini-batches in fit.
    dtype: np.float64 or np.float32. After compile, `net` is the Sequential and `optimizer` what moves it.
    All methods raise ValueError or TypeError for what does not fit, and then leave the model as it was.
    """

    def __init__(self, input_dim, *, rng, dtype=np.float64):
        require_count("input_dim", input_dim)
        require_generator(rng)
        self.input_dim, self.rng, self.dtype = int(input_dim), rng, dtype
        self.layers, self.net = [], None

    def add(self, units, activation=None):
        """A Dense layer of so many units, then "relu", "tanh", "sigmoid", or "linear" for nothing. Returns None.

        The layer before says how many inputs it has. The last layer gives raw scores, because losses read scores:
        leave its activation out, or name the link of the loss, "sigmoid" or "softmax"; both make the same model.
        """
        if self.net:
            raise ValueError("the model is compiled and its layers are fixed; call model.add before model.compile")
        require_count("units", units)
        name = name_of("activation", activation, ACTIVATIONS)
        if self.layers and self.layers[-1][1] == "softmax":
            raise ValueError("the layer before has activation 'softmax', which is for the last one; write 'relu' there")
        self.layers.append((int(units), name))

    def compile(self, loss, optimizer="adam", **settings):
        """Choose what to descend and how. The first time this draws the weights; later they are kept.

        loss: "squared_error", "binary_cross_entropy" or "cross_entropy". optimizer: "adam" or "sgd". The functions and
        classes themselves will do. settings: what the optimizer takes, such as lr=0.01, or momentum=0.9 for "sgd".
        """
        recipe = {"loss": name_of("loss", loss, LOSSES), "optimizer": name_of("optimizer", optimizer, OPTIMIZERS)}
        loss, kind = LOSSES[recipe["loss"]], OPTIMIZERS[recipe["optimizer"]]
        try:
            kind(self._build(np.random.default_rng(0)), **settings)  # a rehearsal, so that a mistake changes nothing
        except TypeError as error:
            takes = ", ".join([*inspect.signature(kind).parameters][1:])
            raise TypeError(f"{error}; {recipe['optimizer']!r} takes {takes}") from error
        (units, last), link = self.layers[-1], LINKS[loss]
        if last not in ("linear", link):
            raise ValueError(
                f"the last layer has activation {last!r}, but {recipe['loss']} reads raw scores and has the link "
                f"{link!r}; build the model again with model.add({units}) or model.add({units}, {link!r}) at the end"
            )
        self.net = self.net or self._build(self.rng)
        settings = {name: float(value) for name, value in settings.items()}  # what JSON can hold
        self.loss, self.optimizer = loss, kind(self.net, **settings)
        self.recipe = recipe | {"settings": settings}

    def _build(self, rng):
        """The network, the last activation left out. As in mlp, weights start with he or, for tanh and sigmoid, glorot;
        where there is no activation, like the layer before."""
        if not self.layers:
            raise ValueError("the model has no layers; write for example model.add(units=1)")
        layers, n_in, start = [], self.input_dim, he
        for units, name in [*self.layers[:-1], (self.layers[-1][0], "linear")]:
            activation = ACTIVATIONS[name]
            if activation:
                start = he if activation is ReLU else glorot
            layers += [Dense(n_in, units, rng=rng, start=start), *([activation()] if activation else [])]
            n_in = units
        return Sequential(*layers, dtype=self.dtype)

    def summary(self):
        """Print layers, output shapes and numbers of parameters. Before compile, too."""
        (self.net or self._build(np.random.default_rng(0))).summary()

    def fit(self, X, y, *, epochs=100, batch_size=32, validation_data=None, l2=0.0, callback=None, progress=False):
        """nnlib.fit with this network, loss, optimizer and rng; see there. Returns the history.

        progress=True shows a bar, in a terminal or a notebook. A second fit goes on where the first one stopped.
        """
        self._require_compiled()
        if self.rng is None:
            raise TypeError("a loaded model has no rng to train with; write Model.load(path, rng=rng)")
        with _progress_bar(epochs, callback) if progress else nullcontext(callback) as callback:
            settings = {"epochs": epochs, "batch_size": batch_size, "validation_data": validation_data, "l2": l2}
            return fit(self.net, self.loss, self.optimizer, X, y, rng=self.rng, callback=callback, **settings)

    def predict(self, X):
        """What y looks like, in its shape: numbers (n, n_out) for squared_error,
        0 or 1 (n, n_out) for binary_cross_entropy, classes (n,) for cross_entropy."""
        p = self._prediction(X)
        if self.loss is cross_entropy:
            return p.argmax(axis=1)
        return (p > 0.5).astype(int) if self.loss is binary_cross_entropy else p

    def predict_proba(self, X):
        """Probabilities (n, n_out): of y = 1 for binary_cross_entropy, of each class for cross_entropy."""
        p = self._prediction(X)
        if self.loss is squared_error:
            raise ValueError("with squared_error a model predicts numbers, not probabilities; write model.predict(X)")
        return p

    def _prediction(self, X):
        self._require_compiled()
        return self.loss.link(self.net.forward(as_table(X)))

    def evaluate(self, X, y):
        """{"loss": …, "accuracy": …} on these rows, without the l2 penalty. For squared_error the loss alone."""
        self._require_compiled()
        X, y = check_data(self.net, self.loss, X, y)
        result = {"loss": self.loss(y, self.net.forward(X))[0]}
        return result if self.loss is squared_error else result | {"accuracy": float((self.predict(X) == y).mean())}

    def save(self, path):
        """Write what add and compile were told, and the learned numbers, to one .npz file at exactly this path.

        With the model's scaler, if it has one. Raises ValueError for numbers that are not finite.
        """
        self._require_compiled()
        header, scaler = {"input_dim": self.input_dim, "layers": self.layers, **self.recipe}, {}
        if getattr(self, "scaler", None) is not None:
            self.scaler.transform(np.zeros((1, self.input_dim)))  # raises unless it is fitted to this many columns
            scaler = {"scaler_mean": self.scaler.mean_, "scaler_scale": self.scaler.scale_}
        write_archive(path, "model", header, self.net, **scaler)

    @classmethod
    def load(cls, path, *, rng=None):
        """The compiled model that save wrote. To train it on, give an rng; the optimizer's memory starts empty.

        Raises ValueError if the file is missing, damaged, or something else.
        """
        with read_archive(path, "model") as (header, read):
            model, trial = (cls(n, rng=np.random.default_rng(0)) for n in (header["input_dim"], 1))
            for units, activation in header["layers"]:
                model.add(units, activation)
            trial.layers = [(1, activation) for _, activation in model.layers[-1:]]
            trial.compile(header["loss"], header["optimizer"], **header["settings"])
            # all else that can fail has been tried on the least network: now the sizes, and only then the numbers
            sizes = [model.input_dim, *(units for units, _ in model.layers)]
            params = read("params", count_params(pairwise(sizes)))
            if header["version"] == 2:
                model.scaler = Standardizer()
                model.scaler.mean_, model.scaler.scale_ = (read(f"scaler_{n}", sizes[0]) for n in ("mean", "scale"))
            model.dtype = params.dtype
            model.net = model._build(model.rng)
            model.net.params[:], model.rng = params, rng
            model.loss, model.recipe = trial.loss, trial.recipe
            model.optimizer = type(trial.optimizer)(model.net, **trial.recipe["settings"])
        return model

    def _require_compiled(self):
        if not self.net:
            fix = 'write for example model.compile(loss="binary_cross_entropy", optimizer="adam", lr=1e-3)'
            raise ValueError(f"the model is not compiled; {fix}")


@contextmanager
def _progress_bar(epochs, callback):
    """A callback that moves a bar of so many epochs, shows the latest loss, and then does what callback does."""
    from tqdm.auto import tqdm  # here, because few need it

    require_count("epochs", epochs)
    with tqdm(total=epochs, unit="epoch") as bar:

        def show(epoch, history):
            bar.set_postfix({name: f"{values[-1]:.3g}" for name, values in history.items()}, refresh=False)
            bar.update()
            return callback and callback(epoch, history)

        yield show
