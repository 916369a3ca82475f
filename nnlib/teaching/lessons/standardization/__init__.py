"""Why inputs want one scale, and how gradient descent walks."""
