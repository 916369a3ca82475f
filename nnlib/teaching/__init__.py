"""The classroom: what the lessons need besides the library itself.

Importing it sets the look of figures (style.py), and one thread for matrix products: the lessons' networks are so
small that sharing a product between threads costs more than it saves, and one thread gives the same last digits on
machines with other numbers of cores.
"""

from threadpoolctl import threadpool_limits

from .figures import show

threadpool_limits(1, user_api="blas")

__all__ = ["show"]
