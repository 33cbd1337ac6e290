"""Says which cells stand below the first one of a merged cell."""

from collections.abc import Iterable

from loaders.sheets import Sheet


def merged_down(sheet: Sheet, start: int, places: Iterable[int]) -> set[tuple[int, int]]:
    """Give these cells, by (row, column) from row ``start``, in the columns ``places`` alone.

    A merged cell may claim to be as wide as a sheet can be; no ledger is.
    """
    return {
        (row, column)
        for top, left, bottom, right in sheet.merged
        if bottom > top >= start and bottom - top < len(sheet.rows)
        for column in places
        if left <= column <= right
        for row in range(top + 1, bottom + 1)
    }
