"""Still figures, one file a lesson. Each gets numbers, draws them, and returns the figure or axes."""
