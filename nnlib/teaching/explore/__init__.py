"""Explorables: pictures that answer to sliders. One file each: what is computed, then what is shown."""
