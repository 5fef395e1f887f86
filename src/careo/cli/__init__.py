"""The `careo` command: one file per group of commands; no logic."""

import typer

app = typer.Typer(no_args_is_help=True)


def main() -> None:
    app()
