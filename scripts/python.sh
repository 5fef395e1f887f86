#!/bin/sh
# Prints the newest usable Python from 3.11 to 3.13 (spaCy runs twice as fast on
# 3.12 and later as on 3.11). A name on PATH may be a shim that does not run, so
# each candidate is tried; interpreters that pyenv keeps off PATH count too.
for minor in 13 12 11; do
  for candidate in "python3.$minor" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3."$minor".*/bin/python3 python3; do
    if "$candidate" -c "import sys, venv, ensurepip, ssl, sqlite3, ctypes; sys.exit(sys.version_info[:2] != (3, $minor))" >/dev/null 2>&1; then
      echo "$candidate"
      exit 0
    fi
  done
done
echo "careo: no usable Python 3.11, 3.12 or 3.13 found (with venv, ssl and sqlite3)" >&2
exit 1
