// The same numbers as a table: for screen readers, for copying, for those who distrust pictures.
import type { Data } from "./chart_options";

type Cell = { text: string; link?: string };

function rows(data: Data, words: Record<string, string>): Cell[][] {
  const plain = (texts: (string | number | null)[]): Cell[] => texts.map((text) => ({ text: String(text ?? "") }));
  if (data.kind === "bar" || data.kind === "line") {
    const head = plain(["", ...data.series.map((one) => one.name)]);
    const body = data.categories.map((name, i) => [
      { text: name, link: data.links?.[i] },
      ...plain(data.series.map((one) => one.values[i] ?? null)),
    ]);
    return [head, ...body];
  }
  if (data.kind === "heatmap") {
    const at = new Map(data.values.map(([x, y, value]) => [`${x},${y}`, value]));
    const body = data.y.map((name, y) => plain([name, ...data.x.map((_, x) => at.get(`${x},${y}`) ?? null)]));
    return [plain(["", ...data.x]), ...body];
  }
  const body = data.items.map((item) => [{ text: item.name, link: item.link }, ...plain([item.value])]);
  return [plain([words.name ?? "", words.value ?? ""]), ...body];
}

export function tableOf(data: Data, words: Record<string, string>): HTMLTableElement {
  const table = document.createElement("table");
  table.className = "table table-sm";
  const [head, ...body] = rows(data, words);
  const top = table.createTHead().insertRow();
  for (const cell of head) {
    const th = document.createElement("th");
    th.scope = "col";
    th.textContent = cell.text;
    top.append(th);
  }
  const inside = table.createTBody();
  for (const row of body) {
    const line = inside.insertRow();
    for (const cell of row) line.insertCell().append(linked(cell));
  }
  return table;
}

function linked(cell: Cell): Node {
  if (!cell.link) return document.createTextNode(cell.text);
  const link = document.createElement("a");
  link.href = cell.link;
  link.textContent = cell.text;
  return link;
}
