"""What English names of columns and tables mean, as programs write them into json and csv."""

import re
from typing import Final

COLUMNS: Final = {
    english: chinese
    for chinese, names in {
        "姓名": "name fullname realname username personname membername volunteername",
        "名称": "orgname unitname organizationname organisationname companyname",
        "联系电话": "phone mobile tel telephone phonenumber mobilephone phoneno cellphone mobileno",
        "身份证号": "idcard idnumber idno idcardno identity identityno identitycard",
        "性别": "gender sex",
        "出生日期": "birthday birthdate dateofbirth dob birth birthyear",
        "文化程度": "education degree",
        "职业": "occupation job profession",
        "工作单位": "employer workunit company workplace organization organisation unit",
        "所属社区": "community communityname neighborhood neighbourhood",
        "所属街道": "street streetname subdistrict town",
        "地址": "address addr",
        "技能": "skill skills specialty speciality specialties expertise",
        "证书": "certificate certificates certification",
        "服务时间": "availability availabletime servicetime schedule",
        "所在党支部": "branch partybranch",
        "政治面貌": "political politicalstatus",
        "备注": "remark remarks note notes memo comment comments",
        "标题": "title subject",
        "内容": "content description detail details desc",
        "类别": "category type kind class",
        "状态": "status state",
        "数量": "quantity count amount qty",
        "人数": "headcount people persons",
        "联系人": "contact contactname contactperson linkman",
        "联系人电话": "contactphone contacttel contactmobile linkphone",
        "截止日期": "deadline duedate enddate",
        "开始日期": "startdate begindate",
        "活动日期": "date eventdate activitydate",
        "时长": "hours duration",
        "统一社会信用代码": "uscc creditcode unifiedcode",
        "紧急程度": "urgency priority",
        "责任单位": "owner leader ledby responsibleunit",
        "面积": "area areasize floorarea",
        "经度": "lng lon longitude",
        "纬度": "lat latitude",
        "电子邮箱": "email mail",
        "编号": "id number no code",
    }.items()
    for english in names.split()
}
TABLES: Final = {
    "volunteer": "志愿者",
    "partymember": "党员",
    "resident": "居民",
    "organi[sz]ation|compan(?:y|ies)": "单位名录",
    "partyorgani[sz]ation|branch": "党组织",
    "team": "队伍",
    "alliance": "联盟",
    "need|demand|request": "需求",
    "resource": "资源",
    "problem|issue": "问题",
    "project": "项目",
    "post|position|job": "岗位",
    "wish": "微心愿",
    "activit(?:y|ies)|event": "活动",
    "station": "驿站",
}
WORDS: Final = re.compile(r"[a-z_]{4,}")


def chinese_column(plain: str) -> str:
    """Give the Chinese name of a column an English one stands for, the name itself where it is none we know.

    >>> chinese_column("idcard")
    '身份证号'
    """
    return COLUMNS.get(plain, plain)


def with_chinese(title: str) -> str:
    """Give a title with what its English words say of the kind of table in Chinese behind them.

    >>> with_chinese("volunteers.json")
    'volunteers.json 志愿者'
    """
    words = [word.replace("_", "") for word in WORDS.findall(title.lower())]
    said = [
        chinese
        for english, chinese in TABLES.items()
        if any(map(re.compile(rf"(?:{english})(?:e?s)?").fullmatch, words))
    ]
    return " ".join((title, *said)) if words else title
