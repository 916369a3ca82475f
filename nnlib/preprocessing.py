"""Put every input on the same scale, with numbers taken from the training rows only."""

from types import SimpleNamespace

import numpy as np

from .inputs import as_table, require_squares


class Standardizer:
    """z = (x - mean) / scale for each column.

    fit(X) learns mean_ (n_features,) and scale_ (n_features,), the population standard deviation, from the
    training rows X (n_samples, n_features). transform(X) uses them on any rows, seen or unseen. In z every
    training column has mean 0 and deviation 1, up to rounding; z has no unit.

    A column whose values are all equal has deviation 0; its scale_ is 1, so it is centered and otherwise left alone.

    Raises ValueError for arrays that are not 2-D, not finite, or of another width than in fit, and for
    transform before fit.
    """

    def fit(self, X, y=None):
        """Learn mean_ and scale_ from the training rows. Returns self; y is ignored."""
        X = as_table(X, "X" if y is None else ("X", "y"))
        require_squares(X)
        self.mean_, deviation = X.mean(axis=0), X.std(axis=0)
        constant = (X.max(axis=0) == X.min(axis=0)) | (deviation == 0)
        self.scale_ = np.where(constant, 1, deviation)
        return self

    def transform(self, X):
        """(X - mean_) / scale_, a new array of the shape of X."""
        return (self._checked(X) - self.mean_) / self.scale_

    def fit_transform(self, X, y=None):
        """fit(X), then transform(X). For training rows only."""
        return self.fit(X, y).transform(X)

    def inverse_transform(self, Z):
        """Z scale_ + mean_: back to the units of the data. Undoes transform."""
        return self._checked(Z) * self.scale_ + self.mean_

    def __repr__(self):
        return "Standardizer()"

    def get_params(self, deep=True):
        """{}: nothing can be set. scikit-learn's clone asks, and then makes a new Standardizer."""
        return {}

    def __sklearn_tags__(self):
        """What scikit-learn's pipelines ask before they slice or check one."""
        nothing = dict.fromkeys(["estimator_type", "classifier_tags", "regressor_tags", "transformer_tags"])
        inputs, targets = SimpleNamespace(pairwise=False, sparse=False), SimpleNamespace(multi_output=False)
        return SimpleNamespace(requires_fit=True, input_tags=inputs, target_tags=targets, **nothing)

    def _checked(self, X):
        if not hasattr(self, "mean_"):
            raise ValueError("this Standardizer has learned nothing yet; write scaler.fit(X_train) first")
        X = as_table(X, width=len(self.mean_))
        if X.shape[1] != len(self.mean_):
            raise ValueError(
                f"X has {X.shape[1]} columns but fit saw {len(self.mean_)}; give the same columns in the same order"
            )
        return X
