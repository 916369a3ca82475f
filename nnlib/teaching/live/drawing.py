"""A picture that the browser draws, in SVG or on a canvas, and that can be touched."""

import traitlets


class Drawing(traitlets.HasTraits):
    """kind: the name of a file in browser/, which draws `data` (numbers and words, as JSON) and tells what was touched.

    on_touch(function): function(what) for each thing the reader does in the picture; what is a dictionary.
    still(): a (png, width, height) that stands for it where nothing runs, or None.
    """

    data = traitlets.Dict()
    alt = traitlets.Unicode()
    caption = traitlets.Unicode()

    def __init__(self, kind, still=lambda: None, **data):
        super().__init__()
        self.kind, self.still = kind, still
        self.data = data
        self._listeners = []

    def show(self, alt, caption="", **data):
        """Draw anew; what is not in data stays. alt describes the picture, caption is the sentence above it."""
        with self.hold_trait_notifications():
            self.alt, self.caption, self.data = alt, caption, self.data | data

    def on_touch(self, function):
        self._listeners.append(function)

    def put(self, sent):
        for function in self._listeners:
            function(sent)
