"""The ways on foot that decide a service circle, as a table for a site's road data to fill in."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any, Final

import numpy as np
from starlette.responses import Response

from api.answers.circle import circle_of
from api.answers.siting import candidates
from api.asking import Asking
from graph_model.circle.walking import spots_of, straight_metres
from graph_model.targets.residents import Circle
from loaders.walking_lists import COLUMNS

CSV: Final = "text/csv; charset=utf-8"
FILE: Final = "walks.csv"
START, END, METRES = COLUMNS
HEAD: Final = (START, "起点名称", "起点经度", "起点纬度", END, "终点名称", "终点经度", "终点纬度", "直线米数", METRES)


def walks_file(asked: Asking) -> Response:
    """Return the table as a file to be saved."""
    told = {"Content-Disposition": f'attachment; filename="{FILE}"'}
    return Response(walks_table(asked), media_type=CSV, headers=told)


def walks_table(asked: Asking) -> bytes:
    """Return the table: from where households stand to every station and candidate no further than one could walk.

    The way on foot is never shorter than the straight line, so pairs beyond the reach as the crow flies cannot matter.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(_rows(circle_of(asked), asked.scope.territory))
    return stream.getvalue().encode("utf-8-sig")


def _rows(circle: Circle, root: str) -> Iterator[tuple[object, ...]]:
    starts, _ = circle.spots()
    ends: list[Any] = [*circle.stations, *candidates(circle, root)[0]]
    straight = straight_metres(starts, spots_of(ends))
    for start, end in np.argwhere(straight <= circle.reach).tolist():
        row, id_ = ends[end], starts.ids[start]
        where = (round(float(starts.longitude[start]), 6), round(float(starts.latitude[start]), 6))
        about = (row["id"], row["name"], row["longitude"], row["latitude"])
        if id_ != row["id"]:
            yield (id_, circle.facts.path(id_), *where, *about, round(float(straight[start, end])), "")
