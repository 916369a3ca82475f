"""Model: everything so far in Keras' words, from add and compile to save and load."""

import copy
from functools import partial
from itertools import pairwise

import numpy as np

from . import keras_words
from .checks import name_of, require_count, require_generator
from .inputs import as_dtype, as_pair, as_rows, as_table, as_targets
from .keras_words import ACTIVATIONS, LINKS, LOSSES, OPTIMIZERS
from .layers import Dense, ReLU, glorot, he
from .losses import binary_cross_entropy, cross_entropy, squared_error
from .network import Sequential
from .preprocessing import Standardizer
from .storage import count_params, read_archive, write_archive
from .training import PIECE, fit

PARTS = ("input_dim", "rng", "dtype", "scaler", "layers", "net", "loss", "optimizer", "recipe")


class Model:
    """A Sequential network with its loss and optimizer, in five steps: Model, add, compile, fit, predict.

    input_dim: the number of columns of X. rng: draws the weights in compile and the mini-batches in fit.
    dtype: np.float64 or np.float32. scaler: a fitted Standardizer, which is copied and then applied to every X; another
    object with transform will do, but only a Standardizer can be saved.
    After compile, `net` is the Sequential, which wants scaled rows, and `optimizer` what moves it.
    All methods raise ValueError or TypeError for what does not fit, and then leave the model as it was.

    What the words do otherwise in Keras:

        add(1)         gives scores, and needs from_logits=True; here the loss adds its link by itself
        "mse"          is the mean over rows and outputs; here half the sum over outputs, and the mean over rows
        "binary_crossentropy" is the mean over outputs, too; here the sum
        "sgd"          starts with the rate 0.01; here with 0.1
        l2             adds l2 sum(W²) to the loss; here ½ l2 sum(W²)
        fit            goes through the rows once; here you give epochs. Its loss is the mean over the epoch; here it is
                       measured at the end, as val_loss is in both, unless measure="during"
        class_weight   makes steps longer or shorter, too; here weights are divided by their mean
        predict        gives what predict_proba gives here
        evaluate       gives a list; here a dictionary: loss, accuracy = model.evaluate(X, y) would be its two keys
    """

    def __init__(self, input_dim, *, rng, dtype=np.float64, scaler=None):
        require_count("input_dim", input_dim)
        require_generator(rng)
        if scaler is not None:
            keras_words.require_scaler(scaler, input_dim)
        self.input_dim, self.rng, self.dtype, self.scaler = int(input_dim), rng, dtype, copy.deepcopy(scaler)
        self.layers, self.net = [], None

    def __setattr__(self, name, value):
        if type(self) is Model and name not in PARTS and not hasattr(Model, name):
            fix = keras_words.instead(name, value, ", ".join(PARTS))
            raise AttributeError(f"a Model has no {name!r}, so that setting it would change nothing; {fix}")
        super().__setattr__(name, value)

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

    def compile(self, loss, optimizer="adam", *, metrics=(), **settings):
        """Choose what to descend and how. The first time this draws the weights; later they are kept.

        loss: "squared_error", "binary_cross_entropy" or "cross_entropy". optimizer: "adam" or "sgd". The functions and
        classes themselves will do. metrics=["accuracy"] adds "accuracy" to the history of fit. settings: what the
        optimizer takes, such as lr=0.01 (or learning_rate=0.01), or momentum=0.9 for "sgd".
        """
        recipe = keras_words.chosen(loss, optimizer, metrics)
        loss, kind = LOSSES[recipe["loss"]], OPTIMIZERS[recipe["optimizer"]]
        lr = {"lr": settings.pop("learning_rate")} if "learning_rate" in settings else {}
        try:
            kind(self._build(np.random.default_rng(0)), **lr, **settings)  # a rehearsal: a mistake changes nothing
        except TypeError as error:
            known = keras_words.takes(kind), keras_words.takes(self.compile)
            raise TypeError("{}; {!r} takes {}, compile {}".format(error, recipe["optimizer"], *known)) from error
        (units, last), link = self.layers[-1], LINKS[loss]
        if last not in ("linear", link):
            raise ValueError(
                f"the last layer has activation {last!r}, but {recipe['loss']} reads raw scores and has the link "
                f"{link!r}; build the model again with model.add({units}) or model.add({units}, {link!r}) at the end"
            )
        self.net = self.net or self._build(self.rng)
        settings = {name: float(value) for name, value in {**lr, **settings}.items()}  # what JSON can hold
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

    def fit(
        self, X, y, *, epochs=None, batch_size=32, validation_data=None, validation_split=0.0, early_stopping=None,
        sample_weight=None, class_weight=None, l2=0.0, measure="after", callback=None, progress=False, verbose=0,
        **others,
    ):  # fmt: skip
        """nnlib.fit with this network, loss, optimizer and rng; see there. Returns the history.

        validation_split=0.2 keeps the last fifth of the rows, in the order they came in, for validation: shuffle them
        first if they are sorted. early_stopping=10 stops when val_loss has not fallen for 10 epochs, and goes back to
        the weights where it was lowest. class_weight={0: 1, 1: 9} weighs rows by class. progress=True or verbose=1
        shows a bar, in a terminal or a notebook. A second fit goes on where the first one stopped.
        """
        self._require_compiled()
        if self.rng is None:
            raise TypeError("a loaded model has no rng to train with; write Model.load(path, rng=rng)")
        for word, value in others.items():
            raise TypeError(f"fit has no {word!r}; {keras_words.instead(word, value, keras_words.takes(self.fit))}")
        if epochs is None:
            raise TypeError("model.fit must be told how often to go through the rows; write for example epochs=100")
        names = ("X", "y") if sample_weight is None else ("X", "y", "sample_weight")
        X, y = as_rows(X, y, names, self.loss.__name__)
        if validation_split:
            if validation_data is not None:
                raise ValueError("validation_data and validation_split are both given; leave out validation_split")
            X, y, sample_weight, validation_data = keras_words.split_off(validation_split, X, y, sample_weight)
        if class_weight is not None:
            n_out = self.layers[-1][0]
            sample_weight = keras_words.weigh_classes(class_weight, y, self.loss, n_out, sample_weight)
        if early_stopping is not None and validation_data is None:
            raise ValueError("early_stopping watches val_loss; write validation_split=0.2 or give validation_data")
        sets = {"accuracy": (X, y)}
        if validation_data is not None:
            X_val, y_val = as_pair(validation_data)
            X_val = self._table(X_val, "X_val")
            sets["val_accuracy"], validation_data = (X_val, y_val), (self._scaled(X_val), y_val)
        measures = {name: partial(self._accuracy, *rows) for name, rows in sets.items() if self.recipe["metrics"]}
        watching = keras_words.after_epochs(self.net, epochs, measures, callback, early_stopping, progress or verbose)
        with watching as after:
            history = fit(
                self.net, self.loss, self.optimizer, self._scaled(X), y, rng=self.rng, epochs=epochs, callback=after,
                batch_size=batch_size, validation_data=validation_data, l2=l2, measure=measure,
                sample_weight=sample_weight,
            )  # fmt: skip
        for name in measures:  # nothing is called after an epoch whose loss is not finite
            values = history.setdefault(name, [])
            values += [np.nan] * (len(history["loss"]) - len(values))
        return history

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
        scores = self._scores(X)
        return self.loss.link(scores)

    def evaluate(self, X, y):
        """{"loss": ..., "accuracy": ...} on these rows, without the l2 penalty. For squared_error the loss alone."""
        scores = self._scores(X)
        y = as_targets(y, len(scores), loss_name=self.loss.__name__)
        result = {"loss": self.loss(y, scores)[0]}
        return result if self.loss is squared_error else result | {"accuracy": self._accuracy(X, y)}

    def _accuracy(self, X, y):
        right = self.predict(X) == np.asarray(y) if np.isfinite(self.net.params).all() else np.nan
        return float(np.mean(right))

    def _scores(self, X):
        """Raw scores (n, n_out), PIECE rows at a time, so that no layer needs room for all of them."""
        self._require_compiled()
        X = self._table(X)
        pieces = (self._scaled(X[start : start + PIECE]) for start in range(0, len(X), PIECE))
        return np.concatenate([self.net(as_dtype(piece, self.net.params.dtype, "X")) for piece in pieces])

    def _table(self, X, name="X"):
        X = as_table(X, name, self.input_dim)
        if X.shape[1] != self.input_dim:
            raise ValueError(
                f"{name} has shape {X.shape} but the model takes (n_samples, {self.input_dim}); "
                f"give it these columns, or write Model(input_dim={X.shape[1]}, rng=rng)"
            )
        return X

    def _scaled(self, X):
        """X as net takes it: what the scaler makes of it, in the dtype of net."""
        if self.scaler is None:
            return X
        Z = np.empty(X.shape, self.net.params.dtype)
        for start in range(0, len(X), PIECE):
            piece = as_table(self.scaler.transform(X[start : start + PIECE]), "scaler.transform(X)")
            Z[start : start + PIECE] = as_dtype(piece, Z.dtype, "scaler.transform(X)")
        return Z

    def save(self, path):
        """Write what add and compile were told, and the learned numbers, to one .npz file at exactly this path.

        With the model's scaler, if it has one. Raises ValueError for numbers that are not finite.
        """
        self._require_compiled()
        header, scaler = {"input_dim": self.input_dim, "layers": self.layers, **self.recipe}, {}
        if self.scaler is not None:
            if type(self.scaler) is not Standardizer:
                fix = "write model.net.save(path), and save the scaler in its own way"
                raise ValueError(f"of scalers only a Standardizer can be saved, got {self.scaler!r:.60}; {fix}")
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
            metrics = header.get("metrics", [])
            trial.compile(header["loss"], header["optimizer"], metrics=metrics, **header["settings"])
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
