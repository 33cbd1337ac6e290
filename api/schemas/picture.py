"""The answer to 协作图谱: who stands where, and what tied whom in which quarter; no person is in it."""

from datetime import date

from pydantic import Field

from api.schemas.common import Answer, PlaceRef, Ref


class PictureLayer(Answer):
    """A kind of deeds that tie."""

    key: str = Field(examples=["event"])
    name: str = Field(examples=["活动"])
    weight: float = Field(description="一件事有多重；0 只成一层，不算联系")
    ties: list[int] = Field(description="每季有几对，次序同 quarters")


class PictureGround(Answer):
    """A place as a disc; who belongs there stands in or near it."""

    id: str
    name: str
    level: str = Field(examples=["subdistrict"])
    x: int
    y: int
    radius: int


class PictureUnit(Answer):
    """A unit or a 大党委, and where it stands."""

    id: str
    name: str
    kind: str = Field(description="organisation 或 party", examples=["organisation"])
    kind_label: str = Field(examples=["企业"])
    system: str | None = Field(description="条线")
    place: str = Field(description="在哪里", examples=["翠苑街道翠苑一区社区"])
    page: str = Field(description="它的网页；没有为空", examples=["/organisations/org-1"])
    x: int
    y: int
    member: list[int] = Field(description="每季在不在其中，1 或 0，次序同 quarters")


class PictureTies(Answer):
    """Ties as columns: row i joins units[one[i]] and units[two[i]]."""

    one: list[int]
    two: list[int]
    layers: list[list[int]] = Field(description="每季一列：各层 2^(在 layers 里的位置) 之和，0 是那一季没有来往")
    weights: list[list[float]] = Field(description="每季一列：越近越多越重")


class PictureAnswer(Answer):
    """The picture of a place, or of one alliance, over the last quarters; the same data give the same positions."""

    place: PlaceRef
    alliance: Ref | None = None
    as_of: date
    quarters: list[str] = Field(description="由远到近", examples=[["2026Q3", "2026Q4"]])
    layers: list[PictureLayer]
    spacing: int = Field(description="单位之间大约隔多远")
    grounds: list[PictureGround]
    units: list[PictureUnit]
    ties: PictureTies
