"""python -m instructor COMMAND: what nbgrader lacks. Each command is a module."""

import argparse
import importlib
import sys
from pathlib import Path

COMMANDS = {
    "grade": "run the notebooks of a class, several at a time",
}


def main():
    sys.path.insert(0, str(Path(__file__).parent.parent))
    parser = argparse.ArgumentParser(prog="python -m instructor")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, purpose in COMMANDS.items():
        module = importlib.import_module(f"instructor.{name}")
        command = commands.add_parser(name, help=purpose)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    arguments = parser.parse_args()
    return arguments.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
