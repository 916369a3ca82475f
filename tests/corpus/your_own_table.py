"""What people answer in lesson 17: a table made ready, weights for rows."""

from collections import Counter

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, OneHotEncoder, OrdinalEncoder, StandardScaler
from sklearn.utils.class_weight import compute_class_weight, compute_sample_weight

from corpus import Case

# ---- a table made ready ----


def scaled(seen, rows, names, value=pd.Series.median, ddof=0):
    columns = []
    for name in names:
        filled = seen[name].fillna(value(seen[name]))
        columns.append((rows[name].fillna(value(seen[name])) - filled.mean()) / filled.std(ddof=ddof))
    return columns


def hot(seen, rows, names, fill=lambda known: known.mode()[0], order=sorted):
    columns = []
    for name in names:
        known = seen[name].dropna()
        column = rows[name].fillna(fill(known)) if fill else rows[name]
        columns += [column == word for word in order(known.unique())]
    return columns


def stacked(columns):
    return np.column_stack(columns).astype(float)


def both(seen, rows):
    return pd.concat([seen, rows], ignore_index=True)


def with_numbers(make):
    """An answer whose words are right, with numbers made by make(seen, rows, names)."""
    return lambda s, r, n, w: stacked([*make(s, r, n), *hot(s, r, w)])


def with_words(make):
    """An answer whose numbers are right, with words made by make(seen, rows, names)."""
    return lambda s, r, n, w: stacked([*scaled(s, r, n), *make(s, r, w)])


def plain(seen, rows, numbers, words):
    return stacked(scaled(seen, rows, numbers) + hot(seen, rows, words))


def by_scikit_learn(seen, rows, numbers, words, fill="median", scaler=None, **options):
    options = dict(handle_unknown="ignore", sparse_output=False) | options
    ready = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy=fill), scaler or StandardScaler()), numbers),
        (make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(**options)), words),
    )
    return ready.fit(seen).transform(rows)


def by_dummies(seen, rows, numbers, words, ddof=0, fill_value=0, **options):
    middle, usual = seen[numbers].median(), seen[words].mode().iloc[0]
    known = seen[numbers].fillna(middle)
    z = (rows[numbers].fillna(middle) - known.mean()) / known.std(ddof=ddof)
    train = pd.get_dummies(seen[words].fillna(usual), dtype=float, **options)
    test = pd.get_dummies(rows[words].fillna(usual), dtype=float)
    return pd.concat([z, test.reindex(columns=train.columns, fill_value=fill_value)], axis=1)


def row_by_row(seen, rows, numbers, words):
    result = []
    for _, row in rows.iterrows():
        line = []
        for name in numbers:
            filled = seen[name].fillna(seen[name].median())
            value = seen[name].median() if pd.isna(row[name]) else row[name]
            line.append((value - filled.mean()) / filled.std(ddof=0))
        for name in words:
            value = seen[name].value_counts().idxmax() if pd.isna(row[name]) else row[name]
            line += [1 if value == word else 0 for word in sorted(set(seen[name].dropna()))]
        result.append(line)
    return result


def by_numpy(seen, rows, numbers, words):
    train, test = seen[numbers].to_numpy(), rows[numbers].to_numpy()
    middle = np.nanmedian(train, axis=0)
    train, test = (np.where(np.isnan(part), middle, part) for part in (train, test))
    return np.hstack([(test - train.mean(axis=0)) / train.std(axis=0), stacked(hot(seen, rows, words))])


def own_median(seen, rows, names):
    for name in names:
        filled = seen[name].fillna(seen[name].median())
        yield (rows[name].fillna(rows[name].median()) - filled.mean()) / filled.std(ddof=0)


def own_scale(seen, rows, names):
    for name in names:
        filled = rows[name].fillna(seen[name].median())
        yield (filled - filled.mean()) / filled.std(ddof=0)


def before_filling(ddof=0, fill=pd.Series.median):
    return lambda s, r, names: [(r[n].fillna(fill(s[n])) - s[n].mean()) / s[n].std(ddof=ddof) for n in names]


def gaps_left(seen, rows, names):
    return [(rows[n] - seen[n].mean()) / seen[n].std(ddof=0) for n in names]


def zero_after(seen, rows, names):
    return [np.nan_to_num(column) for column in gaps_left(seen, rows, names)]


def zero_before(seen, rows, names):
    return scaled(seen.fillna(dict.fromkeys(names, 0)), rows.fillna(dict.fromkeys(names, 0)), names)


def only_filled(seen, rows, names):
    return [rows[n].fillna(seen[n].median()) for n in names]


def not_centered(seen, rows, names):
    return [rows[n].fillna(seen[n].median()) / seen[n].fillna(seen[n].median()).std(ddof=0) for n in names]


def only_centered(seen, rows, names):
    return [rows[n].fillna(seen[n].median()) - seen[n].fillna(seen[n].median()).mean() for n in names]


def ranged(seen, rows, names):
    for name in names:
        filled = seen[name].fillna(seen[name].median())
        yield (rows[name].fillna(seen[name].median()) - filled.min()) / (filled.max() - filled.min())


def by_variance(seen, rows, names):
    for name in names:
        filled = seen[name].fillna(seen[name].median())
        yield (rows[name].fillna(seen[name].median()) - filled.mean()) / filled.var(ddof=0)


def around_the_median(seen, rows, names):
    for name in names:
        filled = seen[name].fillna(seen[name].median())
        yield (rows[name].fillna(seen[name].median()) - seen[name].median()) / filled.std(ddof=0)


def mode_without_place(seen, rows, names):
    return [rows[n].fillna(seen[n].mode()) == word for n in names for word in sorted(seen[n].dropna().unique())]


def missing(label):
    def make(seen, rows, names):
        full, asked = seen[names].fillna(label), rows[names].fillna(label)
        return [asked[name] == word for name in names for word in sorted(full[name].unique())]

    return make


def dummy_na(seen, rows, names):
    for name in names:
        yield from (rows[name] == word for word in sorted(seen[name].dropna().unique()))
        yield rows[name].isna()


def codes(seen, rows, names):
    for name in names:
        places = {word: i for i, word in enumerate(sorted(seen[name].dropna().unique()))}
        yield rows[name].fillna(seen[name].mode()[0]).map(places).fillna(-1)


def ordinal(seen, rows, numbers, words):
    coder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    filler = SimpleImputer(strategy="most_frequent")
    coded = coder.fit(filler.fit_transform(seen[words])).transform(filler.transform(rows[words]))
    return np.hstack([stacked(scaled(seen, rows, numbers)), coded])


def unknown_is_usual(seen, rows, names):
    for name in names:
        words = sorted(seen[name].dropna().unique())
        column = rows[name].where(rows[name].isin(words), seen[name].mode()[0])
        yield from (column == word for word in words)


def words_of_rows(seen, rows, names):
    usual = seen[names].mode().iloc[0]
    return pd.get_dummies(rows[names].fillna(usual), dtype=float).to_numpy().T


def words_of_both(seen, rows, names):
    usual, everything = seen[names].mode().iloc[0], both(seen[names], rows[names])
    return pd.get_dummies(everything.fillna(usual), dtype=float).to_numpy()[len(seen) :].T


def own_mode(seen, rows, names):
    for name in names:
        column = rows[name].fillna(rows[name].mode()[0])
        yield from (column == word for word in sorted(seen[name].dropna().unique()))


def sorts_the_gaps(seen, rows, names):
    for name in names:
        column = rows[name].fillna(seen[name].mode()[0])
        yield from (column == word for word in sorted(seen[name].unique()))


def standardized_words(seen, rows, names):
    for column in hot(seen, rows, names):
        yield (column - column.mean()) / (column.std(ddof=0) or 1)


def fills_its_argument(seen, rows, numbers, words):
    rows[numbers] = rows[numbers].fillna(seen[numbers].median())
    return plain(seen, rows, numbers, words)


def in_the_order_of_the_table(seen, rows, numbers, words):
    columns = []
    for name in seen.columns:
        columns += scaled(seen, rows, [name]) if name in numbers else hot(seen, rows, [name])
    return stacked(columns)


def words_kept(seen, rows, numbers, words):
    return np.column_stack([*scaled(seen, rows, numbers), *(rows[name] for name in words)])


def sparse(seen, rows, numbers, words):
    return OneHotEncoder(handle_unknown="ignore").fit(seen[words]).transform(rows[words])


def with_asked_words(seen, rows, numbers, words):
    columns = []
    for name in numbers:
        filled = seen[name].fillna(seen[name].median())
        columns.append((rows[name].fillna(seen[name].median()) - filled.mean()) / filled.std(ddof=0))
    for name in words:
        column = rows[name].fillna(seen[name].mode()[0])
        columns += [column == word for word in sorted(rows[name].dropna().unique())]
    return np.column_stack(columns).astype(float)


def zero_for_a_gap(seen, rows, numbers, words):
    columns = []
    for name in numbers:
        filled = seen[name].fillna(seen[name].median())
        columns.append(((rows[name] - filled.mean()) / filled.std(ddof=0)).fillna(0))
    for name in words:
        column = rows[name].fillna(seen[name].mode()[0])
        columns += [column == word for word in sorted(seen[name].dropna().unique())]
    return np.column_stack(columns).astype(float)


PREPARE = [
    Case(plain),
    Case(by_scikit_learn, after="ColumnTransformer of imputer, scaler and one-hot"),
    Case(by_dummies, after="get_dummies and reindex to the training columns"),
    Case(row_by_row, after="for _, row in df.iterrows()"),
    Case(by_numpy, after="values, np.nanmedian, np.where(np.isnan)"),
    Case(lambda s, r, n, w: plain(r, r, n, w), "median of the asked rows", "fit_transform on the test rows"),
    Case(lambda s, r, n, w: plain(both(s, r), r, n, w), "had a say", "train and test concatenated first"),
    Case(lambda s, r, n, w: plain(s, s, n, w), "as many as `seen` has"),
    Case(lambda s, r, n, w: plain(r, s, n, w), "exchanged"),
    Case(lambda s, r, n, w: plain(s.dropna(), r, n, w), "without any gap", "train.dropna() first"),
    Case(lambda s, r, n, w: plain(s, r.dropna(), n, w), "rows with gaps are missing", "df.dropna()"),
    Case(lambda s, r, n, w: plain(s, r, n, w).T, "transpose"),
    Case(lambda s, r, n, w: stacked(scaled(s, r, n)), "the words give 0 columns"),
    Case(lambda s, r, n, w: stacked(hot(s, r, w) + scaled(s, r, n)), "before those of the numbers"),
    Case(in_the_order_of_the_table, "in the order of the table", "a loop over df.columns"),
    Case(fills_its_argument, "changes its argument number 2", "df[col] = df[col].fillna(…)"),
    Case(words_kept, "still words"),
    Case(lambda s, r, n, w: plain(s, r, n, w).astype(int), "cut to whole numbers"),
    Case(sparse, "sparse", "OneHotEncoder without sparse_output=False"),
    Case(lambda s, r, n, w: (plain(s, s, n, w), plain(s, r, n, w)), "2 things came back", "return train, test"),
    Case(lambda s, r, n, w: print(plain(s, r, n, w)), "returns None"),
    # the numbers
    Case(with_numbers(own_median), "median of the asked rows", "df.fillna(df.median()) for each table"),
    Case(with_numbers(own_scale), "mean and deviation are those of the asked rows", "scaler.fit_transform(X_test)"),
    Case(with_numbers(lambda s, r, n: scaled(s, r, n, ddof=1)), "ddof=0", "Series.std() as it is"),
    Case(lambda *case: by_dummies(*case, ddof=1), "ddof=0", "DataFrame.std() as it is"),
    Case(with_numbers(lambda s, r, n: scaled(s, r, n, pd.Series.mean)), "filled with the mean", "fillna(df.mean())"),
    Case(lambda *case: by_scikit_learn(*case, "mean"), "filled with the mean", "SimpleImputer() as it is"),
    Case(with_numbers(lambda s, r, n: scaled(s, r, n, pd.Series.mean, 1)), "Two things"),
    Case(with_numbers(before_filling()), "before their gaps were filled"),
    Case(with_numbers(before_filling(1)), "and ddof is not 0", "s.mean() and s.std() of the raw column"),
    Case(with_numbers(before_filling(1, pd.Series.mean)), "Two things"),
    Case(with_numbers(lambda s, r, n: scaled(s, r, n, lambda c: c.mode()[0])), "filled with the most frequent number"),
    Case(lambda *case: by_scikit_learn(*case, "most_frequent"), "most frequent number", "one imputer for all columns"),
    Case(with_numbers(gaps_left), "gaps of numbers are left"),
    Case(with_numbers(zero_after), "0 after scaling", "np.nan_to_num at the end"),
    Case(with_numbers(zero_before), "0 before scaling", "df.fillna(0)"),
    Case(with_numbers(only_filled), "not standardized"),
    Case(with_numbers(not_centered), "not centered"),
    Case(with_numbers(only_centered), "not divided"),
    Case(with_numbers(ranged), "from 0 to 1", "(x - min) / (max - min)"),
    Case(lambda *case: by_scikit_learn(*case, scaler=MinMaxScaler()), "from 0 to 1", "MinMaxScaler"),
    Case(with_numbers(by_variance), "variance"),
    Case(with_numbers(around_the_median), "minus the median"),
    Case(with_numbers(lambda s, r, n: scaled(s, r, n, pd.Series.max)), "column 0 (width)"),
    # the words
    Case(with_words(lambda s, r, w: hot(s, r, w, None)), "a gap has 0 in all columns", "get_dummies without filling"),
    Case(with_words(mode_without_place), "[0]", "fillna(s.mode())"),
    Case(with_words(lambda s, r, w: hot(s, r, w, min)), "first word of the alphabet"),
    Case(with_words(lambda s, r, w: hot(s, r, w, lambda known: known.iloc[0])), "first word of the table"),
    Case(with_words(own_mode), "most frequent word of the asked rows", "df.fillna(df.mode().iloc[0]) for each table"),
    Case(with_words(missing("missing")), "a column for gaps", "fillna('missing')"),
    Case(with_words(missing("Unknown")), "a column for gaps", "fillna('Unknown')"),
    Case(with_words(dummy_na), "a column for gaps", "get_dummies(dummy_na=True)"),
    Case(with_words(unknown_is_usual), "a word unknown to `seen`"),
    Case(with_words(lambda s, r, w: hot(s, r, w, order=list)), "not in alphabetical order", "for v in s.unique()"),
    Case(with_words(lambda s, r, w: hot(s, r, w, order=lambda c: sorted(c)[::-1])), "from Z to A"),
    Case(with_words(lambda s, r, w: hot(s, r, w, order=lambda c: sorted(c)[1:])), "no column of its own"),
    Case(lambda *case: by_dummies(*case, drop_first=True), "no column of its own", "get_dummies(drop_first=True)"),
    Case(lambda *case: by_dummies(*case, fill_value=np.nan), "fill_value=0", "reindex(columns=…) as it is"),
    Case(with_words(codes), "codes 0, 1, 2", "Series.map of a dictionary"),
    Case(ordinal, "codes 0, 1, 2", "OrdinalEncoder"),
    Case(with_words(words_of_rows), "words of the asked rows", "get_dummies(test)"),
    Case(with_words(words_of_both), "a word that only an asked row has", "get_dummies(pd.concat([train, test]))"),
    Case(with_words(standardized_words), "standardized, too", "scaler on all columns after get_dummies"),
    Case(with_words(lambda s, r, w: hot(s, r, w, None, list)), "Two things"),
    Case(with_words(sorts_the_gaps), "'<' not supported", "sorted(s.unique()) with a gap"),
    Case(lambda *case: by_scikit_learn(*case, handle_unknown="error"), "unknown categories", "OneHotEncoder as it is"),
    Case(with_asked_words, "stand for the words of the asked rows", after="unique of the wrong table"),
    Case(zero_for_a_gap, "gaps are 0 after scaling", after="fillna(0) at the end"),
]

# ---- weights for rows ----


def counts(y):
    return np.array([(y == label).sum() for label in y])


def balanced(y):
    return len(y) / (len(np.unique(y)) * counts(y))


def by_a_loop(y):
    y = list(y)
    return [len(y) / (len(set(y)) * y.count(label)) for label in y]


def by_counter(y):
    count = Counter(y)
    return np.array([len(y) / (len(count) * count[label]) for label in y])


def by_bincount(y):
    place = LabelEncoder().fit_transform(y)
    return (len(y) / (place.max() + 1) / np.bincount(place))[place]


def by_masks(y):
    weights = np.zeros(len(y))
    for label in np.unique(y):
        weights[y == label] = 1 / (y == label).sum()
    return weights * len(y) / weights.sum()


def by_pandas(y):
    weights = pd.Series(y).map(1 / pd.Series(y).value_counts())
    return weights / weights.mean()


def of_classes(y):
    return len(y) / (len(np.unique(y)) * np.unique(y, return_counts=True)[1])


def dictionary(y):
    return dict(zip(np.unique(y), of_classes(y), strict=True))


def over_the_set(y):
    y = list(y)
    return [len(y) / (len(set(y)) * y.count(label)) for label in set(y)]


def cut_to_whole(y):
    weights = np.zeros(len(y), dtype=int)
    for label in np.unique(y):
        weights[y == label] = balanced(y)[y == label]
    return weights


def sorts_in_place(y):
    y.sort()
    return balanced(y)


def labels_as_places(y):
    return (1 / np.unique(y, return_counts=True)[1])[y]


def bincount_of_words(y):
    return 1 / np.bincount(y)[y]


def mean_one(w):
    return w / w.mean()


ROW_WEIGHTS = [
    Case(balanced),
    Case(by_a_loop),
    Case(by_counter, after="collections.Counter"),
    Case(by_bincount, after="LabelEncoder and np.bincount"),
    Case(by_masks, after="w[y == c] = … for c in np.unique(y)"),
    Case(by_pandas, after="Series.map(value_counts)"),
    Case(lambda y: compute_sample_weight("balanced", y), after="scikit-learn's own"),
    Case(lambda y: 1 / counts(y), "bring the mean of all weights to 1", "1 / counts[y], as samplers want it"),
    Case(lambda y: pd.Series(y).map(1 / pd.Series(y).value_counts()), "bring the mean of all weights to 1"),
    Case(lambda y: 1 / counts(y) / (1 / counts(y)).sum(), "sum to 1", "normalized as probabilities"),
    Case(lambda y: len(y) / counts(y), "k times too large", "n / counts, without k"),
    Case(lambda y: pd.Series(y).map(1 / pd.Series(y).value_counts(normalize=True)), "k times", "normalize=True"),
    Case(lambda y: counts(y) / len(y), "frequent classes weigh more"),
    Case(lambda y: mean_one(counts(y)), "frequent classes weigh more"),
    Case(lambda y: counts(y), "frequent classes weigh more"),
    Case(lambda y: 1 - counts(y) / len(y), "share of the other classes", "1 - counts / n"),
    Case(lambda y: mean_one(len(y) - counts(y)), "share of the other classes"),
    Case(lambda y: counts(y).max() / counts(y), "most frequent class has weight 1", "max / counts"),
    Case(lambda y: counts(y).min() / counts(y), "rarest class has weight 1", "divided by the largest weight"),
    Case(lambda y: mean_one(counts(y) ** -0.5), "square root", "inverse square root of the frequency"),
    Case(lambda y: counts(y) ** -0.5, "square root"),
    Case(lambda y: mean_one(np.log(len(y) / counts(y))), "logarithm"),
    Case(lambda y: np.log(len(y) / counts(y)), "logarithm", "idf, log(n / counts)"),
    Case(lambda y: np.sort(balanced(y)), "another order than the rows"),
    Case(lambda y: balanced(np.sort(y)), "another order than the rows"),
    Case(of_classes, "one weight for each class"),
    Case(over_the_set, "one weight for each class", "for c in set(y)"),
    Case(
        lambda y: compute_class_weight("balanced", classes=np.unique(y), y=y), "one weight for each class", "its twin"
    ),
    Case(lambda y: 1 / np.unique(y, return_counts=True)[1], "one weight for each class"),
    Case(dictionary, "dictionary", "class_weight={…}, as Keras wants it"),
    Case(lambda y: np.ones(len(y)), "every number of your answer is 1"),
    Case(lambda y: np.where(counts(y) == counts(y).min(), 2, 1), "by how much", "weight 2 for the minority"),
    Case(lambda y: np.round(balanced(y), 2), "rounded to 2 decimals"),
    Case(lambda y: balanced(y).reshape(-1, 1), "in another shape", "a column"),
    Case(cut_to_whole, "cut to whole numbers"),
    Case(sorts_in_place, "changes its argument number 1", "y.sort()"),
    Case(labels_as_places, "IndexError: arrays used as indices", "counts[y] with words"),
    Case(bincount_of_words, "Cannot cast array data", "np.bincount(y) with words"),
]

CORPUS = {"prepare": PREPARE, "row_weights": ROW_WEIGHTS}
