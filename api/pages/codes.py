"""区划代码: which set holds and how old it is; a new one compared, its lineage confirmed or denied, put into effect."""

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.answers.codes import age_text, codes_answer
from api.answers.imports import keep_upload, uploads_of
from api.answers.new_codes import compare_codes, put_codes, put_shipped, settle_lineage, shipped_districts
from api.errors import BadQuestion
from api.pages.forms import FormChecked
from api.pages.rendering import Reading, back_to
from loaders import cleaning
from loaders.findings import CellProblem

router = APIRouter()
PATH: Final = "/codes"
STEPS: Final = (
    ("gongjian codes compare 新代码.xlsx --out 沿革.yaml", "看变了什么，把要确认的写出来；什么也不改"),
    ("gongjian codes load 新代码.xlsx --on 生效日期 --lineage 沿革.yaml", "确认好以后装入：全部装入或一点也不装"),
)
NOT_WHOLE: Final = "这张表单没有交全：每个旧代码要有一个去向。什么也没有记下，请回到比较页重新打开，再交一次。"
Words = Annotated[str, Form(max_length=200)]
Listed = Annotated[list[str] | None, Form()]
Token = Annotated[str, Query(max_length=60)]
District = Annotated[str, Query(max_length=12)]


@router.get(PATH)
def codes(reader: Reading) -> HTMLResponse:
    """Return the page that tells which set of codes holds."""
    asked = reader.asked
    answer = codes_answer(asked.graph, [asked.scope], asked.today)
    age = age_text(answer.age_months)
    told: dict[str, Any] = {"answer": answer, "age": age, "steps": STEPS, "begin": shipped_districts(answer)}
    return reader.page("codes.html", title="区划代码", nav="imports", **told)


@router.post(PATH + "/begin", dependencies=[FormChecked])
def begin(reader: Reading, district: Words) -> Response:
    """Put a district of the set that comes with the product into effect, where the graph has none yet."""
    try:
        told = put_shipped(reader.asked, district)
    except BadQuestion as refused:
        told = refused.detail
    return back_to(PATH, told)


@router.post(PATH + "/compare", dependencies=[FormChecked])
def send(reader: Reading, file: UploadFile) -> RedirectResponse:
    """Keep a new set of codes, and go on to what it changes."""
    token = keep_upload(reader.parts, reader.user, file.filename or "", file.file)
    return RedirectResponse(_address(token), status_code=303)


@router.get(PATH + "/compare")
def compare(reader: Reading, upload: Token, district: District = "") -> HTMLResponse:
    """Return what a kept set of codes changes, what has to be settled first, and the form that puts it into effect."""
    answer = compare_codes(reader.asked, uploads_of(reader.parts), upload, [district] if district else [])
    told: dict[str, Any] = {"answer": answer, "district": district, "today": reader.asked.today}
    return reader.page("new_codes.html", title="换新的一套区划代码", nav="imports", **told)


@router.post(PATH + "/settle", dependencies=[FormChecked])
def settle(  # noqa: PLR0913, PLR0917 one field of the form each
    reader: Reading,
    upload: Words,
    district: Words = "",
    code: Listed = None,
    choice: Listed = None,
    typed: Listed = None,
) -> Response:
    """Record what is said of each old code; what is left open stays so.

    Raises
    ------
    BadQuestion
        The form is not whole: a code without its choice, or the other way round.
    """
    codes, choices, words = code or [], choice or [], typed or []
    if not len(codes) == len(choices) == len(words):
        raise BadQuestion(NOT_WHOLE)
    said = dict(zip(codes, zip(choices, words, strict=True), strict=True))
    try:
        count = settle_lineage(reader.asked, uploads_of(reader.parts), upload, said)
    except BadQuestion as refused:
        return back_to(_address(upload, district), refused.detail)
    return back_to(_address(upload, district), f"记下了 {count} 条：谁、何时定的都写着，可以收回。")


@router.post(PATH + "/load", dependencies=[FormChecked])
def load(reader: Reading, upload: Words, on: Words, district: Words = "") -> Response:
    """Put a set into effect from a day on; all of it or nothing."""
    try:
        day = cleaning.day(on)
        told = put_codes(reader.asked, uploads_of(reader.parts), upload, day, [district] if district else [])
    except CellProblem:
        return back_to(_address(upload, district), f"“{on}”不是一个日期，什么也没有改。请写成 2026-06-30。")
    except BadQuestion as refused:
        return back_to(_address(upload, district), refused.detail)
    return back_to(PATH, told)


def _address(token: str, district: str = "") -> str:
    return f"{PATH}/compare?{urlencode({'upload': token} | ({'district': district} if district else {}))}"
