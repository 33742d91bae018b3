"""Measurements in; a table in plain text, or plain values for JSON, out."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from conglang.bench.previews import Timed
from conglang.bench.runs import CASES, PLAIN, Result
from conglang.languages import Language

Results = Mapping[str, Mapping[str, Result]]
"""By contender, by case."""

_COLUMNS = ("case", "contender", "wall", "cpu", "peak", "written", "speed", "ratio")
_OURS = "conglang"


def table(results: Results, words: Language) -> str:
    """Rows by case; the last column is the time of the others divided by ours."""
    text = words.console
    rows = [[text[f"bench-{column}"] for column in _COLUMNS]]
    for case in CASES:
        ours = results[_OURS][case]
        for name, by_case in results.items():
            result = by_case[case]
            figures = (
                f"{result.wall:.2f}",
                f"{result.cpu:.2f}",
                f"{result.peak:.0f}",
                str(result.written),
                f"{result.pages / result.wall:.0f}",
                "" if name == _OURS else f"× {result.wall / ours.wall:.1f}",
            )
            case_name = text[f"bench-case-{case}"] if name == _OURS else ""
            rows.append([case_name, name, *(figure.replace(".", words.decimal) for figure in figures)])
    return _aligned(rows)


def photo_lines(results: Results, photos: int, words: Language) -> str:
    """The cost of one photo for each contender: a clean build with photos less one without, divided by their number."""
    lines = []
    for name, by_case in results.items():
        one = per_photo(by_case, photos)
        text = words.console["bench-photo"].format(name=name, **{key: f"{value:.3f}" for key, value in one.items()})
        lines.append(text.replace(".", words.decimal))
    return "\n".join(lines)


def per_photo(by_case: Mapping[str, Result], photos: int) -> dict[str, float]:
    """Seconds of wall and processor time and MB of output for one photo."""
    whole, plain = by_case[CASES[0]], by_case[PLAIN]
    return {
        "wall": (whole.wall - plain.wall) / photos,
        "cpu": (whole.cpu - plain.cpu) / photos,
        "megabytes": (whole.size - plain.size) / photos / 1e6,
    }


def values(results: Results) -> dict[str, dict[str, dict[str, object]]]:
    """The table as plain values, with the wall time of every run."""
    return {
        name: {
            case: {
                "wall": round(result.wall, 4),
                "cpu": round(result.cpu, 4),
                "peak_mib": round(result.peak, 1),
                "written": result.written,
                "pages": result.pages,
                "pages_per_second": round(result.pages / result.wall, 1),
                "bytes": result.size,
                "walls": [round(wall, 4) for wall in result.walls],
            }
            for case, result in by_case.items()
        }
        for name, by_case in results.items()
    }


def preview_table(results: Mapping[str, Timed], words: Language) -> str:
    """Rows by start and case with the median and the worst time, then the memory of each server."""
    text = words.console
    rows = [[text[f"bench-{column}"] for column in ("case", "contender", "median", "worst", "ratio")]]
    ours = results[_OURS].seconds
    for case in dict.fromkeys(case for timed in results.values() for case in timed.seconds):
        for name, timed in results.items():
            if case not in timed.seconds:
                continue
            seconds = timed.seconds[case]
            ratio = "" if name == _OURS else f"× {median(seconds) / median(ours[case]):.1f}"
            figures = (f"{median(seconds):.3f}", f"{max(seconds):.3f}", ratio)
            case_name = text[f"bench-case-serve-{case}"] if name == _OURS else ""
            rows.append([case_name, name, *(figure.replace(".", words.decimal) for figure in figures)])
    for name, timed in results.items():
        for saves, mebibytes in timed.memory:
            rows.append([text["bench-memory"].format(saves=saves), name, f"{mebibytes:.0f}", "", ""])
    return _aligned(rows)


def preview_values(results: Mapping[str, Timed]) -> dict[str, dict[str, object]]:
    """The table as plain values, with every single time."""
    return {
        name: {
            **{
                case: {
                    "median": round(median(seconds), 4),
                    "worst": round(max(seconds), 4),
                    "seconds": [round(one, 4) for one in seconds],
                }
                for case, seconds in timed.seconds.items()
            },
            "memory_mib": {str(saves): round(mebibytes, 1) for saves, mebibytes in timed.memory},
        }
        for name, timed in results.items()
    }


def _aligned(rows: list[list[str]]) -> str:
    """The rows below each other: the first two columns aligned to the left, the figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        [
            cell.ljust(width) if n < 2 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        for row in rows
    )
    return "\n".join("  ".join(cells).rstrip() for cells in lines)
