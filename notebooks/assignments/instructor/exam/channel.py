"""Two processes that call each other's functions. Who waits for an answer, answers, too.

A message is JSON. {"ask": what, "id": …, "thing": …, "values": …, "nodes": …} gets an
answer with the same id: {"value": …, "nodes": …, "changes": …} or {"error": …}. An
answer that nobody waits for is thrown away.
"""

import json

from .arrays import Unreadable
from .wire import Graph

LONGEST = 64_000_000  # bytes of a message
BROKEN = (
    KeyError,
    TypeError,
    ValueError,
    IndexError,
    AttributeError,
    RecursionError,
    MemoryError,
    OverflowError,
)


class Channel:
    """One end. A subclass answers, do(what, thing, values), and knows errors."""

    def __init__(self, connection):
        self.connection, self.asked = connection, 0

    def ask(self, what, thing, *values):
        """The other side's answer. Arguments changed in place there change here, too."""
        graph = Graph(self)
        self.asked += 1
        mine = self.asked
        encoded = graph.encode(list(values))
        count = len(graph.objects)
        self.send(
            {
                "ask": what,
                "id": mine,
                "thing": thing,
                "values": encoded,
                "nodes": graph.nodes,
            }
        )
        answer = self.wait_for(mine)
        try:
            if "error" in answer:
                error = self.error(answer["error"])
            else:
                graph.add(answer["nodes"])
                graph.apply(answer["changes"], count)
                return graph.decode(answer["value"])
        except BROKEN as broken:
            raise Unreadable(f"{type(broken).__name__}: {broken}"[:200]) from None
        raise error from None

    def wait_for(self, mine):
        while True:
            message = self.receive()
            if "ask" in message:
                self.answer(message)
            elif message.get("id") == mine:
                return message

    def answer(self, message):
        """Do what is asked, and send back what comes of it."""
        graph = Graph(self)
        try:
            graph.add(message["nodes"])
            count = len(graph.objects)
            values = graph.decode(message["values"])
            value = graph.encode(self.do(message["ask"], message["thing"], values))
            changes = graph.changes(count)
            reply = {"value": value, "changes": changes, "nodes": graph.nodes[count:]}
        except BaseException as error:  # a student's SystemExit, too
            reply = {"error": self.told(error)}
        self.send(reply | {"id": message.get("id")})

    def send(self, message):
        data = json.dumps(message).encode()
        if len(data) > LONGEST:
            data = json.dumps({"id": message.get("id"), "error": self.told(Unreadable("too much"))}).encode()
        self.connection.send_bytes(data)

    def receive(self):
        message = json.loads(self.connection.recv_bytes(LONGEST))
        if not isinstance(message, dict):
            raise Unreadable("no message")
        return message
