"""Names of bodies as plans write them."""

import pytest

from zhiben.domains.plans.methods.matching import is_collective, match

BODIES = {
    1: ("云溪区应急管理局", "应急管理局"),
    2: ("云溪区城市管理局", "城市管理局"),
    3: ("云川市公安局云溪分局", "公安云溪分局"),
    4: ("云溪区住房和城乡建设局", "住建局"),
    5: ("云溪区市场监督管理局", "市场监督管理局"),
    6: ("云溪区发展和改革委员会", "发改委"),
}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("区应急管理局", 1),
        ("云溪区应急管理局等", 1),
        ("区城市管理局", 2),
        ("市公安局南山分局", 3),
        ("住房城乡建设局", 4),
        ("市市场监督管理局", 5),
        ("发展改革委", 6),
        ("区气象局", None),
        ("区安委会有关成员单位", None),
    ],
)
def test_names_are_matched_whatever_their_level_place_and_branch(name: str, body: int | None) -> None:
    assert match([name], BODIES) == {name: body}


def test_collective_names_are_told_apart() -> None:
    assert is_collective("各街道") and is_collective("有关部门") and not is_collective("区民政局")
