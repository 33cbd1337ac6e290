"""What day it is in the place the application serves; servers and machines may keep the clock of another zone."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

DEFAULT_ZONE: Final = "Asia/Shanghai"

_place = {"zone": ZoneInfo(DEFAULT_ZONE)}


def settle(zone: str) -> None:
    """Tell in which time zone the place lies, such as Asia/Shanghai; raises ZoneInfoNotFoundError for no zone."""
    _place["zone"] = ZoneInfo(zone)


def local(moment: datetime) -> datetime:
    """Give a moment as the clocks of the place show it."""
    return moment.astimezone(_place["zone"])


def today() -> date:
    """Give the day it is in the place."""
    return datetime.now(_place["zone"]).date()
