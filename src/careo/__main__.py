"""`python -m careo` is the `careo` command."""

from careo.cli import main

if __name__ == "__main__":
    main()
