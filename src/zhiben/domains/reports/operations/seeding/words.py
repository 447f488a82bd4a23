"""What invented hazards are made of: things, what is wrong with them, and where they stand."""

SECTORS: tuple[tuple[str, int, str, str], ...] = (
    ("industry_trade", 24, "机械加工厂", "enterprise"),
    ("commerce", 22, "百货商店", "enterprise"),
    ("culture_tourism", 6, "文化馆", "public_place"),
    ("education", 8, "学校", "school"),
    ("health", 6, "医院", "hospital"),
    ("civil_affairs", 4, "养老院", "home"),
    ("housing_construction", 8, "建筑工程公司", "enterprise"),
    ("transport", 7, "运输公司", "enterprise"),
    ("chemicals", 4, "化工厂", "enterprise"),
    ("non_coal_mines", 2, "石料厂", "enterprise"),
    ("agriculture", 4, "农机合作社", "enterprise"),
    ("market_regulation", 5, "餐饮店", "sole_trader"),
)
"""Sector, share of the units in hundredths, noun of its units' names, kind of unit."""

THINGS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("general", "配电箱", ("门缺失且带电部分外露", "未做接地", "一闸多机", "周围堆放杂物")),
    ("general", "冲压机", ("安全光幕被短接", "双手按钮失效", "急停按钮损坏")),
    ("general", "除尘管道", ("积尘超过规定厚度", "未设泄爆口", "法兰未跨接")),
    ("general", "污水池", ("未设警示标志", "作业无审批记录", "盖板缺失")),
    ("general", "起重机", ("限位器失灵", "吊钩防脱装置缺失", "钢丝绳断丝超标")),
    ("general", "可燃气体报警器", ("处于停用状态", "超期未检定")),
    ("general", "脚手架", ("连墙件缺失", "脚手板未满铺", "基础下沉")),
    ("general", "临边防护", ("栏杆缺失", "被擅自拆除")),
    ("general", "特种作业人员", ("未持证上岗", "证件过期未复审")),
    ("fire", "安全出口", ("营业期间上锁", "被货架堵塞", "疏散门向内开启", "数量不足")),
    ("fire", "疏散通道", ("堆放可燃物", "被隔断占用", "应急照明不亮")),
    ("fire", "室内消火栓", ("无水", "被装修遮挡", "水带缺失")),
    ("fire", "灭火器", ("压力不足", "过期未更换", "配置数量不足")),
    ("fire", "火灾自动报警系统", ("主机长期处于故障状态", "探测器被遮盖")),
    ("fire", "自动喷水灭火系统", ("末端试水压力为零", "水泵未处于自动状态")),
    ("fire", "防火卷帘", ("下方堆放货物", "无法下降到底")),
    ("fire", "电动自行车", ("在门厅内停放充电", "飞线充电")),
    ("fire", "配电箱", ("周围堆放可燃物", "线路私拉乱接")),
    ("special_equipment", "电梯", ("检验到期未报检", "轿厢紧急报警装置失效", "层门门锁失效", "维保记录缺失")),
    ("special_equipment", "叉车", ("由无证人员驾驶", "制动不良", "未登记使用")),
    ("special_equipment", "压力容器", ("安全阀校验过期", "压力表损坏")),
    ("special_equipment", "锅炉", ("水位计模糊不清", "司炉工无证")),
    ("gas", "燃气软管", ("超过使用年限且有裂纹", "穿越墙体", "长度超过规定")),
    ("gas", "燃气报警装置", ("未与切断阀联动", "安装位置不当")),
    ("gas", "气瓶间", ("与明火同室", "通风不良")),
    ("building", "承重墙", ("被擅自开洞", "出现结构性裂缝")),
    ("building", "外墙饰面", ("空鼓脱落", "存在松动")),
)
"""Matter, the thing, and what may be wrong with it."""

PLACES = (
    *("一层东侧", "一层西侧", "二层通道", "三层楼梯口", "地下一层", "顶层平台", "一号车间", "二号车间"),
    *("三号仓库", "四号仓库", "动力配电间", "后厨", "前厅", "锅炉房", "空压机房", "装卸区", "检修区"),
    *("停车场", "员工宿舍", "办公楼大厅"),
)
REMARKS = (
    *("现场检查时仍未整改", "已要求立即处置", "当日值班人员在场", "与上次检查情况相同", "影响人员疏散"),
    *("现场已拉警戒线", "责任人已到场确认", "相关记录不全", "使用单位承诺限期整改", "附近有人员作业"),
)

DEPARTMENTS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("emergency", "应急管理局", "department", ("general", "hazardous_chemicals", "non_coal_mine")),
    ("fire", "消防救援队", "fire", ("fire",)),
    ("market", "市场监督管理局", "department", ("special_equipment",)),
    ("housing", "住房和城乡建设局", "department", ("gas", "building", "construction")),
)
"""Key, name after the area's, kind of body, the matters it supervises."""

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
