"""What axe-core finds wrong with an open page for people who do not see, hear or point as others do."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from zhiben.config.paths import ROOT

SCRIPT = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BAD = ("serious", "critical")
RUN = """async () => {
  const options = {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    preload: false,
  };
  const found = await axe.run(document, options);
  return found.violations.map(one => ({id: one.id, impact: one.impact, nodes: one.nodes.map(node => node.html)}));
}"""


@cache
def _script() -> str:
    return SCRIPT.read_text("utf-8")


def serious(page: Page) -> list[str]:
    """Serious and critical findings: the rule and the first places it is broken at."""
    page.evaluate(_script())
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [
        f"{one['id']} ({one['impact']}, {len(one['nodes'])}): {' '.join(html[:160] for html in one['nodes'][:3])}"
        for one in found
        if one["impact"] in BAD
    ]
