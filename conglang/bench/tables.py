"""What was measured in, a plain table or plain values for JSON out."""

from __future__ import annotations

from collections.abc import Mapping

from conglang.bench.runs import CASES, Result
from conglang.languages import Language

Results = Mapping[str, Mapping[str, Result]]
"""By contender, by case."""

_COLUMNS = ("case", "contender", "wall", "cpu", "peak", "written", "speed", "ratio")
_MEASURED_BY = "conglang"


def table(results: Results, words: Language) -> str:
    """Rows by case; the last column says how many times the time of ours the others take."""
    text = words.console
    rows = [[text[f"bench-{column}"] for column in _COLUMNS]]
    for case in CASES:
        ours = results[_MEASURED_BY][case]
        for name, by_case in results.items():
            result = by_case[case]
            figures = (
                f"{result.wall:.2f}",
                f"{result.cpu:.2f}",
                f"{result.peak:.0f}",
                str(result.written),
                f"{result.pages / result.wall:.0f}",
                "" if name == _MEASURED_BY else f"× {result.wall / ours.wall:.1f}",
            )
            case_name = text[f"bench-case-{case}"] if name == _MEASURED_BY else ""
            rows.append([case_name, name, *(figure.replace(".", words.decimal) for figure in figures)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    return "\n".join(_line(row, widths) for row in rows)


def values(results: Results) -> dict[str, dict[str, dict[str, object]]]:
    """The same as plain values, with the wall time of every run."""
    return {
        name: {
            case: {
                "wall": round(result.wall, 4),
                "cpu": round(result.cpu, 4),
                "peak_mib": round(result.peak, 1),
                "written": result.written,
                "pages": result.pages,
                "pages_per_second": round(result.pages / result.wall, 1),
                "walls": [round(wall, 4) for wall in result.walls],
            }
            for case, result in by_case.items()
        }
        for name, by_case in results.items()
    }


def _line(row: list[str], widths: list[int]) -> str:
    """A row with its words to the left and its figures to the right."""
    cells = [
        cell.ljust(width) if n < 2 else cell.rjust(width)
        for n, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()
