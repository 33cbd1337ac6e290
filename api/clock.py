"""What day it is where the service runs."""

from datetime import date


def today() -> date:
    """Return the local day of this machine."""
    return date.today()  # noqa: DTZ011 the staff's own day is meant
