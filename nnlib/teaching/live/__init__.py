"""Explorables: controls, a sentence and pictures in one panel. Python computes, the browser draws and listens."""

from .clock import Clock
from .controls import Button, Choice, Menu, Slider, Toggle
from .curves import Curves
from .drawing import Drawing
from .figure import LiveFigure, thin
from .network import LiveNetwork
from .panel import present
from .plane import Plane, dots

__all__ = [
    "Button",
    "Choice",
    "Clock",
    "Curves",
    "Drawing",
    "LiveFigure",
    "LiveNetwork",
    "Menu",
    "Plane",
    "Slider",
    "Toggle",
    "dots",
    "present",
    "thin",
]
