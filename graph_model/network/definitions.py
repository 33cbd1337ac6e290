"""What each measure is called, says and rests on: the one place its name, definition and source stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

Found = TypeVar("Found")


class Undefined(Exception):
    """A measure has no value on this network; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def or_reason(key: str, reasons: dict[str, str], work: Callable[[], Found]) -> Found | None:
    """Return what is found, or None with the reason put under a key."""
    try:
        return work()
    except Undefined as undefined:
        reasons[key] = undefined.reason
        return None


@dataclass(frozen=True)
class Definition:
    """A measure: its key, Chinese name, definition in one sentence, source, and how a directed network is read."""

    key: str
    name: str
    text: str
    source: str
    directed: str = "不分方向：任一方说有就算有"


WASSERMAN_FAUST: Final = "Wasserman & Faust 1994"
FREEMAN: Final = "Freeman 1979"
PARTNER: Final = "PARTNER (Varda et al. 2008)"
KRACKHARDT_STERN: Final = "Krackhardt & Stern 1988"
BORGATTI_EVERETT: Final = "Borgatti & Everett 1999"
GOULD_FERNANDEZ: Final = "Gould & Fernandez 1989"
BURT: Final = "Burt 1992"
BORGATTI: Final = "Borgatti 2006"
PROVAN: Final = "Provan et al. 2005"
THIS_PRODUCT: Final = "本产品"
BY_DIRECTION: Final = "按方向算"

DEFINITIONS: Final = (
    Definition(
        "density", "密度", "有联系的成员对占所有成员对的比例：2L / n(n−1)", WASSERMAN_FAUST, "按方向算：L / n(n−1)"
    ),
    Definition(
        "degree_centralization",
        "度数集中度",
        "联系集中在一家的程度：Σ(k* − kᵢ) / ((n−1)(n−2))，星形为 1，人人一样为 0",
        FREEMAN,
        "出、入相加，除以 2(n−1)(n−2)",
    ),
    Definition(
        "in_degree_centralization",
        "入度集中度",
        "别人的联系集中在一家的程度：Σ(k* − kᵢ) / (n−1)²",
        FREEMAN,
        BY_DIRECTION,
    ),
    Definition(
        "out_degree_centralization",
        "出度集中度",
        "发出的联系集中在一家的程度：Σ(k* − kᵢ) / (n−1)²",
        FREEMAN,
        BY_DIRECTION,
    ),
    Definition(
        "betweenness_centralization",
        "中介集中度",
        "最短路集中经过一家的程度：Σ(b* − bᵢ) / (n−1)，b 已除以 (n−1)(n−2) 个有序对",
        FREEMAN,
        BY_DIRECTION,
    ),
    Definition("betweenness", "中介度", "每个成员在别人最短路上的份额，0–1", FREEMAN, BY_DIRECTION),
    Definition("reciprocity", "互认率", "两边都说有的联系占全部联系的比例", WASSERMAN_FAUST, BY_DIRECTION),
    Definition("multiplexity", "多重联系", "有联系的成员对平均有几种联系", PROVAN),
    Definition("multiplexity_share", "多重联系占比", "有两种以上联系的成员对所占比例", PROVAN),
    Definition(
        "ei_index", "内外联系指数", "(E − I) / (E + I)：1 全在组外，−1 全在组内", KRACKHARDT_STERN, "每个方向算一条"
    ),
    Definition(
        "ei_expected", "内外联系指数的随机值", "组别打乱后的平均值（默认打乱 1,000 次）", KRACKHARDT_STERN, "同上"
    ),
    Definition(
        "ei_p", "内外联系指数的 p 值", "打乱后偏离平均值不小于实际的次数所占比例（双侧）", KRACKHARDT_STERN, "同上"
    ),
    Definition(
        "core_periphery_fit",
        "核心—外围吻合度",
        "联系与“至少一方在核心才有联系”这一样式的最大相关系数（12 个成员以内全部比过，更多时从贪心的结果逐个调换求得）",
        BORGATTI_EVERETT,
    ),
    Definition("core", "核心成员", "使吻合度最大的核心", BORGATTI_EVERETT),
    Definition(
        "brokerage_roles",
        "中间人角色",
        "每个成员在两步开放路径 a→b→c（a、c 无联系）上当协调人、游走人、守门人、代表、联络人各几次",
        GOULD_FERNANDEZ,
        "按方向算；无向的联系算作两个方向",
    ),
    Definition("brokerage_totals", "中间人角色合计", "全网各种角色各几次", GOULD_FERNANDEZ, "同上"),
    Definition("constraint", "约束度", "成员的联系被彼此捆住的程度，越低结构洞越多", BURT, "两个方向的权重相加"),
    Definition("effective_size", "有效规模", "去掉重复之后的联系数", BURT, "同上"),
    Definition("k_core", "最大 k 核", "最大的 k：有一群成员彼此各有至少 k 个联系", "Seidman 1983"),
    Definition("core_numbers", "核数", "每个成员所在的最大 k 核", "Seidman 1983"),
    Definition("articulation_points", "割点", "退出后网络会断开的成员", "Tarjan 1972"),
    Definition("bridges", "桥", "断了网络就断开的联系", "Tarjan 1972"),
    Definition("components", "连通块", "互相走得到的成员合成一块，共几块", WASSERMAN_FAUST),
    Definition("fragmentation", "碎裂度", "互相走不到的成员对所占比例：1 − Σ sₖ(sₖ−1) / n(n−1)", BORGATTI),
    Definition("distance_weighted_fragmentation", "距离碎裂度", "1 − Σ_{i≠j} 1/dᵢⱼ / n(n−1)，走不到的算 0", BORGATTI),
    Definition("trust", "信任", "三项信任（1–4）的平均，全网再平均；需要问卷", PARTNER, "每份评分算一次"),
    Definition("value", "价值", "三项价值（1–4）的平均，全网再平均；需要问卷", PARTNER, "每份评分算一次"),
    Definition(
        "relative_connectivity",
        "相对连通度",
        "每个成员收到的各份评分（信任与价值的平均）之和，占最高者的比例；需要问卷",
        PARTNER,
        "每份评分算一次",
    ),
    Definition(
        "communities_of_practice",
        "实际的小圈子",
        "按权重用 Leiden 法分出、模块度最大的几群",
        "Traag, Waltman & van Eck 2019",
        "两个方向的权重相加",
    ),
    Definition("modularity", "模块度", "上面这种分法的模块度", "Newman 2006", "两个方向的权重相加"),
    Definition("coverage", "专业覆盖", "两步之内找得到有某项专业的单位的社区所占比例，按专业列", THIS_PRODUCT),
)
BY_KEY: Final = {definition.key: definition for definition in DEFINITIONS}
