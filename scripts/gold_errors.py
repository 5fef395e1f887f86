"""What Careo's annotator misses and invents in gold articles, grouped, to work from.

    scripts/gold_errors.py tests/gold/en --claims
    scripts/gold_errors.py tests/gold/es/one.json            everything of one article
    scripts/gold_errors.py tests/gold --events --only missed --kind arrest
    scripts/gold_errors.py tests/gold --check                is the gold itself in order?
    scripts/gold_errors.py path/to/polnear/dev --polnear --limit 20
    scripts/gold_errors.py path/to/muc4/tst1 --muc4 --kind organisation

A line is `-` for what gold has and Careo does not, `+` for what Careo has and gold does
not, `~` for a pair that agrees only in part (with what differs), `=` with --right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from careo.cli.eval import tools_for
from careo.errors import CareoError
from careo.measuring.careo_errors import SECTIONS, Line, lines_of
from careo.measuring.careo_gold import check
from careo.measuring.careo_set import figures, matches
from careo.measuring.muc4 import answers
from careo.measuring.muc4_errors import lines_of as muc4_lines
from careo.measuring.polnear import measured
from careo.measuring.polnear_errors import lines_of as polnear_lines

MARKS = {"missed": "-", "spurious": "+", "wrong": "~", "right": "="}


def main(arguments: list[str] | None = None) -> int:
    """Prints the listing; 1 when --check finds faults or something cannot be read."""
    options = _options().parse_args(arguments)
    try:
        if options.check:
            return _check(options.path)
        if options.polnear or options.muc4:
            return _print_other(options)
        return _print(options)
    except CareoError as error:
        print(error, file=sys.stderr)
        return 1


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="a gold file or a folder of them")
    for section in SECTIONS:
        parser.add_argument(f"--{section}", action="store_true", help=f"only {section}")
    parser.add_argument("--polnear", action="store_true", help="the path is a polnear set")
    parser.add_argument("--muc4", action="store_true", help="the path is a muc4 set")
    parser.add_argument("--only", choices=sorted(MARKS), help="only these lines")
    parser.add_argument("--kind", help="only lines of a kind (a type, a cue, a stance)")
    parser.add_argument("--right", action="store_true", help="what is right, too")
    parser.add_argument("--limit", type=int, help="at most so many articles")
    parser.add_argument("--width", type=int, default=180, help="cut lines to so many letters")
    parser.add_argument("--summary", action="store_true", help="counts by kind, no lines")
    parser.add_argument("--check", action="store_true", help="check the gold files themselves")
    return parser


def _check(path: Path) -> int:
    found = check(path, tools_for(path))
    for file, lines in found.items():
        print(file, *lines, sep="\n  ")
    print(f"{sum(map(len, found.values()))} faults in {len(found)} files")
    return bool(found)


def _print(options: argparse.Namespace) -> int:
    matched = matches(options.path, tools_for(options.path, limit=options.limit))
    sections = [one for one in SECTIONS if getattr(options, one)] or list(SECTIONS)
    wanted = _filter(options)
    for section in sections:
        lines = [line for one in matched for line in lines_of(section, one) if wanted(line)]
        print(f"\n## {section}")
        for text in _summary(lines) if options.summary else _listing(lines, options.width):
            print(text)
    print()
    for name, (value, count) in figures(matched, named_only=False).items():
        if any(name.startswith(prefix) for s in sections for prefix in SECTIONS[s]):
            print(f"{name:18} {value:.3f}  n={count}")
    return 0


def _print_other(options: argparse.Namespace) -> int:
    tools = tools_for(options.path, limit=options.limit)
    if options.polnear:
        found = [line for one in measured(options.path, tools) for line in polnear_lines(one)]
    else:
        found = [line for m, a in answers(options.path, tools) for line in muc4_lines(m, a)]
    wanted = _filter(options)
    lines = [line for line in found if wanted(line)]
    for text in _summary(lines) if options.summary else _listing(lines, options.width):
        print(text)
    return 0


def _filter(options: argparse.Namespace) -> Callable[[Line], bool]:
    def wanted(line: Line) -> bool:
        if options.only:
            outcome = line.outcome == options.only
        else:
            outcome = options.right or options.summary or line.outcome != "right"
        return outcome and (not options.kind or options.kind.casefold() in line.kind.casefold())

    return wanted


def _listing(lines: list[Line], width: int) -> Iterator[str]:
    for outcome, mark in MARKS.items():
        chosen = sorted(
            (line for line in lines if line.outcome == outcome), key=lambda x: (x.kind, x.article)
        )
        if chosen:
            yield f"\n# {outcome}: {len(chosen)}"
        for line in chosen:
            text = f"{mark} {line.kind:12} {line.text}"
            yield f"{text[:width]:{width}} [{line.article}]".rstrip()


def _summary(lines: list[Line]) -> Iterator[str]:
    kinds = sorted({line.kind for line in lines})
    counts = {kind: [0] * len(MARKS) for kind in kinds}
    for line in lines:
        counts[line.kind][list(MARKS).index(line.outcome)] += 1
    yield f"{'kind':24}" + "".join(f"{outcome:>10}" for outcome in MARKS)
    for kind in sorted(kinds, key=lambda k: -sum(counts[k])):
        yield f"{kind:24}" + "".join(f"{count:10}" for count in counts[kind])


if __name__ == "__main__":
    sys.exit(main())
