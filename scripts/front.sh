#!/bin/sh
# Builds the site's scripts and fonts with npm. Without Node the site works all the
# same, without scripts and with the system's own fonts; this says so and succeeds.
cd "$(dirname "$0")/../assets" || exit 1
built=../src/careo/web/site/static/careo/built
if ! command -v npm >/dev/null 2>&1 || ! node --version >/dev/null 2>&1; then
  echo "careo: Node is not here: the site will work without its scripts and with system fonts" >&2
  exit 0
fi
if [ -e "$built/.stamp" ] && [ -z "$(find . -path ./node_modules -prune -o -type f -newer "$built/.stamp" -print | head -n 1)" ]; then
  exit 0
fi
npm ci --silent --no-audit --no-fund && npm run --silent build && touch "$built/.stamp"
