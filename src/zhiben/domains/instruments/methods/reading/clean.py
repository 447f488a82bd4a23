"""Small questions about a line's text that every step of the reader asks."""

import re

_BESIDE_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_SPACES = re.compile(r"[\s\u3000\xa0\u200b]+")
_CLOSED = re.compile(r"(?:[。！？；：:;!?…]|(?<=[\u4e00-\u9fff）)”\"％%])\.)[”’\"'）)》】]*$|[）)]$")
_PAGE = re.compile(
    r"[-—–－―\s]{0,6}\d{1,4}[-—–－―\s]{0,6}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
)
_BOOKMARK = re.compile(r"\[bookmark:[^\]]{0,200}\]", re.IGNORECASE)
_DATE = re.compile(r"[（(]?(?:\d{4}|[二〇○零一三四五六七八九Ｏ]{4})年.{1,3}月.{1,3}日[）)]?(?:印发)?")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:发|函|办|文)?\s*[〔\[【„(（]\s*\d{4}\s*[〕\]】‟)）]\s*(?:第\s*)?\d+\s*号"
)
_TITLE = re.compile(
    r"(?:方案|计划|规划|意见|办法|细则|规定|条例|要点|清单|措施|通知|预案|制度|规范|标准|指南|规则|决定|纲要|"
    r"分工|分工表|任务表|一览表|安排表|明细表|汇总表|统计表|台账)(?:[（(][^（）()]{1,30}[）)])*》?(?:的通知)?"
)
_TITLE_TAIL = re.compile(_TITLE.pattern + "$")
_LABEL = re.compile(
    r"[（(【]?(?:责任|牵头|配合|主办|协办|承办|参加|参与|落实|主管|完成|整改|时间)"
    r"(?:部门|单位|科室|处室|领导|人|机构|主体|时限|时间|期限|要求|节点)?(?:及[^：:。]{0,8})?[】]?\s*[：:]"
)

_IMPRINT = re.compile(
    r"[（(]?(?:信息公开|此件(?:公开|主动)|公开方式)|(?:抄送|抄报|主送|承办(?:处室|单位)?|联系人)[:：]|主办[:：]"
)


def squeeze(text: str) -> str:
    """The text without spaces beside Chinese characters and without doubled ones."""
    return _BESIDE_CHINESE.sub("", _SPACES.sub(" ", text)).strip()


def bare(text: str) -> str:
    """The text without any white space."""
    return _SPACES.sub("", text)


def without_bookmarks(text: str) -> str:
    """The text without the bookmark names some converters leave behind."""
    return _BOOKMARK.sub("", text) if "[" in text else text


def is_closed(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return bool(_CLOSED.search(text[-6:]))


def is_page_number(text: str) -> bool:
    """Whether the whole line is a page number."""
    return len(text) < 24 and bool(_PAGE.fullmatch(text))


def is_date(text: str) -> bool:
    """Whether the whole line is a date of issue."""
    return len(text) < 24 and bool(_DATE.fullmatch(bare(text)))


def is_imprint(text: str) -> bool:
    """Whether the line says how the paper is published and to whom it goes."""
    return bool(_IMPRINT.match(text))


def document_number(text: str) -> str:
    """The document's number if the line holds one, else empty."""
    found = _NUMBER.search(text)
    return bare(found[0]) if found else ""


def is_title(text: str) -> bool:
    """Whether the text ends like the title of a plan or an attachment."""
    return bool(_TITLE_TAIL.search(bare(text[-90:])))


def is_label(text: str) -> bool:
    """Whether the paragraph only names who is responsible, or until when."""
    text = text.lstrip()
    return bool(_LABEL.match(text)) or (text[:1] in "（(" and text[-1:] in "）)" and len(text) < 120)


def width(text: str) -> float:
    """Printed width in Chinese characters."""
    return sum(0.5 if ord(char) < 0x2E80 and char not in "“”‘’—…" else 1.0 for char in text)
