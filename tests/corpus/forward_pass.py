"""What people answer in lesson 04: relu, the forward pass, three units by hand."""

import functools

import numpy as np

from corpus import Case
from nnlib import ReLU

# ---- relu ----


def in_place_of_a_copy(z):
    z = z.copy()
    z[z < 0] = 0
    return z


def loops_over_flat(z):
    out = np.zeros(z.shape)
    for place, value in np.ndenumerate(z):
        if value > 0:
            out[place] = value
    return out


def branching(z):
    return z if z > 0 else 0


def writes_into_z(z):
    z[z < 0] = 0
    return z


def out_argument(z):
    return np.maximum(z, 0, out=z)


def for_and_if(z):
    out = []
    for value in z:
        out.append(value if value > 0 else 0)
    return np.array(out)


def by_position(z):
    out = z.copy()
    for i in range(z.size):
        out[i] = max(0, out[i])
    return out


def whole_zeros(z):
    out = np.zeros(z.shape, dtype=int)
    out[z > 0] = z[z > 0]
    return out


def if_any(z):
    if np.any(z > 0):
        return z
    return np.zeros_like(z)


def if_all(z):
    if (z > 0).all():
        return z
    return 0


def relu_and_cache(Z):
    A = np.maximum(0, Z)
    cache = Z
    return A, cache


def relu_cache_first(Z):
    return Z, np.maximum(0, Z)


def relu_backward(z):
    dz = np.ones_like(z)
    dz[z <= 0] = 0
    return dz


class ReluWithForward:
    def forward(self, z):
        self.z = z
        return np.maximum(0, z)


def above_one(z):
    return np.where(z > 1, z, 0)


RELU = [
    Case(lambda z: np.maximum(z, 0)),
    Case(lambda z: z * (z > 0)),
    Case(lambda z: np.where(z > 0, z, 0)),
    Case(lambda z: (z + np.abs(z)) / 2),
    Case(in_place_of_a_copy),
    Case(lambda z: z.clip(min=0), after="clip with a floor only"),
    Case(lambda z: np.where(z < 0, 0, z), after="np.where(Z < 0, 0, Z)"),
    Case(loops_over_flat, after="np.zeros and a loop"),
    Case(ReluWithForward().forward, after="a class with forward"),
    Case(ReLU().forward, after="the library's own layer"),
    Case(lambda z: np.max(z, 0), "np.maximum does that"),
    Case(lambda z: np.max(0, z), "the larger of the two is `np.maximum(0, z)`", "np.max(0, z)"),
    Case(lambda z: max(0, z), "np.maximum", "Python's max on an array"),
    Case(lambda z: z.max(), "Compare, or reduce?"),
    Case(lambda z: (z > 0).astype(float), "That is a step."),
    Case(relu_backward, "That is a step.", "the derivative in place of the function"),
    Case(np.abs, "That is |z|."),
    Case(lambda z: np.minimum(z, 0), "the smaller or the larger"),
    Case(lambda z: np.maximum(-z, 0), "Look at the sign of z"),
    Case(lambda z: z, "They should become 0."),
    Case(if_any, "They should become 0.", "one if for the whole array"),
    Case(if_all, "one `if` decides for all numbers", "one if for the whole array"),
    Case(lambda z: np.where(z > 0, z, 0.01 * z), "leaky ReLU", "slope 0.01 below 0"),
    Case(lambda z: np.maximum(0.1 * z, z), "leaky ReLU", "np.maximum(alpha * z, z)"),
    Case(lambda z: np.where(z > 0, z, np.exp(z) - 1), "That is the ELU", "another activation of the same tutorial"),
    Case(lambda z: 1 / (1 + np.exp(-z)), "the sigmoid", "another activation of the same tutorial"),
    Case(np.tanh, "the tanh", "another activation of the same tutorial"),
    Case(lambda z: np.log1p(np.exp(z)), "the softplus", "a smooth ReLU"),
    Case(lambda z: z / (1 + np.exp(-z)), "the swish", "a smooth ReLU"),
    Case(lambda z: np.clip(z, 0, 1), "no ceiling"),
    Case(lambda z: np.minimum(np.maximum(z, 0), 6), "no ceiling", "ReLU6"),
    Case(lambda z: z.clip(0, 10), "no ceiling", "clip with two bounds"),
    Case(lambda z: np.heaviside(z, 1), "That is a step.", "np.heaviside"),
    Case(lambda z: z[z > 0], "needs the shape of z"),
    Case(lambda z: [max(0, v) for v in np.ravel(z)], "As many numbers, in another shape", "a list of all numbers"),
    Case(branching, "want one True or False"),
    Case(for_and_if, "want one True or False", "a loop over rows taken for numbers"),
    Case(by_position, "want one True or False", "range(z.size) on a table"),
    Case(np.vectorize(lambda v: max(0, v)), "cut to whole numbers", "np.vectorize that starts with the integer 0"),
    Case(whole_zeros, "cut to whole numbers", "np.zeros(..., dtype=int)"),
    Case(writes_into_z, "Work on a copy"),
    Case(out_argument, "Work on a copy", "np.maximum(z, 0, out=z)"),
    Case(relu_and_cache, "Number 1 is right", "returns A and cache, as a large online course does"),
    Case(relu_cache_first, "Number 2 is right", "returns Z and A"),
    Case(lambda z: {"A": np.maximum(0, z)}, "a dictionary with A", "a cache in a dictionary"),
    Case(lambda z: -np.maximum(z, 0), "wrong sign"),
    Case(lambda z: np.round(np.maximum(z, 0), 2), "rounded to 2 decimals", "rounded for print"),
    Case(lambda z: np.maximum(z, 0) + 0.5, "0.5 is added to every number"),
    Case(lambda z: print(np.maximum(z, 0)), "returns None"),
    Case(ReLU(), "a function is wanted here", "the library's layer itself"),
    Case(above_one, "where z is 0.5", after="another threshold"),
    Case(lambda z: np.maximum(z.max(axis=-1), 0), "A single number came back", after="max for maximum"),
]

# ---- forward ----


def forward(x, layers):
    out = x
    for i, (W, b) in enumerate(layers):
        out = out @ W + b
        if i < len(layers) - 1:
            out = np.maximum(out, 0)
    return out


def with_star(x, layers):
    *hidden, (W_last, b_last) = layers
    for W, b in hidden:
        z = x @ W + b
        x = z * (z > 0)
    return x @ W_last + b_last


def by_recursion(x, layers):
    if len(layers) == 1:
        return x.dot(layers[0][0]) + layers[0][1]
    return by_recursion(np.maximum(0, x.dot(layers[0][0]) + layers[0][1]), layers[1:])


def in_columns(x, layers):
    out = x.T
    for W, b in layers[:-1]:
        out = np.maximum(W.T @ out + b[:, None], 0)
    return (layers[-1][0].T @ out + layers[-1][1][:, None]).T


def in_loops(x, layers):
    rows = x.tolist()
    for number, (W, b) in enumerate(layers, start=1):
        rows = [[sum(v * w for v, w in zip(row, W[:, k], strict=True)) + b[k] for k in range(len(b))] for row in rows]
        if number < len(layers):
            rows = [[max(0, v) for v in row] for row in rows]
    return rows


def pops_a_copy(x, layers):
    layers = list(layers)
    W, b = layers.pop()
    for V, c in layers:
        x = np.maximum(x @ V + c, 0)
    return x @ W + b


def by_reduce(x, layers):
    hidden = functools.reduce(lambda A, layer: np.maximum(0, A @ layer[0] + layer[1]), layers[:-1], x)
    return hidden @ layers[-1][0] + layers[-1][1]


def by_parameters(x, layers):
    """L_model_forward: parameters by name, A_prev, L."""
    parameters = {}
    for number, (W, b) in enumerate(layers, start=1):
        parameters[f"W{number}"], parameters[f"b{number}"] = W, b.reshape(1, -1)
    L, A = len(parameters) // 2, x
    for number in range(1, L):
        A_prev = A
        A = np.maximum(0, np.dot(A_prev, parameters[f"W{number}"]) + parameters[f"b{number}"])
    return np.dot(A, parameters[f"W{L}"]) + parameters[f"b{L}"]


def bias_in_the_weights(x, layers):
    """A column of ones beside each input."""
    for number, (W, b) in enumerate(layers):
        ones = np.ones((x.shape[0], 1))
        x = np.hstack([x, ones]) @ np.vstack([W, b])
        x = np.maximum(x, 0) if number != len(layers) - 1 else x
    return x


def row_by_row(x, layers):
    answers = []
    for sample in x:
        a = sample
        for W, b in layers[:-1]:
            a = np.maximum(0, W.T @ a + b)
        answers.append(layers[-1][0].T @ a + layers[-1][1])
    return np.array(answers)


def caches_kept_inside(x, layers):
    activations, zs = [x], []
    for W, b in layers:
        zs.append(np.dot(activations[-1], W) + b)
        activations.append(np.maximum(zs[-1], 0))
    return zs[-1]


def loop(step, bend=lambda i, last: not last, start=lambda x: x, curve=lambda z: np.maximum(z, 0)):
    """A forward pass, written as learners do: step(out, W, b) for each layer, curve where bend(i, last)."""

    def run(x, layers):
        out = start(x)
        for i, (W, b) in enumerate(layers):
            out = step(out, W, b)
            if bend(i, i == len(layers) - 1):
                out = curve(out)
        return out

    return run


def right(out, W, b):
    return out @ W + b


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def forgets_out(x, layers):
    for W, b in layers[:-1]:
        out = np.maximum(x @ W + b, 0)
    W, b = layers[-1]
    out = x @ W + b
    return out


def returns_too_early(x, layers):
    out = x
    for W, b in layers:
        out = np.maximum(out @ W + b, 0)
        return out


def only_hidden(x, layers):
    for W, b in layers[:-1]:
        x = np.maximum(x @ W + b, 0)
    return x


def from_1(x, layers):
    for number in range(1, len(layers)):
        W, b = layers[number]
        x = x @ W + b
        if number < len(layers) - 1:
            x = np.maximum(0, x)
    return x


def range_too_short(x, layers):
    out = x
    for number in range(len(layers) - 1):
        W, b = layers[number]
        out = out @ W + b
        if number < len(layers) - 2:
            out = np.maximum(0, out)
    return out


def bias_after_relu(x, layers):
    for W, b in layers[:-1]:
        x = np.maximum(x @ W, 0) + b
    return x @ layers[-1][0] + layers[-1][1]


def bend_before(x, layers):
    for W, b in layers:
        x = np.maximum(x, 0) @ W + b
    return x


def pops(x, layers):
    W, b = layers.pop()
    for V, c in layers:
        x = np.maximum(x @ V + c, 0)
    return x @ W + b


def adds_in_place(x, layers):
    for W, _ in layers:
        W += 0.001
    return forward(x, layers)


def writes_into_x(x, layers):
    x += 1
    return forward(x - 1, layers)


def with_cache(x, layers):
    return forward(x, layers), [x]


def A_and_Z(x, layers):
    A = x
    for number, (W, b) in enumerate(layers):
        Z = A @ W + b
        A = np.maximum(0, Z) if number < len(layers) - 1 else Z
    return A, Z


def all_activations(x, layers):
    activations = [x]
    for number, (W, b) in enumerate(layers):
        z = activations[-1] @ W + b
        activations.append(np.maximum(0, z) if number < len(layers) - 1 else z)
    return activations


def cache_in_a_dictionary(x, layers):
    return {"A0": x, "AL": forward(x, layers)}


def no_bend_and_a_half(x, layers):
    return 0.5 * loop(right, lambda i, last: False)(x, layers)


def columns_in_every_layer_from_x(x, layers):
    for W, b in layers:
        out = W @ x + b
    return out


def transposed_columns(x, layers):
    for W, b in layers:
        x = np.maximum(np.dot(W.T, x) + b, 0)
    return x


def columns_all_through(x, layers):
    A = x
    for number, (W, b) in enumerate(layers):
        Z = np.dot(W.T, A) + b.reshape(-1, 1)
        A = np.maximum(0, Z) if number < len(layers) - 1 else Z
    return A


def two_layers_only(x, layers):
    (V, c), (W, b) = layers
    return np.maximum(x @ V + c, 0) @ W + b


def two_layers_by_number(x, layers):
    W, b = layers[1]
    return np.maximum(x @ layers[0][0] + layers[0][1], 0) @ W + b


def three_lines(x, layers):
    W1, b1 = layers[0]
    W2, b2 = layers[1]
    W3, b3 = layers[2]
    h1 = np.maximum(0, x @ W1 + b1)
    h2 = np.maximum(0, h1 @ W2 + b2)
    return h2 @ W3 + b3


def by_names(x, layers):
    return np.maximum(0, x @ layers["W1"] + layers["b1"]) @ layers["W2"] + layers["b2"]


def by_attributes(x, layers):
    for layer in layers:
        x = np.dot(x, layer.weights) + layer.biases
    return x


def calls_the_layers(x, layers):
    for layer in layers:
        x = layer.forward(x)
    return x


def enumerate_of_three(x, layers):
    for _i, W, b in enumerate(layers):
        x = x @ W + b
    return x


def compares_pairs(x, layers):
    for W, b in layers:
        x = x @ W + b
        if (W, b) != layers[-1]:
            x = np.maximum(x, 0)
    return x


def compares_layers(x, layers):
    for layer in layers:
        x = x @ layer[0] + layer[1]
        x = np.maximum(x, 0) if layer in layers[:-1] else x
    return x


def star_in_the_last_layer(x, layers):
    for i, (W, b) in enumerate(layers):
        x = np.maximum(x @ W + b, 0) if i < len(layers) - 1 else x * W + b
    return x


def python_max(x, layers):
    for W, b in layers:
        x = max(x @ W + b, 0)
    return x


def numpy_max(x, layers):
    for W, b in layers[:-1]:
        x = np.max(0, x @ W + b)
    return x @ layers[-1][0] + layers[-1][1]


def names_of_the_loop(x, layers):
    for W, b in layers[:-1]:
        x = np.maximum(x @ W + b, 0)
    return x @ W + b


def last_layer_twice(x, layers):
    for W, b in layers:
        x = np.maximum(x @ W + b, 0)
    return x @ W + b


def kept_nowhere(x, layers):
    out = x
    for W, b in layers:
        np.maximum(out @ W + b, 0)
    return out


def pair_for_a_matrix(x, layers):
    for W, b in layers[:-1]:
        x = np.maximum(x @ W + b, 0)
    return x @ layers[-1]


def one_place_too_far(x, layers):
    for i in range(len(layers) + 1):
        x = x @ layers[i][0] + layers[i][1]
    return x


def relu_at_the_end_and_a_half(x, layers):
    return np.maximum(0.7 * forward(x, layers) + 0.3, 0)


def neurons_with_one_bias(x, layers):
    for i, (W, b) in enumerate(layers):
        x = np.array([[np.dot(row, W[:, k]) + b[0] for k in range(W.shape[1])] for row in x])
        x = np.maximum(x, 0) if i < len(layers) - 1 else x
    return x


def returns_in_the_first_turn(x, layers):
    for i, (W, b) in enumerate(layers):
        x = x @ W + b
        if i < len(layers) - 1:
            x = np.maximum(x, 0)
        return x


FORWARD = [
    Case(forward),
    Case(with_star),
    Case(by_recursion),
    Case(in_columns),
    Case(in_loops),
    Case(pops_a_copy),
    Case(by_reduce, after="functools.reduce over the layers"),
    Case(by_parameters, after="parameters by name, A_prev, range(1, L)"),
    Case(bias_in_the_weights, after="a column of ones in place of b"),
    Case(row_by_row, after="one sample at a time"),
    Case(caches_kept_inside, after="activations and zs in lists"),
    Case(lambda x, layers: forward(x, layers[1:]), "layer 1 is left out"),
    Case([(np.zeros((2, 2)), np.zeros(2))], "a function is wanted here", "the layers in place of the function"),
    Case(loop(right, lambda i, last: True), "ReLU after the last layer, too. The last layer gives the answer"),
    Case(
        lambda x, layers: functools.reduce(lambda A, layer: np.maximum(0, A @ layer[0] + layer[1]), layers, x),
        "ReLU after the last layer, too",
        "one activation for all layers",
    ),
    Case(
        loop(right, lambda i, last: last, curve=sigmoid),
        "a sigmoid after the last layer",
        "a sigmoid as output, no ReLU",
    ),
    Case(
        lambda x, layers: sigmoid(forward(x, layers)),
        "a sigmoid after the last layer",
        "LINEAR → RELU, last LINEAR → SIGMOID",
    ),
    Case(lambda x, layers: softmax(forward(x, layers)), "a softmax after the last layer", "softmax as output"),
    Case(loop(right, curve=sigmoid), "a sigmoid or tanh between the layers", "sigmoid in hidden layers"),
    Case(loop(right, curve=np.tanh), "a sigmoid or tanh between the layers", "tanh in hidden layers"),
    Case(loop(right, lambda i, last: True, curve=sigmoid), "a sigmoid or tanh between", "sigmoid in every layer"),
    Case(loop(right, curve=lambda z: np.where(z > 0, z, 0.01 * z)), "leaky", "leaky ReLU in hidden layers"),
    Case(loop(right, lambda i, last: False), "no ReLU between the layers. Without a bend"),
    Case(loop(right, lambda i, last: last), "after the last layer only"),
    Case(loop(right, lambda i, last: i == 0), "after the first layer only"),
    Case(loop(right, lambda i, last: i == 0 and not last), "after the first layer only"),
    Case(
        lambda x, layers: loop(right, lambda i, last: i < len(layers) - 2)(x, layers),
        "there is no ReLU before the last layer, which has i",
    ),
    Case(lambda x, layers: forward(x, [*layers[:-1], (layers[-1][0], 0)]), "the last layer's bias is missing"),
    Case(columns_in_every_layer_from_x, "the product is x @ W, not W @ x"),
    Case(transposed_columns, "Rows are samples here"),
    Case(columns_all_through, "Rows are samples here", "columns as samples, b.reshape(-1, 1)"),
    Case(two_layers_only, "may have any length, one layer or ten: use a loop"),
    Case(two_layers_by_number, "one layer or ten"),
    Case(three_lines, "one layer or ten", "W1, W2, W3 written out"),
    Case(by_names, "layers is a list of pairs", "parameters['W1']"),
    Case(by_attributes, "layers is a list of pairs", "layer.weights and layer.biases"),
    Case(calls_the_layers, "layers is a list of pairs", "layer.forward(x)"),
    Case(lambda layers, x: forward(x, layers), "with (x, layers) in place of", "the parameters first"),
    Case(names_of_the_loop, "still those in the loop", "W and b used after the loop"),
    Case(last_layer_twice, "the last layer runs twice"),
    Case(kept_nowhere, "kept nowhere", "the result of np.maximum is dropped"),
    Case(pair_for_a_matrix, "W, b = layers[-1]"),
    Case(one_place_too_far, "run from 0 to len(layers)", "range(L + 1)"),
    Case(
        loop(right, lambda i, last: i > 0),
        "after the last layer, but none after the first",
        "hidden layers only, if i > 0",
    ),
    Case(loop(right, curve=np.abs), "between the layers is no ReLU"),
    Case(loop(lambda out, W, b: out @ W + b.mean()), "the mean of all biases"),
    Case(loop(lambda out, W, b: np.multiply(out, W) + b), "is written @", "np.multiply for the product"),
    Case(enumerate_of_three, "a number and a pair: for i, (W, b) in enumerate(layers)"),
    Case(compares_pairs, "Arrays can't be compared like that. Count the turns with enumerate"),
    Case(compares_layers, "Arrays can't be compared"),
    Case(star_in_the_last_layer, "x * W multiplies number by number"),
    Case(python_max, "want one True or False"),
    Case(numpy_max, "the larger of the two is `np.maximum", "np.max(0, z)"),
    Case(bend_before, "Inputs may be negative"),
    Case(loop(lambda out, W, b: W @ out + b), "Rows are samples here"),
    Case(loop(lambda out, W, b: W.T @ out + b[:, None]), "Rows are samples here"),
    Case(loop(lambda out, W, b: out @ W.T + b), "W is transposed", "the weights of torch.nn.Linear"),
    Case(loop(lambda out, W, b: out * W + b), "is written @"),
    Case(loop(lambda out, W, b: out @ W + b[:, None]), "each sample got a bias"),
    Case(neurons_with_one_bias, "the first bias for all units", "one neuron as a function with b[0]"),
    Case(loop(lambda out, W, b: out @ W), "the biases are missing", "the product alone"),
    Case(loop(lambda out, W, b: out @ W - b), "the biases are subtracted"),
    Case(loop(lambda out, W, b: out @ W + b.sum()), "the sum of all biases"),
    Case(loop(lambda out, W, b: out @ (W + b)), "the bias is added to W", "brackets around W + b"),
    Case(bias_after_relu, "the bias is added after the ReLU"),
    Case(forgets_out, "starts from x again"),
    Case(returns_too_early, "only the first layer has run. Is the `return` indented"),
    Case(only_hidden, "the last layer is missing. It has no ReLU"),
    Case(range_too_short, "the last layer is missing", "range(len(layers) - 1) and no last step"),
    Case(from_1, "layer 1 is left out", "range(1, L) with lists that start at 0"),
    Case(lambda x, layers: forward(x, layers[:1] + layers[2:]), "layer 2 of 3 is left out"),
    Case(lambda x, layers: forward(x, layers).T, "the shape of its transpose"),
    Case(lambda x, layers: forward(x, layers)[0], "only the first sample comes out"),
    Case(
        lambda x, layers: forward(x, layers).argmax(axis=1), "the number of the largest output", "predict with argmax"
    ),
    Case(pops, "changes the list of layers. Read layers[-1]"),
    Case(adds_in_place, "changes the weights. Make new arrays"),
    Case(writes_into_x, "changes its argument number 1. Work on a copy"),
    Case(with_cache, "Number 1 is right: return it alone"),
    Case(A_and_Z, "2 things came back", "return A, Z"),
    Case(all_activations, "things came back", "a list of all activations"),
    Case(cache_in_a_dictionary, "a dictionary with A0, AL", "activations in a dictionary"),
    Case(no_bend_and_a_half, "It is half this: there is no ReLU between the layers"),
    Case(relu_at_the_end_and_a_half, "No answer of yours is negative"),
    Case(lambda x, layers: 0.7 * loop(right, lambda i, last: False)(x, layers) + 0.3, "nothing bends"),
    Case(lambda x, layers: forward(x, layers[::-1]), "the last layer comes first"),
    Case(lambda x, layers: print(forward(x, layers)), "returns None"),
    Case(lambda x, layers: -forward(x, layers), "every number has the wrong sign"),
    Case(lambda x, layers: forward(x, layers).round(2), "rounded to 2 decimals", "rounded for print"),
    Case(returns_in_the_first_turn, "stands inside the `for` loop", after="return inside the loop"),
]

# ---- three units by hand ----
W1 = np.array([[1.0, 1, -1], [1, -1, 1]])
W2 = np.array([[1.0, 0, 0], [0, 1, 1], [0, -1, 1]])
PASSED_ON = np.array([[1.0, 0, 1], [0, 1, -1]]), np.array([[1.0, 1, -1], [1, -1, 1], [0, 0, 2]])
ORDER = [2, 0, 1]
ONLY_ONE_SIDE = np.array([[1.0, 0, 0], [0, 1, 1], [0, 0, 0]])


def random_weights():
    rng = np.random.default_rng(0)
    return rng.normal(size=(2, 3)), rng.normal(size=(3, 3))


def filled_one_by_one():
    first, second = np.zeros((2, 3)), np.zeros((3, 3))
    first[:, 0] = 1, 1
    first[:, 1] = 1, -1
    first[:, 2] = -1, 1
    second[0, 0] = second[1, 1] = second[1, 2] = second[2, 2] = 1
    second[2, 1] = -1
    return first, second


def solved_for_W2():
    X = np.random.default_rng(1).uniform(0, 100, (50, 2))
    targets = np.column_stack([X.sum(axis=1), X[:, 0] - X[:, 1], np.abs(X[:, 0] - X[:, 1])])
    return W1, np.linalg.lstsq(np.maximum(0, X @ W1), targets, rcond=None)[0]


THREE_UNITS = [
    Case(lambda: (W1, W2)),
    Case(lambda: [W1[:, ORDER].tolist(), W2[ORDER].tolist()]),
    Case(lambda: (2 * W1, W2 / 2)),
    Case(lambda: PASSED_ON),
    Case(lambda: (W1.astype(int), W2.astype(int)), after="whole numbers without a point"),
    Case(filled_one_by_one, after="np.zeros, then one entry after the other"),
    Case(solved_for_W2, after="least squares for the last layer"),
    Case(lambda: W1, "wanted 2 results, W1, W2, got"),
    Case(lambda: (W1, np.zeros(3), W2, np.zeros(3)), "got 4 things. There are no biases", "W1, b1, W2, b2"),
    Case(lambda: {"W1": W1, "W2": W2}, "got a dictionary with W1, W2", "a dictionary of parameters"),
    Case(lambda: (W2, W1), "they come back as W2, W1", "the last layer first"),
    Case((W1, W2), "a function is wanted here", "the arrays, no function"),
    Case(lambda x: np.maximum(x @ W1, 0) @ W2, "Compare the line that starts with `def`", "computes with x"),
    Case(lambda: (W1.T, W2), "W1: the result has shape (3, 2), wanted (2, 3). That is the shape of its transpose"),
    Case(lambda: (W1.T, W2.T), "That is the shape of its transpose", "a row for each unit"),
    Case(lambda: (W1, W2[0]), "W2: the result has shape (3,), wanted (3, 3)."),
    Case(lambda: (W1[:, 1:], W2[1:]), "W1: the result has shape (2, 2), wanted (2, 3)", "two units only"),
    Case(lambda: (W1, W2.T), "W2 is transposed"),
    Case(lambda: (W1, ONLY_ONE_SIDE), "x₁ − x₂: wrong where x₁ < x₂"),
    Case(lambda: (W1, ONLY_ONE_SIDE), "Which hidden units are on where x₁ < x₂?"),
    Case(lambda: (W1, np.eye(3)), "Which hidden units are on where x₁ < x₂?", "the identity as last layer"),
    Case(lambda: (W1, W2 - [[0, 0, 0], [0, 1, 0], [0, 0, 0]]), "Which hidden units are on where x₁ > x₂?"),
    Case(lambda: (W1, W2 * [[1, 1, 1], [1, 1, 1], [1, 1, 0]]), "|x₁ − x₂|: wrong where x₁ < x₂"),
    Case(lambda: (W1, W2[:, [0, 2, 1]]), "x₁ − x₂: this column gives |x₁ − x₂|"),
    Case(lambda: (W1, W2 * [1, -1, 1]), "Compare with the pair (30, 70)"),
    Case(lambda: (W1, W2 * [0.5, 1, 1]), "x₁ + x₂: every answer is 0.5 times the target", "a mean for the sum"),
    Case(lambda: (W1, W2 * [1, 1, 0.5]), "|x₁ − x₂|: every answer is 0.5 times the target", "a ½ as in (a + |a|)/2"),
    Case(lambda: (np.full((2, 3), -1.0), W2), "x₁ + x₂: no hidden unit is ever on"),
    Case(lambda: (np.zeros((2, 3)), np.zeros((3, 3))), "no hidden unit is ever on", "np.zeros left in place"),
    Case(lambda: (W1, W2 + [[0.5, 0, 0], [0.5, 0, 0], [0, 0, 0]]), "Which multiples add up to 100?"),
    Case(random_weights, "Which multiples add up to 100?", "random weights, as for training"),
    Case(lambda: (-W1, W2), "Which multiples add up to 100?"),
    Case(lambda: print(W1, W2), "returns None"),
]

CORPUS = {"relu": RELU, "forward": FORWARD, "three_units": THREE_UNITS}
