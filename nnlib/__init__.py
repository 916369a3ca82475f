"""Neural networks from scratch in NumPy, small enough to read in class.

Read the files in this order: activations, preprocessing, data, layers, losses, network, gradients,
optimizers, training, stacked, model, estimators. Each imports only from files before it. What came and does not
fit is told by checks.py (settings), inputs.py (X, y and weights, with words.py, shapes.py and kinds.py) and targets.py,
what went wrong by failures.py. storage.py holds the file format, keras_words.py what surrounds Model,
sklearn_words.py what surrounds the estimators.
estimators.py alone needs scikit-learn, and is imported when one of its names is first used.
"""

from .activations import sigmoid, softmax
from .gradients import gradient_check, numerical_gradient
from .layers import Dense, ReLU, Sigmoid, Tanh, glorot, he
from .losses import binary_cross_entropy, cross_entropy, squared_error
from .model import Model
from .network import Sequential, mlp
from .optimizers import SGD, Adam
from .preprocessing import Standardizer
from .stacked import stack
from .training import fit, minibatches

__all__ = [
    "Adam",
    "Dense",
    "Model",
    "NeuralNetClassifier",
    "NeuralNetRegressor",
    "ReLU",
    "SGD",
    "Sequential",
    "Sigmoid",
    "Standardizer",
    "Tanh",
    "binary_cross_entropy",
    "cross_entropy",
    "fit",
    "glorot",
    "gradient_check",
    "he",
    "minibatches",
    "mlp",
    "numerical_gradient",
    "sigmoid",
    "softmax",
    "squared_error",
    "stack",
]


def __getattr__(name):
    if name in ("NeuralNetClassifier", "NeuralNetRegressor"):
        from . import estimators

        return getattr(estimators, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *__all__})
