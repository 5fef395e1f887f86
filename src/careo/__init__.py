"""Careo: a newsroom's archive as a sourced database of organized crime."""

__version__ = "0.1.0"
