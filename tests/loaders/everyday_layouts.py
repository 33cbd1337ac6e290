# ruff: noqa: E501 - a layout stands on one line
"""Sheets as staff head them in everyday and official words: name, title, header, one row, kind, field by header."""

from typing import Final, NamedTuple


class Layout(NamedTuple):
    sheet: str
    title: str
    header: str
    row: str
    kind: str
    fields: str


LAYOUTS: Final = (
    Layout("志愿者", "", "志愿者名字,男/女,家住哪个社区,方便的时间", "样例甲,男,翠苑一区社区,周六上午", "volunteers", "name,gender,lives_in,slots"),
    Layout("居民需求表", "居民需求收集表", "居民要办的事,哪个小区/社区,想要多少", "修楼道灯,翠苑一区社区,3盏", "needs", "title,place,quantity"),
    Layout("Sheet1", "翠苑街道志愿者花名册", "人员名称,联络方式,会什么,什么时候有空", "样例甲,13800000001,电工,周末", "volunteers", "name,phone,skills,slots"),
    Layout("报名", "志愿者招募报名", "您的姓名,您的手机号,您住在哪个小区,您擅长什么,您愿意做哪类服务", "样例甲,13800000001,翠苑一区社区,理发,助老", "volunteers", "name,phone,lives_in,skills,wanted"),
    Layout("能人", "社区能人达人库", "谁,电话号码,有什么手艺,住哪", "样例甲,13800000001,木工,翠苑一区社区", "volunteers", "name,phone,skills,lives_in"),
    Layout("Sheet1", "在职党员到社区报到花名册", "党员名字,哪个单位的,到哪个社区报到,什么时候报到,特长", "样例甲,样例区卫生局,翠苑一区社区,2024-01-01,护理", "party_members", "name,works_for,registered_home,registered_on,skills"),
    Layout("党员", "支部党员信息", "姓名,哪个支部,哪年生的,手机号", "样例甲,样例第一支部,1960年,13800000001", "party_members", "name,branch,birth_year,phone"),
    Layout("居民", "居民信息采集表", "住户姓名,男女,住址,联系手机", "样例甲,女,翠苑一区社区,13800000001", "residents", "name,gender,lives_in,phone"),
    Layout("求助", "居民求助登记", "诉求内容,谁提的,住哪个社区,哪天提的,急不急", "楼道灯不亮,样例甲,翠苑一区社区,2026-11-01,急", "needs", "title,raised_by,place,raised_on,urgency"),
    Layout("Sheet1", "急难愁盼清单", "急难愁盼事项,涉及社区,希望什么时候前解决,需要几个人", "缺少助餐,翠苑一区社区,2026-12-01,2", "needs", "title,place,deadline,headcount"),
    Layout("民需", "民需清单", "需要解决的事,地点,为谁解决", "老人看病没人陪,翠苑一区社区,独居老人", "needs", "title,place,beneficiaries"),
    Layout("Sheet1", "居民诉求汇总登记", "想解决什么事,所在小区,反映人,什么时间方便上门", "水管漏水,翠苑一区社区,样例甲,周六上午", "needs", "title,place,raised_by,slots"),
    Layout("资源", "共建单位资源", "能提供什么,谁提供的,多少,在哪", "会议室,样例区卫生局,50平方米,翠苑一区社区", "resources", "title,owner,capacity,place"),
    Layout("场地", "可用场地一览", "可以借用的场地,产权单位,能容纳多少人,开放的时间", "多功能厅,样例区卫生局,80人,周末", "resources", "title,owner,capacity,slots"),
    Layout("Sheet1", "闲置物资共享表", "物资,哪家单位的,有几件,找谁,怎么联系", "轮椅,样例区卫生局,3件,样例甲,13800000001", "resources", "title,owner,capacity,contact,contact_phone"),
    Layout("问题", "社区问题排查表", "发现了什么问题,哪个社区,谁反映的,最晚什么时候办完", "楼道堆物,翠苑一区社区,样例甲,2026-12-01", "problems", "title,place,raised_by,deadline"),
    Layout("隐患", "安全隐患排查", "存在的隐患,位置,紧不紧急", "电线老化,翠苑一区社区,紧急", "problems", "title,place,urgency"),
    Layout("岗位", "志愿岗位", "缺什么岗,要几个人,在哪个社区,要会什么,什么时间上岗", "电工维修岗,2,翠苑一区社区,电工,周六上午", "posts", "title,headcount,place,skills,slots"),
    Layout("招募", "先锋岗位招募", "岗位叫什么,招多少人,任职条件,地点", "巡逻岗,10,急救,翠苑一区社区", "posts", "title,headcount,skills,place"),
    Layout("心愿", "困难群众微心愿", "想要什么,谁的心愿,住在哪个社区,谁来帮忙实现", "一副老花镜,样例甲,翠苑一区社区,样例区卫生局", "wishes", "title,raised_by,place,claimed_by"),
    Layout("Sheet1", "儿童愿望清单", "孩子的愿望,哪个社区,需要数量,认领的单位", "一套绘本,翠苑一区社区,1,样例区卫生局", "wishes", "title,place,quantity,claimed_by"),
    Layout("项目", "年度实事项目", "要办的实事,谁牵头,谁配合,什么时候完成,花多少钱", "加装电梯,样例区卫生局,样例便民服务社,2026-12-01,30万", "projects", "title,led_by,supported_by,deadline,budget"),
    Layout("单位", "辖区单位一览", "哪家单位,什么性质,在哪个社区,能提供什么服务,找谁,电话", "样例律师事务所,企业,翠苑一区社区,法律咨询,样例甲,13800000001", "organisations", "name,kind,located_in,scope,contact,contact_phone"),
    Layout("商户", "沿街商户登记", "店名,老板,手机,主营什么,所在社区", "样例理发店,样例甲,13800000001,理发,翠苑一区社区", "organisations", "name,contact,contact_phone,scope,located_in"),
    Layout("队伍", "志愿队伍情况", "队伍叫什么,队长是谁,多少人,服务哪个社区,平时做什么", "样例先锋队,样例甲,12,翠苑一区社区,巡逻", "teams", "name,contact,serves,description"),
    Layout("结对", "机关结对社区", "哪个机关,结对的村社区,从哪年开始,一起做什么", "样例区卫生局,翠苑一区社区,2024年,义诊", "pairings", "units,communities,since,content"),
    Layout("活动", "志愿活动登记", "做了什么活动,哪天,在哪里,来了多少人,多长时间", "义诊进社区,2026-10-01,翠苑一区社区,30,2小时", "activities", "title,on,place,attendance,hours"),
    Layout("时长", "志愿服务时长登记", "谁,手机号,参加了什么活动,哪一天,几个小时", "样例甲,13800000001,义诊进社区,2026-10-01,2", "participations", "name,phone,activity,on,hours"),
    Layout("队员", "服务队队员名单", "哪个队,队员名字,手机,担任什么职务", "样例先锋队,样例甲,13800000001,副队长", "team_members", "team_name,name,phone,role"),
    Layout("技能", "持证人员登记", "谁,联系电话,有什么证,会哪项技能", "样例甲,13800000001,低压电工证,低压电工", "person_skills", "name,phone,certificates,skills"),
    Layout("登记", "双报到党员登记表", "姓名,居住地,社区报到情况,所在单位名称,本人特长", "样例甲,翠苑一区社区,翠苑一区社区,样例区卫生局,合唱", "party_members", "name,lives_in,registered_home,works_for,skills"),
    Layout("Sheet1", "困难群众帮扶需求", "困难家庭,住址,需要什么帮助,联系电话", "王小明,翠苑一区社区,送餐,13800000001", "needs", "raised_by,place,title,contact_phone"),
    Layout("Sheet1", "人岗匹配岗位需求", "需求岗位,所需人数,技能条件,服务地点,服务时间", "巡逻岗,3,急救,翠苑一区社区,周六上午", "posts", "title,headcount,skills,place,slots"),
    Layout("Sheet1", "居民议事会问题收集", "议题,提出居民,所涉小区", "停车难,王小明,翠苑一区社区", "problems", "title,raised_by,place"),
    Layout("Sheet1", "先锋岗认领", "先锋岗,认领党员,联系电话,什么时候上岗", "巡逻岗,王小明,13800000001,2026-01-01", "post_holders", "post,name,phone,since"),
    Layout("Sheet1", "包联单位", "包联部门,包联村社,起始时间", "样例区卫生局,翠苑一区社区,2024-01-01", "pairings", "units,communities,since"),
    Layout("Sheet1", "楼道长名册", "楼道长姓名,手机,负责楼道,是否党员", "王小明,13800000001,1幢1单元,是", "residents", "name,phone,responsible_for"),
    Layout("Sheet1", "专业人才库", "人才姓名,专业特长,持有证书,工作单位,联系电话", "王小明,法律咨询,律师执业证,样例律师事务所,13800000001", "volunteers", "name,skills,certificates,works_for,phone"),
    Layout("清单", "社区服务需求征集", "服务需求描述,需求所在社区,提出人姓名,联系人手机,期望服务时段", "需要理发上门,翠苑一区社区,样例甲,13800000001,周六上午", "needs", "title,place,raised_by,contact_phone,slots"),
    Layout("支部", "基层党组织基本信息", "支部,上级党组织,书记,书记电话,类别", "翠苑一区第一党支部,翠苑一区社区党委,王小明,13800000001,社区党支部", "party_organisations", "name,reports_to,contact,contact_phone,form"),
    Layout("Sheet1", "支部党员名册", "姓名,支部,手机,入党年月", "王小明,翠苑一区第一党支部,13800000001,2005年7月", "party_members", "name,branch,phone,joined_on"),
    Layout("阵地", "党群服务阵地摸底", "阵地叫什么,级别,在哪,面积㎡,开放时段,管理员,管理员电话", "样例党群服务中心,社区级,文三路1号,120,9:00-17:00,王小明,13800000001", "stations", "name,type,address,area_m2,opening,contact,contact_phone"),
    Layout("Sheet1", "阵地名册", "阵地名称,找谁,什么时候开门", "样例驿站,王小明,9:00-17:00", "stations", "name,contact,opening"),
    Layout("吹哨", "“街道吹哨、部门报到”事项", "哨源,吹哨事项,吹哨时间,应哨部门,到场时间,处置结果", "翠苑一区社区,占道经营,2026-05-06,样例区城管局,2026-05-06,已整改", "whistles", "place,title,blown_on,called,answered_on,outcome"),
    Layout("问题", "网格巡查问题登记", "发现时间,哪个网格,问题描述,转办部门,办结情况", "2026-05-06,翠苑一区社区,楼道堆物,城管中队,已办结", "problems", "raised_on,place,description,measure,status"),
    Layout("结对", "机关与社区结对一览", "结对单位,对口社区,签约时间,结对期限,共建内容", "样例区卫生局,翠苑一区社区,2026年3月,三年,义诊", "pairings", "units,communities,since,term,content"),
    Layout("活动", "共建活动台账", "活动,时间,地点,主办,协办,到场人数", "邻里节,2026-06-08,翠苑一区社区,样例区卫生局,样例律师事务所,120", "activities", "title,on,place,host,units,attendance"),
    Layout("附件2", "年度重点项目安排", "编号,项目,举措和指标,牵头部门,协同部门,完成时限,当前值", "1,邻里中心建设,新建10个,样例区卫生局,样例区民政局,2026-12-31,3", "projects", "number,title,measure,led_by,supported_by,deadline,progress"),
    Layout("Sheet1", "志愿服务岗位清单", "岗位名称,岗位职责,岗位要求,设岗数量", "巡逻岗,每周巡逻一次,急救,3", "posts", "title,description,skills,headcount"),
    Layout("Sheet1", "社会组织公益创投项目一览表", "项目名称,申报组织,项目领域,责任领导,时间节点", "助老,样例便民服务社,助老服务,王小明,2026-12-01", "projects", "title,led_by,category,deadline"),
    Layout("Sheet1", "居民信息登记表", "姓名,身份证号,性别,电话,居住地址,就业情况,人员类别", "王小明,,男,13800000001,翠苑一区社区,退休,老年人", "residents", "name,phone,lives_in,employment,person_class"),
    Layout("Sheet1", "楼道长（楼栋长）名册", "社区,负责楼栋,姓名,政治面貌,联系电话", "翠苑一区社区,1幢1单元,王小明,群众,13800000001", "residents", "lives_in,responsible_for,name,politics,phone"),
    Layout("Sheet1", "驻区单位党组织到社区报到登记表", "单位名称,党组织名称,报到社区,党组织书记,书记电话", "样例区卫生局,样例区卫生局机关党支部,翠苑一区社区,王小明,13800000001", "party_organisations", "unit,name,contact,contact_phone"),
    Layout("Sheet1", "小区基本情况", "社区,小区名称,户数,60岁以上老人", "翠苑一区社区,样例花园,120,30", "territories", "community,name,households,elderly"),
    Layout("Sheet1", "楼栋信息登记", "小区,社区,楼栋号,户数", "样例花园,翠苑一区社区,3幢,48", "territories", "parent,community,name,households"),
    Layout("Sheet1", "街道大工委委员名单", "姓名,工作单位,单位职务,大工委,大工委职务,手机", "王小明,样例区卫生局,科长,样例街道大工委,委员,13800000001", "offices", "name,works_for,occupation,party,party_title,phone"),
    Layout("Sheet1", "社区治理专家智库成员名单", "专家姓名,所在单位,研究方向,可提供服务类型,联系电话", "王小明,样例大学,心理疏导,心理服务,13800000001", "volunteers", "name,works_for,skills,wanted,phone"),
    Layout("Sheet1", "独居老人信息登记表", "姓名,身份证号,住址,本人电话,子女电话,结对志愿者", "王小明,,翠苑一区社区,13800000001,13800000002,李芳", "residents", "name,id_number,lives_in,phone"),
    Layout("Sheet1", "居民诉求收集办理台账", "工单编号,来电时间,诉求人,诉求地点,诉求内容,承办部门,办理状态", "A001,2026-05-06,王小明,翠苑一区社区,楼道堆物,城管中队,已办结", "needs", "number,raised_on,raised_by,place,title,status"),
    Layout("Sheet1", "社区吹哨事项办理台账", "吹哨时间,吹哨单位,吹哨事由,响应部门,要求办结时间,实际办结时间", "2026-05-06,翠苑一区社区,占道经营,样例区城管局,2026-05-16,2026-05-10", "whistles", "blown_on,place,title,called,deadline,closed_on"),
    Layout("Sheet1", "书记接待日群众反映问题登记簿", "接待日期,来访人,来访人电话,反映事项,处理结果", "2026-05-06,王小明,13800000001,停车难,已解决", "problems", "raised_on,raised_by,contact_phone,title"),
    Layout("Sheet1", "社区大党委组建情况表", "社区,大党委名称,书记,书记联系电话,成员单位数", "翠苑一区社区,翠苑一区社区大党委,王小明,13800000001,8", "party_organisations", "covers,name,contact,contact_phone"),
    Layout("Sheet1", "网格党支部建设情况", "所属社区党委,网格党支部名称,覆盖网格", "翠苑一区社区党委,第一党支部,第一网格", "party_organisations", "reports_to,name,covers"),
    Layout("Sheet1", "社区公共服务空间一览表（党群服务中心等阵地）", "空间名称,所在社区,使用面积,服务功能,管理人员", "样例驿站,翠苑一区社区,120,理发,王小明", "stations", "name,place,area_m2,services,contact"),
    Layout("Sheet1", "共建共享资源库", "资源名称,所有权单位,资源数量,单位", "会议室,样例区卫生局,2,间", "resources", "title,owner,capacity,unit"),
    Layout("Sheet1", "社区平安巡逻队队员花名册", "所属巡逻队,队员,队内分工,手机号码", "样例巡逻队,王小明,组长,13800000001", "team_members", "team_name,name,role,phone"),
    Layout("Sheet1", "社区居民代表名单", "小区,居民代表,电话", "翠苑一区社区,王小明,13800000001", "residents", "lives_in,name,phone"),
    Layout("Sheet1", "机关单位包联社区一览表", "包联单位,包联社区,包联时间", "样例区卫生局,翠苑一区社区,2024-01-01", "pairings", "units,communities,since"),
    Layout("Sheet1", "非公企业党组织情况", "党组织名称,所在企业,党组织书记", "样例公司党支部,样例公司,王小明", "party_organisations", "name,unit,contact"),
    Layout("Sheet1", "区直单位联系社区安排表", "联系领导,联系单位,联系社区,联络员姓名,联络员手机", "王小明,样例区卫生局,翠苑一区社区,李芳,13800000001", "pairings", "units,communities"),
)  # fmt: skip
