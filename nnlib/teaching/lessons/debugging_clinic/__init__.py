"""The first sitting of the clinic: five networks that visibly fail."""
