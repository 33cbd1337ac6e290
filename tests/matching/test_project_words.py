"""What staff read of a proposed project: its title, its reasons, what each part lacks."""

from collections.abc import Sequence

from graph_model.entities.candidates import HelperRow, WorkRow
from matching.blocking import rank_blocking
from matching.project_words import blocking_sentence, reasons_of, sentence_of, state_of, title_of
from tests.matching.builders import FAR, SECOND, a_need, a_person, a_post, a_resource, an_electrician_licence
from tests.matching.test_projects import PLACE, WISH, bundled, only, part, two_posts


def reasons(*works: WorkRow) -> list[str]:
    problem, found = bundled([], works)
    return reasons_of(problem, found.bundles[0])


def said(helpers: Sequence[HelperRow], works: Sequence[WorkRow], key: str, *, main: bool = True) -> tuple[str, str]:
    one = part(only(helpers, works), key)
    return state_of(one), sentence_of(one, main=main)


def test_a_project_is_called_by_its_area_and_kind_and_by_what_is_asked_for() -> None:
    benches = [a_need(f"need-{n}", title="老人聊天没有凳子坐", **PLACE) for n in range(2)]
    problem, found = bundled([], [*benches, *two_posts()])
    titles = sorted(title_of(problem, one) for one in found.bundles)
    assert titles == ["西街道·场地设施：老人聊天没有凳子坐", "西街道·水电维修"]


def test_reasons_tell_kind_place_and_what_is_most_urgent() -> None:
    near = a_need("need-2", title="洗衣机", territory=SECOND, urgency=5, **WISH)
    assert reasons(a_need("need-1", title="电磁炉", **WISH), near, a_post("post-1", category="资金物资")) == [
        "2 件需求、1 个岗位，都是“资金物资”",
        "都在西街道：一社区、二社区",
        "本周建议里都没有派满；最急的是“洗衣机”（紧急程度 5）",
    ]


def test_works_joined_over_the_district_say_why() -> None:
    told = reasons(a_need("need-1", title="电磁炉", **WISH), a_need("need-2", title="洗衣机", territory=FAR, **WISH))
    assert told[1] == "在 2 个镇街各自凑不成一个项目，合到样例区一起办：一社区、远社区"


def test_a_wish_filed_elsewhere_is_named() -> None:
    told = reasons(
        a_need("need-1", title="想要一副象棋", category="文体活动"), a_need("need-2", title="洗衣机", **WISH)
    )
    assert told[0] == "2 件需求，都是“资金物资”（“想要一副象棋”登记在别的类，写的是想要东西）"


def test_what_is_there_waits_for_an_answer_or_lacks_is_counted() -> None:
    ready, unsure = (
        a_person(f"person-{n}", skills=[an_electrician_licence()], capacity=1, consent=c)
        for n, c in enumerate([True, None])
    )
    posts = [a_post(f"post-{n}", skills=["低压电工"]) for n in range(3)]
    lacking = "要 3 个名额，现在能派 1 个名额，核实后再有 1 个名额，还缺 1 个名额"
    assert said([ready, unsure], posts, "skill") == ("缺", lacking)
    assert said([ready, unsure], posts[:2], "skill") == (
        "待核实",
        lacking.replace("要 3", "要 2").removesuffix("，还缺 1 个名额"),
    )
    assert said([ready], two_posts(), "skill")[0] == "缺"


def test_where_nothing_is_registered_it_says_so_and_where_money_is() -> None:
    wishes = [a_need(f"need-{n}", title="洗衣机", **WISH) for n in range(2)]
    money = a_resource("resource-1", name="爱心资金", categories=("category-funding",), quantity=9000, unit="元")
    assert said([], wishes, "money") == ("缺", "要 2 件，登记里一件也没有")
    assert said([money], wishes, "money") == ("缺", "要 2 件，登记里一件也没有；附近有钱款，能否用于购买要核对")


def test_what_is_needed_besides_is_there_or_not() -> None:
    posts = [a_post(f"post-{n}", skills=["职业指导"]) for n in range(2)]
    room = a_resource("resource-1", name="会议室", categories=("category-venues",), quantity=1, unit="间")
    assert said([room], posts, "place", main=False) == ("已有", "附近有登记可用的")
    assert said([], posts, "place", main=False) == ("缺", "附近没有登记可用的")


def test_what_blocks_tells_what_would_come_of_having_it() -> None:
    problem, found = bundled(
        [a_person("person-1", skills=[an_electrician_licence()], capacity=1, consent=None)], two_posts()
    )
    (one,) = rank_blocking(problem, found.bundles)
    assert blocking_sentence(one) == (
        "1 个项目卡在这里，其中 1 个只差这一样：差 2 个名额，关系到 1 个社区的 2 个岗位；有 1 个名额核实一件事就能补上"
    )
