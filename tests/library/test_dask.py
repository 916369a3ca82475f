"""The same search on a cluster of two workers, which is joblib's and Dask's business: one line changes."""

import numpy as np
import pytest
from joblib import parallel_config
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nnlib import NeuralNetClassifier

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")  # five epochs, on purpose
distributed = pytest.importorskip("distributed", reason='needs Dask: pip install -e ".[dask]"')


def search():
    X, y = load_breast_cancer(return_X_y=True)
    net = NeuralNetClassifier((8,), max_iter=5, random_state=0)
    grid = {"neuralnetclassifier__alpha": [1e-3, 10.0], "neuralnetclassifier__learning_rate_init": [1e-3, 1e-2]}
    return GridSearchCV(make_pipeline(StandardScaler(), net), grid, cv=3).fit(X, y)


def test_a_search_on_a_cluster_finds_what_it_finds_on_one_core():
    alone = search()
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, distributed.Client(cluster) as client:
        with parallel_config(backend="dask"):
            spread = search()
        worked = client.run(lambda dask_worker: dask_worker.state.executed_count)
    assert spread.best_params_ == alone.best_params_
    assert np.array_equal(spread.cv_results_["mean_test_score"], alone.cv_results_["mean_test_score"])
    assert np.array_equal(spread.best_estimator_[-1].net_.params, alone.best_estimator_[-1].net_.params)
    assert len(worked) == 2 and sum(worked.values()) > 0
