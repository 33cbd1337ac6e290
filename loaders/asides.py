"""What ledgers of every kind tell beside their subject: facts the graph has no place for, known by name, kept as notes."""
# ruff: noqa: E501 - an aside and all its names stand on one line

from functools import lru_cache
from typing import Final

from loaders.headers import normal

ASIDES: Final[dict[str, tuple[str, ...]]] = {
    "ethnicity": ("民族", "族别"),
    "native_place": ("籍贯", "户籍", "户籍地", "户籍地址", "户籍所在地", "户口所在地", "户口性质", "户口类型", "出生地"),
    "professional_title": ("职称", "专业技术职务", "专业技术职称", "技术职称", "专业职称", "职务级别", "职级"),
    "organisation_id": ("所在党组织id", "党组织id", "组织id", "所在党支部id", "支部id", "单位id", "社区id"),
    "grid": ("网格", "所属网格", "所在网格", "微网格", "网格名称", "网格编号"),
    "nationality": ("国籍",),
    "religion": ("宗教", "宗教信仰"),
    "marriage": ("婚姻", "婚姻状况", "婚否", "婚姻情况"),
    "health": ("健康状况", "身体状况", "健康情况", "血型", "身高", "体重"),
    "degree": ("学位", "毕业院校", "毕业学校", "所学专业", "毕业时间"),
    "politics": ("政治面貌", "政治身份"),
    "id_type": ("证件类型", "证件类别", "证件种类"),
    "postcode": ("邮编", "邮政编码"),
    "email": ("邮箱", "电子邮箱", "电子邮件", "email", "e-mail"),
    "online_account": ("qq", "qq号", "qq号码", "微信", "微信号", "微信公众号", "网址", "网站", "抖音号"),
    "landline": ("固定电话", "座机", "办公电话", "家庭电话", "宅电", "住宅电话", "值班电话", "单位电话", "传真", "传真号码"),
    "department": ("部门", "所属部门", "所在部门", "科室", "所在科室", "处室"),
    "income": ("收入", "个人收入", "月收入", "家庭收入", "工资", "工资基数", "主要经济来源"),
    "party_dues": ("党费", "每月党费", "月交党费", "党费交纳至", "党费缴纳", "缴纳比例", "党费缴纳情况", "交纳党费"),
    "party_life": ("民主评议情况", "民主评议", "参加组织生活情况", "组织生活情况", "组织生活", "培训情况", "参加培训情况"),
    "honours": ("奖惩情况", "奖惩", "表彰", "党内表彰", "表彰情况", "荣誉", "获奖情况", "所获荣誉", "奖励情况", "处分情况"),
    "hardship": ("是否困难党员", "困难党员", "是否困难", "困难类型", "困难情况", "是否低保", "低保", "残疾情况", "是否残疾", "残疾等级", "残疾类别", "是否独居", "是否空巢", "是否建国前老党员", "是否退役军人", "退役军人", "优抚类型"),
    "family": ("家庭成员", "家庭人口", "家庭情况", "与户主关系", "户主姓名", "户主", "紧急联系人", "紧急联系人姓名", "紧急联系电话", "紧急联系人电话", "配偶", "监护人", "家属姓名", "家属电话", "联系人关系", "与紧急联系人关系"),
    "reason": ("原因", "在职原因", "理由", "驳回原因", "退回原因", "未完成原因", "未通过原因"),
    "staff_count": ("职工人数", "员工人数", "从业人数", "从业人员", "职工数", "会员人数", "会员数", "人员规模", "成员总数", "职工总数", "社工人数", "工作人员数"),
    "floor_area": ("办公场所面积", "面积", "建筑面积", "办公面积", "用房面积", "场所面积", "占地面积"),
    "founded_on": ("成立时间", "成立日期", "注册时间", "注册日期", "登记日期", "备案时间", "备案日期", "进驻时间", "入驻时间", "开业时间", "批准时间", "成立年份"),
    "capital": ("注册资金", "注册资本", "开办资金", "活动资金", "年产值", "纳税情况"),
    "recorded_at": ("创建时间", "登记时间", "录入时间", "填表时间", "填表日期", "填报日期", "填报时间", "更新时间", "修改时间", "上报日期", "上报时间", "申请时间", "申报时间", "建档时间", "采集时间", "报名时间", "发布时间", "提交时间", "审核时间", "采集日期", "更新日期", "申请日期", "申报日期"),
    "recorded_by": ("登记人", "录入人", "填表人", "填报人", "创建人", "修改人", "采集人", "制表人", "上报人", "登记单位", "登记单位名称", "填报单位", "填表单位", "经手人", "审核人", "发布人", "操作人", "采集员"),
    "report_state": ("填报状态", "审核状态", "上报状态", "是否审核通过", "审核意见", "审批意见", "审批状态", "审核结果", "是否通过"),
    "police_post": ("所属派出所", "派出所", "警务区", "所属警务区", "辖区派出所", "责任民警", "社区民警"),
    "attachment": ("附件", "照片", "图片", "头像", "扫描件", "证件照", "佐证材料", "相关材料", "材料", "签名", "签字", "本人签名", "手写签名", "二维码"),
    "points": ("积分", "先锋值", "积分值", "先锋指数", "得分", "评分", "星级", "服务积分", "分值", "当前积分"),
    "tasks": ("任务数", "任务数量", "任务id", "任务编号", "岗位数量"),
    "deadline_kind": ("领取截止时间类型", "截止时间类型", "期限类型", "有效期类型"),
    "needs_location": ("是否需要定位", "需要定位", "定位要求"),
    "source": ("来源", "项目来源", "信息来源", "数据来源", "来源渠道", "资金来源"),
    "progress": ("进展情况", "推进情况", "完成情况", "落实情况", "办理情况", "工作进展", "目前进展", "办理进度", "办理结果", "存在问题", "取得成效", "工作成效", "成效", "实施情况", "反馈情况", "满意度", "评价", "服务评价"),
    "visits": ("走访时间", "走访情况", "走访人", "走访日期", "入户时间", "走访记录"),
    "owners_card": ("房产证号", "不动产权证号", "房屋性质", "房屋类型", "房屋用途", "产权人", "车牌号", "车牌", "车位"),
    "clothes": ("衣服尺码", "尺码", "服装尺码", "鞋码"),
    "seniority": ("党龄", "工龄", "工作年限", "参加工作时间", "志愿服务年限", "任职时间", "到任时间", "年龄"),
    "bank": ("银行账号", "开户行", "开户银行", "银行卡号", "户名"),
}  # fmt: skip
LEAST_LENGTH: Final = 2


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {normal(name): field for field, names in ASIDES.items() for name in names}


@lru_cache(maxsize=20_000)
def aside_of(header: str) -> tuple[str, float]:
    """Field of an aside a header names, and how surely; "" and 0 when it names none.

    >>> aside_of("户籍地-省")
    ('native_place', 0.9)
    """
    known = _by_name()
    plain = normal(header)
    if plain in known:
        return known[plain], 1.0
    parts = [normal(part) for part in header.split("-")] if "-" in header else []
    found = next((known[part] for part in parts if part in known), None)
    if found:
        return found, 0.9
    endings = [name for name in known if len(name) >= LEAST_LENGTH and plain.endswith(name)]
    longest = max(endings, key=len, default="")
    return (known[longest], 0.8) if longest else ("", 0.0)
