#!/bin/sh
# Renews requirements/lock.txt: every package pinned with hashes, wheels only, for
# Python 3.11 to 3.13, naming no index address. The override keeps spaCy 3.8 beside
# the Spanish model, which declares an older one. Needs uv.
exec "${UV:-uv}" pip compile pyproject.toml --extra es --extra postgres --group dev \
  --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --only-binary :all: --override requirements/overrides.txt --no-header --quiet \
  --output-file requirements/lock.txt "$@"
