"""Ledgers of the lists: posts and who holds them, resources, problems, needs, projects, wishes."""

from typing import Final

from loaders.demo.ledger import Ledger
from loaders.demo.times import written
from loaders.demo.world import Post, World

END: Final = ("备注", "样例")
POST_NEEDS: Final = (
    "专长要求",
    "是否必备",
    "证书要求",
    "服务时段",
    "每周小时",
    "风险提示",
    "是否投保",
    "最低年龄",
    "最高年龄",
)
POST: Final = ("岗位编号", "岗位名称", "类别", "所属社区", "岗位内容", "拟认领数", "已认领数", *POST_NEEDS, *END)
HOLDER: Final = ("岗位编号", "岗位名称", "人员编号", "姓名", "上岗日期", *END)
AMOUNT: Final = ("数量", "计量单位")
OFFER: Final = ("服务范围", "服务时段", "有效期起", "有效期止", "状态")
RESOURCE: Final = ("资源编号", "资源名称", "类别", "提供单位", "所属社区", *AMOUNT, *OFFER, *END)
PROBLEM: Final = ("问题编号", "问题描述", "类别", "所属社区", "问题来源", "提出日期", "紧急程度", "状态", *END)
ASK: Final = ("服务对象", "紧急程度", "需求来源", "提出日期", "期望完成时间", "状态", "来源问题")
NEED: Final = ("需求编号", "需求名称", "类别", "所属社区", *AMOUNT, *ASK, *END)
DUTY: Final = ("任务举措及具体指标", "目标值", "责任单位", "配合单位", "预算（元）", "完成时限", "状态", "对应需求")
PROJECT: Final = ("项目编号", "项目名称", "专题", "类别", "所属社区", *DUTY, *END)
CLAIM: Final = ("受益人群", *AMOUNT, "提出日期", "认领状态", "认领单位")
WISH: Final = ("心愿编号", "微心愿", "类别", "所属社区", *CLAIM, *END)


def post_ledgers(world: World) -> list[Ledger]:
    """Write posts with what they require, and on a second sheet who holds a seat since when."""
    posts = [_post(one) for one in world.posts]
    holders = [
        [post.number, post.title, person.number, person.name, since, "样例数据", "是"]
        for post in world.posts
        for person, since in post.holders
    ]
    return [
        Ledger("服务岗位清单（样例）", "服务岗位", POST, posts, totals=("拟认领数", "已认领数")),
        Ledger("岗位在岗人员台账（样例）", "在岗人员", HOLDER, holders),
    ]


def _post(post: Post) -> list[object]:
    what = (post.number, post.title, post.category, post.community.path, post.duties, post.seats, len(post.holders))
    needs = (*_requirements(post.skills), post.certificate, written(post.slots), float(post.hours), post.hazards)
    return [*what, *needs, post.insured, *(int(age) for age in post.ages), post.remark, "是"]


def _requirements(skills: str) -> tuple[str, str]:
    """Skills a post asks for, written ``人民调解（初级）``, and whether one must have them."""
    tokens = [token.split(":") for token in skills.split()]
    asked = "、".join(f"{skill}（{level}）" for skill, level, _ in tokens)
    return asked, {"必": "是", "优": "否"}[tokens[0][2]] if tokens else ""


def three_ledgers(world: World) -> list[Ledger]:
    """Write the three lists: resources offered by units, problems raised in meetings, needs in residents' own words."""
    return [
        Ledger("资源清单（样例）", "资源清单", RESOURCE, world.rows["资源"]),
        Ledger("问题清单（样例）", "问题清单", PROBLEM, world.rows["问题"]),
        Ledger("需求清单（样例）", "需求清单", NEED, world.rows["需求"]),
    ]


def project_ledger(world: World) -> Ledger:
    """Projects with responsible and supporting units."""
    return Ledger("共建项目清单（样例）", "项目清单", PROJECT, world.rows["项目"], totals=("预算（元）",))


def wish_ledger(world: World) -> Ledger:
    """Wishes with who claimed them."""
    return Ledger("微心愿清单（样例）", "微心愿", WISH, world.rows["微心愿"])
