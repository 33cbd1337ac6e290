"""How large and how small the numbers of the model may be: whoever writes or reads one holds to the same bounds."""

from datetime import date
from typing import Annotated, Final

from pydantic import Field

MOST_POSTS: Final = 1_000
MOST_SEATS: Final = 10_000
MOST_UNITS: Final = 1e9
OLDEST_BIRTH_YEAR: Final = 1900
LATEST_BIRTH_YEAR: Final = 2100
EARLIEST_DAY: Final = date(1949, 10, 1)
EARLIEST_DEADLINE: Final = date(2000, 1, 1)
LATEST_DAY: Final = date(2100, 12, 31)

Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Slots = Annotated[int, Field(ge=0, lt=1 << 21)]
Urgency = Annotated[int, Field(ge=1, le=5)]
BirthYear = Annotated[int, Field(ge=OLDEST_BIRTH_YEAR, le=LATEST_BIRTH_YEAR)]
Age = Annotated[int, Field(ge=0, le=150)]
MaxPosts = Annotated[int, Field(ge=0, le=MOST_POSTS)]
Seats = Annotated[int, Field(ge=0, le=MOST_SEATS)]
SomeSeats = Annotated[int, Field(ge=1, le=MOST_SEATS)]
Units = Annotated[float, Field(ge=0, le=MOST_UNITS)]
Money = Annotated[float, Field(ge=0, le=1e12)]
SquareMetres = Annotated[float, Field(ge=0, le=1e7)]
WeeklyHours = Annotated[float, Field(ge=0, le=168)]
"""Hours of a week, which has 168."""
Hours = Annotated[float, Field(ge=0, le=10_000)]
"""Hours of an activity, or of a person in it, which ledgers may sum over months."""
Crowd = Annotated[int, Field(ge=0, le=100_000_000)]
"""People or households counted."""
Happened = Annotated[date, Field(ge=EARLIEST_DAY, le=LATEST_DAY)]
Deadline = Annotated[date, Field(ge=EARLIEST_DEADLINE, le=LATEST_DAY)]
