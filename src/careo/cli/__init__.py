"""The `careo` command: one file per group of commands; no logic.

Each group is a module here with a function `register(app)`; a group that fails
on purpose raises `CareoError`, which ends the program with one line and code 2.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import typer

from careo.errors import CareoError
from careo.working import one_thread_each

app = typer.Typer(
    name="careo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A newsroom's archive as a sourced database of organized crime.",
    epilog="Example: careo new my-archive && careo build pages/ --archive my-archive",
)


@app.callback()
def _root() -> None:
    """A newsroom's archive as a sourced database of organized crime."""


def register_groups() -> None:
    """Adds every group of commands to `app`, once."""
    if app.registered_commands:
        return
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}").register(app)


def main() -> None:
    """Runs the command line; a `CareoError` becomes one line on stderr and code 2."""
    one_thread_each()
    register_groups()
    try:
        app()
    except CareoError as error:
        print(f"careo: {error}", file=sys.stderr)
        raise SystemExit(2) from None
