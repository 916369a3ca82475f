"""Optimizers. step() moves net.params downhill, in place, given net.grads. The rate lr may be changed between steps."""

import numpy as np

from .checks import require_number


class SGD:
    """v = momentum · v + grads, then params -= lr · v. With momentum 0, plain gradient descent.

    lr: above 0. momentum: from 0 to below 1; at 0.9 each step also carries on about the ten steps before it.
    Polyak (1964), "Some methods of speeding up the convergence of iteration methods".
    """

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
    """m and v are running means of g = grads and of g²; params -= lr · m̂ / (√v̂ + eps), each number with its own step.

        m += (1 - beta1) (g - m)        m̂ = m / (1 - beta1ᵗ)
        v += (1 - beta2) (g² - v)       v̂ = v / (1 - beta2ᵗ)

    m and v start at 0; dividing by 1 - betaᵗ, t the number of the step, takes that start out again. Both divisions
    are folded into the rate and eps, as section 2 of the paper suggests: fewer passes over the vector, same step.
    Kingma, Ba (2015), "Adam: a method for stochastic optimization", algorithm 1.
    """

    def __init__(self, net, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        require_number("lr", lr, 0, above=True)
        require_number("beta1", beta1, 0, below=1)
        require_number("beta2", beta2, 0, below=1)
        require_number("eps", eps, 0, above=True)
        self.net, self.lr, self.beta1, self.beta2, self.eps = net, lr, beta1, beta2, eps
        self.m, self.v, self.t = np.zeros_like(net.params), np.zeros_like(net.params), 0

    def step(self):
        self.t += 1
        root = (1 - self.beta2**self.t) ** 0.5
        rate, eps = self.lr * root / (1 - self.beta1**self.t), self.eps * root
        for start in range(0, self.m.size, 8192):  # pieces that stay in the processor's cache
            part = slice(start, start + 8192)
            params, g, m, v = self.net.params[part], self.net.grads[part], self.m[part], self.v[part]
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (g * g - v)
            params -= rate * m / (np.sqrt(v) + eps)
