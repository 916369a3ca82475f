"""What nbgrader has no command for: python -m instructor COMMAND, in the folder where nbgrader_config.py is."""

import argparse
import importlib
import sys

# Each is a file here, with arguments(parser) and run(options). run may return a status, or raise SystemExit with a
# sentence.
COMMANDS = {
    "grade": "run the notebooks of a class, several at a time",
    "due": "say until when an assignment can be handed in",
    "feedback": "zip the feedback as the learning platform wants it",
    "report": "how the class did: tasks, frequent mistakes, and who needs a word",
    "edition": "zip what students get, without solutions and hidden tests",
    "progress": "a table of what students have solved, from their progress.json files",
    "slides": "make a deck from a lesson: its question, pictures and predictions, for the class",
}


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m instructor", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what)
        importlib.import_module(f"instructor.{name}").arguments(command)
    options = parser.parse_args(arguments)
    return importlib.import_module(f"instructor.{options.command}").run(options)


if __name__ == "__main__":
    sys.exit(main())
