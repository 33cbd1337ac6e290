"""Stations 党群服务中心 and 驿站."""

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import Latitude, Longitude, SquareMetres


class Station(Entity):
    """A place of service with its area in square metres."""

    node_label = "Station"
    prefix = "station-"

    name: Name
    address: str | None = None
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    area_m2: SquareMetres | None = None
    services: tuple[str, ...] = ()
    opening: str | None = None
