"""Optimizers. step() moves net.params downhill, in place, given net.grads. The rate lr may be changed between steps."""

import numpy as np

from .checks import require_number

PIECE = 8192  # numbers of the vector that Adam moves at a time: few enough to stay in the processor's cache


class SGD:
    """v = momentum · v + grads, then params -= lr · v. With momentum 0, plain gradient descent.

    lr: above 0. momentum: from 0 to below 1; at 0.9 each step also carries on about the ten steps before it.
    Polyak (1964), "Some methods of speeding up the convergence of iteration methods".
    """

    __slots__ = "net", "lr", "momentum", "velocity"  # another name, such as learning_rate, cannot be set

    def __init__(self, net, lr=0.1, momentum=0.0):
        require_number("lr", lr, 0, above=True)
        require_number("momentum", momentum, 0, below=1)
        self.net, self.lr, self.momentum = net, lr, momentum
        self.velocity = np.zeros_like(net.params)

    def step(self):
        self.velocity *= self.momentum
        self.velocity += self.net.grads
        self.net.params -= self.lr * self.velocity


class Adam:
    """m and v are running means of g = grads and of g²; params -= lr · m' / (sqrt(v') + eps), a step for each number.

        m += (1 - beta1) (g - m)        m' = m / (1 - beta1^t)
        v += (1 - beta2) (g² - v)       v' = v / (1 - beta2^t)

    m and v start at 0; dividing by 1 - beta^t, t the number of the step, takes that start out again. Both divisions
    are folded into the rate and eps, as section 2 of the paper suggests: fewer passes over the vector, same step.
    Kingma, Ba (2015), "Adam: a method for stochastic optimization", algorithm 1.
    """

    __slots__ = "net", "lr", "beta1", "beta2", "eps", "m", "v", "t"

    def __init__(self, net, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        require_number("lr", lr, 0, above=True)
        require_number("beta1", beta1, 0, below=1)
        require_number("beta2", beta2, 0, below=1)
        require_number("eps", eps, 0, above=True)
        self.net, self.lr, self.beta1, self.beta2, self.eps = net, lr, beta1, beta2, eps
        self.m, self.v, self.t = np.zeros_like(net.params).reshape(-1), np.zeros_like(net.params).reshape(-1), 0

    def step(self):
        self.t += 1
        root = (1 - self.beta2**self.t) ** 0.5
        rate, eps = self.lr * root / (1 - self.beta1**self.t), self.eps * root
        params, grads = self.net.params.reshape(-1), self.net.grads.reshape(-1)
        for start in range(0, self.m.size, PIECE):
            part = slice(start, start + PIECE)
            p, g, m, v = params[part], grads[part], self.m[part], self.v[part]
            d = g - m  # the one array that a piece makes: all that follows is written into it
            d *= 1 - self.beta1
            m += d
            np.multiply(g, g, d)
            d -= v
            d *= 1 - self.beta2
            v += d
            np.sqrt(v, d)
            d += eps
            np.divide(m, d, d)
            d *= rate
            p -= d
