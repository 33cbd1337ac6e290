"""区划代码: which set holds, how old it is, and how to put a new one into effect."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from api.answers.codes import age_text, codes_answer
from api.pages.rendering import Reading

router = APIRouter()
STEPS: Final = (
    ("gongjian codes compare 新代码.xlsx --out 沿革.yaml", "看变了什么，把要确认的写出来；什么也不改"),
    ("gongjian codes load 新代码.xlsx --on 生效日期 --lineage 沿革.yaml", "确认好以后装入：全部装入或一点也不装"),
)


@router.get("/codes")
def codes(reader: Reading) -> HTMLResponse:
    """Return the page that tells which set of codes holds."""
    asked = reader.asked
    answer = codes_answer(asked.graph, [asked.scope], asked.today)
    age = age_text(answer.age_months)
    return reader.page("codes.html", title="区划代码", nav="imports", answer=answer, age=age, steps=STEPS)
