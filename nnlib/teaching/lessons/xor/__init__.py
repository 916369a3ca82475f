"""Four points that no line separates, and a hidden layer that folds the plane."""
