"""From a file with gaps, words and grams to an honest score, and what each shortcut costs."""
