"""The words of organisations: kinds, sectors, matters, powers, permissions."""

from enum import StrEnum
from typing import cast

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Level(StrEnum):
    """The administrative level a body stands at."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


class BodyKind(StrEnum):
    """What kind of body; a unit is never a body."""

    COMMITTEE = "committee"
    COMMITTEE_OFFICE = "committee_office"
    FIRE_COMMITTEE = "fire_committee"
    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWN = "town"
    VILLAGE = "village"
    GRID = "grid"
    FIRE = "fire"
    POLICE = "police"
    TASK_FORCE = "task_force"
    SERVICE = "service"


class UnitKind(StrEnum):
    """What kind of unit."""

    ENTERPRISE = "enterprise"
    SOLE_TRADER = "sole_trader"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    HOME = "home"
    INSTITUTION = "institution"
    PUBLIC_PLACE = "public_place"
    RELIGIOUS = "religious"
    OTHER = "other"


class Power(StrEnum):
    """What a body may do towards a unit in a matter."""

    SUPERVISE = "supervise"
    MANAGE = "manage"
    COORDINATE = "coordinate"
    HELP = "help"


class SubjectKind(StrEnum):
    """What a subject fact is about."""

    UNIT = "unit"
    SITE = "site"
    BODY = "body"


LEVEL_LABELS: dict[str, Promise] = {
    Level.PROVINCE: _("Province"),
    Level.CITY: _("City"),
    Level.COUNTY: _("County"),
    Level.TOWN: _("Town"),
    Level.VILLAGE: _("Village"),
}

BODY_KIND_LABELS: dict[str, Promise] = {
    BodyKind.COMMITTEE: _("Safety committee"),
    BodyKind.COMMITTEE_OFFICE: _("Committee office"),
    BodyKind.FIRE_COMMITTEE: _("Fire-safety committee"),
    BodyKind.GOVERNMENT: _("Government"),
    BodyKind.DEPARTMENT: _("Department"),
    BodyKind.TOWN: pgettext_lazy("body", "Town or sub-district"),
    BodyKind.VILLAGE: pgettext_lazy("body", "Village or community"),
    BodyKind.GRID: _("Grid"),
    BodyKind.FIRE: _("Fire and rescue"),
    BodyKind.POLICE: _("Police station"),
    BodyKind.TASK_FORCE: _("Task force"),
    BodyKind.SERVICE: _("Service body"),
}

UNIT_KIND_LABELS: dict[str, Promise] = {
    UnitKind.ENTERPRISE: _("Enterprise"),
    UnitKind.SOLE_TRADER: _("Sole trader"),
    UnitKind.SCHOOL: _("School or kindergarten"),
    UnitKind.HOSPITAL: _("Hospital or clinic"),
    UnitKind.HOME: _("Home for the aged or in care"),
    UnitKind.INSTITUTION: _("Public institution"),
    UnitKind.PUBLIC_PLACE: _("Place open to the public"),
    UnitKind.RELIGIOUS: _("Religious site"),
    UnitKind.OTHER: _("Other unit"),
}

UNIT_KIND_WORDS: dict[str, tuple[str, ...]] = {
    UnitKind.ENTERPRISE: ("企业", "公司", "工厂", "生产经营单位"),
    UnitKind.SOLE_TRADER: ("个体工商户", "个体户", "个体", "小商铺", "sole trader"),
    UnitKind.SCHOOL: ("学校", "幼儿园", "学校或幼儿园", "校外培训机构"),
    UnitKind.HOSPITAL: ("医院", "诊所", "医疗机构", "医院或诊所"),
    UnitKind.HOME: ("养老机构", "养老院", "敬老院", "福利院", "托育机构", "养老或照护机构"),
    UnitKind.INSTITUTION: ("事业单位", "机关", "机关事业单位", "公共机构"),
    UnitKind.PUBLIC_PLACE: ("公共场所", "公众聚集场所", "人员密集场所"),
    UnitKind.RELIGIOUS: ("宗教活动场所", "宗教场所"),
    UnitKind.OTHER: ("其他", "其他单位"),
}
"""Words by which a table names a kind."""

POWER_LABELS: dict[str, Promise] = {
    Power.SUPERVISE: pgettext_lazy("power", "Supervise"),
    Power.MANAGE: pgettext_lazy("power", "Manage"),
    Power.COORDINATE: pgettext_lazy("power", "Coordinate"),
    Power.HELP: pgettext_lazy("power", "Help"),
}

SECTORS: dict[str, tuple[str, str]] = {
    "education": ("教育", "Education"),
    "communications": ("通信", "Communications"),
    "coal": ("煤矿", "Coal mines"),
    "public_security": ("公安", "Public security"),
    "civil_affairs": ("民政", "Civil affairs"),
    "natural_resources": ("自然资源", "Natural resources"),
    "ecology": ("生态环境", "Ecology and environment"),
    "housing_construction": ("住建", "Housing and construction"),
    "transport": ("交通运输", "Transport"),
    "water": ("水利", "Water resources"),
    "agriculture": ("农业农村", "Agriculture and rural affairs"),
    "commerce": ("商务", "Commerce"),
    "culture_tourism": ("文化和旅游", "Culture and tourism"),
    "health": ("卫生健康", "Health"),
    "chemicals": ("化工和危险化学品", "Chemicals and hazardous chemicals"),
    "industry_trade": ("工贸", "Industry and trade"),
    "non_coal_mines": ("非煤矿山", "Non-coal mines"),
    "provincial_enterprises": ("省管企业", "Province-run enterprises"),
    "customs": ("海关", "Customs"),
    "market_regulation": ("市场监管", "Market regulation"),
    "broadcasting": ("广播电视", "Broadcasting"),
    "sports": ("体育", "Sports"),
    "meteorology": ("气象", "Meteorology"),
    "grain_reserves": ("粮食和物资储备", "Grain and material reserves"),
    "energy_power": ("能源电力", "Energy and electric power"),
    "tobacco": ("烟草", "Tobacco"),
    "forestry": ("林业", "Forestry"),
    "civil_aviation": ("民航", "Civil aviation"),
    "post": ("邮政", "Post and parcels"),
    "cultural_relics": ("文物", "Cultural relics"),
    "fire": ("消防", "Fire safety"),
    "railway": ("铁路", "Railway"),
    "military_civil": ("军民融合", "Military-civil integration"),
}
"""The sectors of the provincial sub-plans: 32 published, the last one withheld. Code → (Chinese, English)."""

MATTERS: dict[str, tuple[str, str]] = {
    "general": ("安全生产", "General work safety"),
    "fire": ("消防", "Fire"),
    "gas": ("燃气", "Gas"),
    "special_equipment": ("特种设备", "Special equipment"),
    "building": ("房屋建筑", "Buildings"),
    "construction": ("建设工程", "Construction works"),
    "hazardous_chemicals": ("危险化学品", "Hazardous chemicals"),
    "fireworks": ("烟花爆竹", "Fireworks"),
    "coal_daily": ("煤矿日常监管", "Daily coal supervision"),
    "non_coal_mine": ("非煤矿山", "Non-coal mines"),
    "road_transport": ("道路运输", "Road transport"),
    "water_transport": ("水上交通", "Water transport"),
    "electricity": ("电力", "Electric power"),
    "water_works": ("水利工程", "Water works"),
    "agricultural_machinery": ("农业机械", "Agricultural machinery"),
    "campus": ("校园安全", "Campus safety"),
}
"""Matters of supervision (a closed list). Code → (Chinese, English)."""

WATCHED_MATTERS = ("general", "fire")
"""Matters in which every open unit must have a supervisor; the others concern some units only."""


def _named(table: dict[str, tuple[str, str]], code: str) -> str:
    pair = table.get(code)
    if pair is None:
        return code
    return pair[0] if (get_language() or "zh-hans").startswith("zh") else pair[1]


def sector_name(code: str) -> str:
    """The sector's name in the reader's language; the code itself when unknown."""
    return _named(SECTORS, code)


def matter_name(code: str) -> str:
    """The matter's name in the reader's language; the code itself when unknown."""
    return _named(MATTERS, code)


_lazy_sector = lazy(sector_name, str)
_lazy_matter = lazy(matter_name, str)

SECTOR_LABELS: dict[str, Promise] = {code: cast(Promise, _lazy_sector(code)) for code in SECTORS}
MATTER_LABELS: dict[str, Promise] = {code: cast(Promise, _lazy_matter(code)) for code in MATTERS}
"""Code → name in the reader's language, for lists and forms."""

_PUBLIC = frozenset({"administrator", "office", "department_head", "officer", "town_officer"})
_UNIT = frozenset({"principal", "controller", "safety_officer"})

PERMISSIONS: dict[str, frozenset[str]] = {
    "organisations.register_unit": _PUBLIC,
    "organisations.amend_unit": _PUBLIC | _UNIT,
    "organisations.close_unit": _PUBLIC - {"town_officer"},
    "organisations.manage_sites": _PUBLIC | _UNIT,
    "organisations.import_units": _PUBLIC - {"town_officer"},
    "organisations.manage_bodies": frozenset({"administrator", "office"}),
    "organisations.manage_mandates": frozenset({"administrator", "office"}),
    "organisations.set_fact": _PUBLIC - {"town_officer"},
    "organisations.read_bodies": frozenset(
        {"administrator", "office", "leader", "department_head", "officer", "town_officer", "auditor"}
    ),
    "organisations.read_mandates": frozenset(
        {"administrator", "office", "leader", "department_head", "officer", "town_officer", "auditor"}
    ),
}
"""Permission → the roles (people.vocabulary.Role) that carry it."""
