// Charts. Each reads its data from the page, has its table, and opens the rows behind a number.
import * as echarts from "echarts/core";
import { BarChart, HeatmapChart, LineChart, MapChart, PieChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";
import { options, type Data } from "./chart_options";
import { tableOf } from "./chart_table";

echarts.use([BarChart, LineChart, PieChart, HeatmapChart, MapChart]);
echarts.use([AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent, CanvasRenderer]);

const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Record<string, string>;
const drawn: (() => void)[] = [];

async function outlines(url: string): Promise<void> {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  echarts.registerMap(url, (await answer.json()) as Parameters<typeof echarts.registerMap>[1]);
}

function follow(chart: echarts.ECharts, data: Data): void {
  chart.on("click", (event) => {
    const item = event.data as { link?: string } | null;
    const link = item?.link ?? (data.kind === "bar" || data.kind === "line" ? data.links?.[event.dataIndex] : undefined);
    if (link) location.assign(link);
  });
}

function withTable(box: HTMLElement, data: Data): void {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = words.table ?? "Table";
  details.className = "chart-table";
  details.append(summary, tableOf(data, words));
  box.after(details);
  if (data.kind !== "map") return;
  const note = document.createElement("p");
  note.className = "chart-note";
  note.textContent = words.schematic ?? "";
  box.after(note);
}

async function draw(box: HTMLElement): Promise<void> {
  const source = document.getElementById(box.dataset.chart ?? "");
  if (!source || box.dataset.drawn) return;
  box.dataset.drawn = "1";
  const data = { ...JSON.parse(source.textContent ?? "{}"), kind: box.dataset.kind } as Data;
  box.setAttribute("role", "img");
  withTable(box, data);
  if (data.kind === "map") await outlines(data.outlines);
  let chart: echarts.ECharts | undefined;
  const render = () => {
    chart?.dispose();
    chart = echarts.init(box, document.documentElement.dataset.bsTheme === "dark" ? "dark" : undefined);
    chart.setOption(options(data, box.clientWidth < 480, words));
    follow(chart, data);
  };
  render();
  drawn.push(render);
  new ResizeObserver(() => chart?.resize()).observe(box);
}

function drawAll(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-chart]")) {
    draw(box).catch(() => (box.textContent = words.failed ?? ""));
  }
}

new MutationObserver(() => drawn.forEach((render) => render())).observe(document.documentElement, {
  attributeFilter: ["data-bs-theme"],
});
document.addEventListener("htmx:afterSettle", drawAll);
drawAll();
