"""How people head columns in everyday words, for headers that no name of a column fits: 家住哪个社区, 会做什么."""
# ruff: noqa: E501 - a pattern stands on one line

from typing import Final

Everyday = dict[str, str]
"""By field the pattern of such a header, in the order in which they are tried."""

ASIDE: Final = r"(?:紧急|家属|配偶|监护|子女|亲属|介绍人|登记人|填表|填报|审核|经办|户主|推荐)"
NOT_OWN: Final = (
    r"(?:紧急|家属|配偶|监护|子女|亲属|介绍人|登记人|填表|填报|审核|经办|户主|推荐|书记|联络|联系人|领导|证明人|负责人)"
)
"""Words of somebody else than the person a row is about."""
COUNTED: Final = r"(?:多少|几[个件台场份人名样]|数量|人数|人次|件数)"
MOMENT: Final = r"(?:时间|时候|日期|哪天|几号|几点|何时|时段|期限|节点)"
WHERE: Final = r"(?:社区|小区|村社|街道|哪里|在哪|哪儿|地点|地址|地方|位置|部位|方位|住哪|网格)"
ABOUT_ITEM: Final = rf"(?:{COUNTED}|{MOMENT}|{WHERE}|单位|电话|联系|编号|来源|类型|类别|分类|状态|等级|备注|谁|人$|姓名|家庭|户$|楼栋|房号|门牌|结果|意见|部门|背景)"


def _but(aside: str, pattern: str) -> str:
    """Pattern of a header that has none of the words ``aside`` anywhere."""
    return rf"^(?!.*{aside}).*(?:{pattern})"


PLACE: Final = _but(r"(?:报到|电话|数$|时间)", WHERE)
QUANTITY: Final = rf"{COUNTED}|容纳|多大|面积"
BUILDING: Final = r"楼栋|房号|门牌|几幢|单元号|楼号"
SLOTS: Final = _but(
    r"(?:登记|填报|报名|注册|出生|入党|报到|提出|反映|上报|截止|完成|最晚|开始|结束|加入|起|止)",
    r"(?:方便|有空|空闲|空余|业余|可以?来?|能来?|服务|什么|啥|哪些|哪个|需要|要|希望|值班|上岗|开放).*(?:时间|时候|时段|日子)|何时|几点|有空|得空",
)
DEADLINE: Final = r"节点|最晚|截止|几号前|什么时候前|期限|时限|前完成|前办|多久内|限期"
URGENCY: Final = r"急不急|多急|紧急|缓急|着急|急迫"
PHONE: Final = _but(
    rf"(?:{ASIDE}|身份证|证件|固定|单位电话|QQ|邮箱)", r"电话|手机|联系方式|联系号码|怎么联系|联络方式|微信"
)
STATE: Final = r"(?:状态|进度|进展)$"
NUMBERED: Final = r"工单|单号|编号$"
CALLED: Final = (
    r"联系人|联络[人员]|找谁|对接人|谁负责|负责人|责任人|牵头人|接头人|召集人|管理人?员|管理人|经办人|发起人"
)
CONTACT: Final = _but(r"(?:电话|手机|方式|号码)", CALLED)
PERSON: Final[Everyday] = {
    "name": _but(
        rf"(?:{NOT_OWN}|联系|单位|队(?!员)|组织|活动|项目|社区|小区|岗位|技能|负责|是否|人数)",
        r"姓名|名字|^谁$|是谁|叫什么|称呼|人员名称|大名|(?:志愿者|党员|居民|成员|队员|人员|楼道长|楼长|网格员|专干|代表|骨干|达人|能人|管家)$",
    ),
    "id_number": r"身份证|身份号|证件号",
    "phone": _but(
        rf"(?:{NOT_OWN}|身份证|证件|固定|单位电话|QQ|邮箱)", r"电话|手机|联系方式|联系号码|怎么联系|联络方式|微信"
    ),
    "gender": r"^(?:性别|男女|男或女|是男是女|男女性别)$",
    "birth_year": _but(ASIDE, r"出生|生日|哪年生|生于|生年"),
    "registered_work": r"(?:单位|工作).*报到",
    "registered_home": _but(
        r"(?:负责人|书记|联系|联络|电话|手机)", r"(?:社区|居住|住地|家).*报到|报到.*(?:社区|村|地|哪)|到哪.*报到"
    ),
    "registered_on": r"报到.*(?:时间|日期)|什么时候.*报到|哪天报到",
    "branch": _but(r"(?:负责人|书记|联系|联络|电话|手机|职务)", r"支部|党组织|组织关系"),
    "max_posts": r"最多.*(?:岗|活|任务)",
    "hours_per_week": r"(?:每|一)周.*(?:小时|时长|多久|多长|投入)",
    "slots": SLOTS,
    "certificates": _but(r"(?:身份|编号|证号|有效|到期|工作证)", r"什么证|证书|持证|有证|有.*证|资格证|执照"),
    "levels": r"(?:水平|熟练|等级|程度)$",
    "consent": r"同不同意|愿不愿意|是否愿意|是否同意",
    "wanted": r"服务项目|参[与加].*项目|可参[与加]|想做|愿意?做|想参加|愿意?参加|想干|意向|感兴趣|想从事|愿意?从事|想报|认领.*岗|岗.*认领|服务岗|意愿|提供.*服务|服务类",
    "skills": _but(
        r"(?:证|等级|水平|时间|程度)",
        r"会什么|会做|会干|会些|能做|能干|擅长|专长|特长|技能|手艺|本领|本事|拿手|绝活|能帮|可以帮|能提供什么|能力|技术|强项|(?:研究|专业|服务)方向|(?:专业|研究|擅长)领域",
    ),
    "team": _but(r"(?:职务|角色|人数|时间)", r"队伍|服务队|哪个队|什么队|志愿队|小队|团队"),
    "responsible_for": r"(?:联系|包干|负责|责任|包).*(?:楼|单元|网格|墙门)",
    "lives_in": _but(
        rf"(?:单位|服务|报到|报道|工作|上班|户籍|籍贯|出生|{ASIDE})", rf"{WHERE}|家住|住在|居住|家庭|住的"
    ),
    "occupation": _but(ASIDE, r"职业|职务|做什么工作|干什么工作|干哪行"),
    "works_for": _but(
        rf"(?:电话|性质|地址|职务|报到|联系|{ASIDE})",
        r"单位|上班|就职|供职|工作的?地|哪(?:里|儿|个)?工作|公司|(?:所在|任职|执业|供职|现|原)(?:机构|企业|学校|部门)",
    ),
}
NEED: Final[Everyday] = {
    "number": NUMBERED,
    "status": STATE,
    "contact_phone": PHONE,
    "contact": CONTACT,
    "deadline": DEADLINE,
    "urgency": URGENCY,
    "headcount": r"(?:要|需|招|缺|差).*(?:几|多少)?(?:个|名)?人$|人手|几个人|多少人|人数",
    "quantity": QUANTITY,
    "raised_by": _but(
        rf"(?:{MOMENT}|电话|住)",
        r"谁的(?:心愿|愿望|需求|诉求)|(?:谁|哪个单位)(?:提|说|反映|要|申请|需要)|(?:提出|提报|反映|申请|报送|上报|求助|诉求|需求|许愿|来访|信访)(?:的?人|者|方|单位|主体|姓名|居民|群众)|(?:老人|居民|群众|人员|家庭)(?:姓名|名字)?$|哪个单位|居民姓名|谁家|^谁$",
    ),
    "raised_on": r"(?:提出|反映|申请|报送|上报|登记|收集|求助|来访|排查|检查|巡查|发现|受理|来电|征集|提报|提交|接待|接访|来信|交办).*(?:时间|日期|日子)|哪天(?:提|说|反映|收)",
    "beneficiaries": r"(?:给|为|帮)(?:谁|哪些人|什么人)|受益|对象|面向",
    "category": _but(r"(?:单位|对象|主体|人员)", r"(?:哪|什么)(?:一)?类|类别|类型|分类|种类"),
    "where": BUILDING,
    "skills": r"(?:要|需要|得)(?:会|懂)|什么(?:技能|本领|专长)",
    "slots": SLOTS,
    "place": PLACE,
    "description": r"(?:困难|具体|详细|基本|现实|简要)情况|具体(?:说|讲|要求|诉求|需求)|情况说明|描述|详情|背景",
    "title": _but(
        ABOUT_ITEM,
        r"(?:要|想|需|求|待|盼).*(?:办|要|解决|帮|事|做|求)|诉求|求助|困难|愁|盼|希望|需求|需要|心愿|愿望|烦心|揪心|缺什么|事项|内容|什么事",
    ),
}
WISH: Final[Everyday] = NEED | {
    "claimed_by": _but(rf"(?:电话|手机|方式|号码|{MOMENT})", r"认领|圆梦|谁来帮|谁实现|谁领"),
    "title": _but(ABOUT_ITEM, r"心愿|愿望|想要|盼望|梦想|想得到|需要"),
}
RESOURCE: Final[Everyday] = {
    "contact_phone": PHONE,
    "contact": CONTACT,
    "capacity": QUANTITY,
    "owner": _but(
        rf"(?:电话|{MOMENT}|性质)",
        r"谁(?:家)?(?:提供|的|出|有)|提供(?:者|方|单位|人)|归谁|单位|权属|所有权|所有人|哪家|产权",
    ),
    "category": r"(?:哪|什么)(?:一)?类|类别|类型|分类|种类",
    "slots": SLOTS + r"|(?:可|能)用.*(?:时间|时候)|开放",
    "place": PLACE,
    "title": _but(
        rf"(?:{ABOUT_ITEM}|简介|描述|详情|说明|用途)",
        r"(?:能|可以?|愿意?)(?:提供|拿出|借|用|出|共享)|提供.*(?:什么|啥|东西|服务|内容)|有什么|闲置|资源|场地|物资|设备|设施|东西",
    ),
    "description": r"简介|描述|详情|说明|用途|概况|服务内容",
}
PROBLEM: Final[Everyday] = {name: NEED[name] for name in ("number", "status", "contact_phone", "contact", "deadline", "urgency", "raised_by", "raised_on", "category", "place", "description")} | {
    "measure": r"措施|处理意见|对策|怎么处理|怎么办",
    "origin": r"(?:哪|怎么|从).*(?:来|发现)|来源|渠道",
    "title": _but(ABOUT_ITEM, r"问题|议题|矛盾|困难|堵点|难点|痛点|毛病|隐患|烦心事|不满意|怎么了|反映|诉求|事项|纠纷"),
}  # fmt: skip
POST: Final[Everyday] = {
    "contact_phone": PHONE,
    "contact": CONTACT,
    "filled": r"(?:已|现)有?.*(?:几|多少)?人|已招|已报",
    "headcount": r"设岗.*数|(?:要|需|招|缺|差|用).*(?:几|多少)?(?:个|名)?人|人手|几个人|多少人|人数|名额|几名",
    "min_age": r"最小.*(?:岁|年龄)",
    "ages": r"年龄|年纪|岁数|多大",
    "hours_per_week": r"(?:每|一)周.*(?:小时|时长|多久|多长)",
    "insured": r"保险",
    "hazards": r"危险|风险|注意安全",
    "certificates": r"(?:要|需).*证|什么证|证书|持证|资质",
    "skills": _but(r"(?:年龄|时间|性别|学历|身体|政治)", r"要会|得会|会什么|要懂|要求|条件|本领|技能|专长|特长|能力"),
    "slots": SLOTS,
    "place": PLACE,
    "category": r"(?:哪|什么)(?:一)?类|类别|类型|分类|种类",
    "description": _but(r"(?:id$|编号|名称|标题|时间|地址|数$)", r"做什么|干什么|干啥|内容|职责|任务"),
    "title": _but(ABOUT_ITEM, r"岗位|什么岗|岗$|什么活|活儿|工作名称|招什么|缺什么人|志愿项目|职位"),
}
PROJECT: Final[Everyday] = {
    "number": NUMBERED,
    "status": r"状态$",
    "contact_phone": PHONE,
    "contact": CONTACT,
    "led_by": _but(
        rf"(?:人$|人(?:姓名|员)|领导|电话|{MOMENT})",
        r"谁(?:牵头|负责|来做|主办)|牵头|负责|责任|主办|承办|认领|承接|(?:申报|实施)(?:单位|组织|部门|主体|方)",
    ),
    "supported_by": _but(rf"(?:人$|领导|电话|{MOMENT})", r"谁(?:配合|协助)|配合|协助|协同|参[与加]单位"),
    "deadline": DEADLINE + r"|什么时候(?:做完|完成)|完成(?!情况|率|度|进度)",
    "target": r"目标|预期|要求$",
    "category": r"(?:项目|所属|服务)领域|类别|类型|分类",
    "budget": r"多少钱|花.*钱|经费|资金|预算|投入",
    "place": PLACE,
    "measure": r"怎么做|怎么干|举措|措施|做法",
    "description": r"内容|简介|概况|规模|描述",
    "title": _but(rf"(?:{ABOUT_ITEM}|负责|责任|牵头|钱|经费)", r"项目|任务|实事|要做的事|办什么|什么事"),
}
ORGANISATION: Final[Everyday] = {
    "contact_phone": PHONE,
    "contact": _but(r"(?:电话|手机|方式|号码)", rf"{CALLED}|老板|店主|经营者|法人|会长|社长|理事长|院长|主任|经理|校长|园长|行长|书记"),
    "uscc": r"信用代码|机构代码|执照号|登记证",
    "kind": r"(?:什么|哪类|哪种)(?:性质|单位|机构)|性质|单位类|机构类",
    "scope": r"(?:能|可以?|愿意?)(?:提供|做|干|帮)|做什么|干什么|业务|经营(?!者|地)|主营|职能|(?:活动|服务)(?:内容|事项)",
    "slots": SLOTS,
    "address": r"地址|门牌|住所|办公地|在哪(?:条路|办公)",
    "located_in": PLACE,
    "name": _but(
        r"(?:性质|类型|类别|地址|电话|代码|联系|负责|人数|简介|规模|数量|时间|上级|主管|职务)",
        r"(?:单位|机构|组织|企业|商户|公司|社团|协会|店|团体|商家).*(?:名|叫什么|全称)|^(?:哪个|哪家)?(?:单位|机构|企业|商户|公司|社团|协会|商家|门店)$|叫什么|店名|字号",
    ),
}  # fmt: skip
STATION: Final[Everyday] = {
    "contact_phone": PHONE,
    "contact": _but(r"(?:电话|手机|方式|号码)", rf"{CALLED}|站长|谁管"),
    "name": _but(rf"(?:{MOMENT}|{COUNTED}|类|级别|面积)", r"(?:阵地|驿站|站点|中心|服务站).*(?:名|叫什么)|叫什么"),
    "opening": r"开放|(?:几点|什么时候|什么时间).*开|开门",
    "services": r"能?(?:做|提供)什么|功能|有什么",
    "address": r"在哪|地址|门牌",
}
TEAM: Final[Everyday] = {
    "contact_phone": PHONE,
    "contact": _but(r"(?:电话|手机|方式|号码)", rf"{CALLED}|队长|领队|带队|谁管"),
    "category": r"类别|类型|领域",
    "unit": r"(?:几|多少)个?人|人数|哪个单位",
    "slots": SLOTS + r"|活动时间",
    "serves": PLACE,
    "description": r"做什么|干什么|内容|职责|简介",
    "name": _but(ABOUT_ITEM, r"(?:队伍|团队|小队|服务队|队(?!员|长)|社团).*(?:名|叫什么)|^(?:队伍|团队|小队|服务队)$|队名|叫什么"),
}  # fmt: skip
PAIRING: Final[Everyday] = {
    "until": r"(?:到|至).*(?:什么时候|哪年|为止)|结束|到期|终止",
    "since": r"(?:从|自).*(?:什么时候|哪年)|开始|起始|(?:结对|包联|包保|挂钩|联系).*(?:时间|日期|年)|签.*(?:时间|日期)|哪年",
    "communities": _but(r"(?:联系|电话|内容|负责|时间)", r"社区|村|对象|联系点|哪里"),
    "content": r"做什么|内容|事项|共建.*(?:什么|事)|帮.*什么",
    "units": _but(r"(?:联系|电话|内容|负责|时间|社区)", r"单位|机关|部门|企业|哪家|局办"),
}
ACTIVITY: Final[Everyday] = {
    "hours": r"(?:几|多少)个?(?:小时|钟头)|多长|多久|时长|小时",
    "attendance": COUNTED,
    "on": r"哪一?天|几号|日期|日子|(?:活动|开展|举办|什么|服务).*(?:时间|时候)|^时间$",
    "host": r"谁(?:组织|办|主办|牵头)|主办|承办|组织(?:单位|者|方)|举办",
    "units": r"(?:哪些|参加|参与|协办).*单位",
    "persons": _but(COUNTED, r"谁(?:参加|去|来)|哪些人|参加.*人|参与.*人|志愿者|人员"),
    "place": PLACE,
    "title": _but(ABOUT_ITEM, r"活动|做了什么|干了什么|什么事|服务内容|主题"),
}
PARTICIPATION: Final[Everyday] = (
    {
        "confirmed_by_organiser": r"(?:组织|主办|社区).*确认",
        "confirmed_by_beneficiary": r"(?:对象|居民|受益).*确认",
        "place": PLACE,
        "host": ACTIVITY["host"],
        "hours": ACTIVITY["hours"],
        "on": ACTIVITY["on"],
        "activity": _but(rf"(?:{MOMENT}|地点|人数|编号|类)", r"活动|参加了什么|做了什么|项目|服务内容"),
    }
    | {"name": rf"{PERSON['name']}|(?:参加|参与)(?:的?人|者)(?:员|姓名)?$"}
    | {name: PERSON[name] for name in ("id_number", "phone")}
)
HOLDER: Final[Everyday] = {
    "until": r"(?:离岗|结束|到期|到什么时候)",
    "since": r"(?:什么时候|哪天|何时).*(?:上岗|到岗|开始)|(?:上岗|到岗|认领|开始|从).*(?:时间|日期|什么时候|哪天)",
    "post": _but(rf"(?:{COUNTED}|编号|要求|职责|类)", r"什么岗|岗位|岗$|哪个岗"),
} | {name: PERSON[name] for name in ("name", "id_number", "phone")}
OFFICE: Final[Everyday] = {
    "occupation": r"(?:单位|行政|现任|本职).*职|职业",
    "until": r"(?:离任|免职|卸任|到期|到什么时候|届满)",
    "since": r"(?:什么时候|哪天|何时).*(?:任|当)|(?:任职|到任|上任).*(?:时间|日期|什么时候|哪天)",
    "committee_title": r"业委会.*(?:职|当什么)",
    "property_title": r"物业.*(?:职|当什么)",
    "party_title": r"(?:党|支部).*(?:职|当什么)",
    "body": r"在哪.*(?:任|兼)|(?:任|兼)职.*(?:哪|单位|组织)",
    "title": r"(?:任|兼|当)什么|(?:任|兼).*职务",
} | {name: PERSON[name] for name in ("name", "id_number", "phone", "works_for", "lives_in")}
RATING: Final[Everyday] = {
    "on": rf"(?:填|评|调查).*{MOMENT}",
    "rated": r"(?:评|打分|说).*(?:谁|哪家)|(?:被评|对方)",
    "rater": r"(?:谁|哪家).*(?:评|填|打分)|(?:填表|填写|打分)",
}
MEMBER: Final[Everyday] = {
    "team_name": _but(r"(?:职务|角色|人数)", r"队伍|服务队|哪个队|什么队|志愿队|小队|团队|队名|队$"),
    "role": r"(?:什么|队内|担任).*(?:职|角色)|角色|职务|分工|干什么",
} | {name: PERSON[name] for name in ("name", "id_number", "phone", "gender", "skills", "lives_in")}
WHISTLE: Final[Everyday] = {
    "blown_on": rf"(?:吹哨|发哨).*{MOMENT}|哪天吹",
    "answered_on": rf"(?:应哨|响应|报到).*{MOMENT}",
    "called": r"(?:应哨|响应|报到).*(?:单位|部门)|叫了?(?:谁|哪些)",
    "deadline": DEADLINE,
    "outcome": r"评价|满意|结果|回访",
    "description": r"描述|详情|具体|简要|说明|诉求|哨情",
    "place": r"谁吹|哪.*吹的?哨",
    "title": rf"^(?!.*(?:编号|单号|状态|类|{MOMENT})).*(?:吹(?:的)?什么|为(?:了)?什么吹|哨(?:单|源))",
}
TERRITORY: Final[Everyday] = {
    "elderly": r"(?:60|六十).*(?:老|人)|老年人|老人",
    "households": r"户数|多少户|几户",
    "population": r"人口$|居民.*数|多少人",
}
PARTY_ORGANISATION: Final[Everyday] = {
    "contact_phone": PHONE,
    "contact": _but(r"(?:电话|手机|方式|号码|上级)", rf"{CALLED}|书记"),
    "members": r"党员.*(?:数|多少)",
    "reports_to": r"上级|隶属|(?:所属|所在).*(?:党委|党总支|党工委|大党委)",
    "founded_on": r"换届|成立|届满",
    "unit": r"(?:企业|社会组织|单位|机构).*(?:名|全称)|依托",
    "covers": PLACE,
}
ALLIANCE: Final[Everyday] = {
    "contact_phone": PHONE,
    "contact": _but(r"(?:电话|手机|方式|号码|单位|大会)", rf"{CALLED}|代表"),
    "joined_on": rf"(?:加入|入盟|加盟).*{MOMENT}",
    "lead": r"牵头|盟主|轮值",
    "covers": PLACE,
}
STATISTICS: Final[Everyday] = {
    "count": r"数$|数量|次数|占比|比例|比率|面积|累计|平均|合计|总额|金额|率$|人次$|户$",
    "reported": r"^(?:填报|上报|填表|制表|审核)",
    "told": r"内容$|情况$|活动$|地点$",
}
