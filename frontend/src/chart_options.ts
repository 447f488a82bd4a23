// From the plain data of a page to what ECharts draws.
import type { EChartsCoreOption } from "echarts/core";

interface Series {
  name: string;
  values: (number | null)[];
  color?: string;
}
interface Item {
  name: string;
  value: number;
  code?: number | string;
  link?: string;
  color?: string;
}
interface Axes {
  categories: string[];
  series: Series[];
  links?: string[];
  stacked?: boolean;
  horizontal?: boolean;
}
export type Data =
  | ({ kind: "bar" } & Axes)
  | ({ kind: "line" } & Axes)
  | { kind: "pie"; items: Item[] }
  | { kind: "heatmap"; x: string[]; y: string[]; values: [number, number, number][] }
  | { kind: "map"; outlines: string; items: Item[] };

const COLOURS: Record<string, string> = {
  red: "#d63939",
  orange: "#e8730c",
  yellow: "#e0a800",
  blue: "#2f6fd6",
  green: "#2f9e44",
  grey: "#8a94a3",
};
const SERIES = ["#2b6cb0", "#5b8c85", "#8a6fb0", "#b07d2b", "#4c7a3d", "#7d8896"];
const SCALE = ["#e8f0f8", "#9dbfe0", "#4f8cc9", "#1d5fa8", "#0c3c73"];

const colour = (name?: string) => (name ? (COLOURS[name] ?? name) : undefined);

function axes(data: { kind: "bar" | "line" } & Axes, narrow: boolean): EChartsCoreOption {
  const names = { type: "category", data: data.categories, axisLabel: { hideOverlap: true, width: narrow ? 70 : 120, overflow: "truncate" } };
  const numbers = { type: "value", minInterval: 1 };
  return {
    grid: { left: 8, right: 16, top: data.series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    legend: data.series.length > 1 ? { top: 0, type: "scroll" } : undefined,
    xAxis: data.horizontal ? numbers : names,
    yAxis: data.horizontal ? { ...names, inverse: true } : numbers,
    series: data.series.map((one) => ({
      type: data.kind,
      name: one.name,
      data: one.values,
      stack: data.stacked ? "all" : undefined,
      itemStyle: { color: colour(one.color) },
      barMaxWidth: 32,
      symbolSize: 7,
    })),
  };
}

function pie(items: Item[], narrow: boolean): EChartsCoreOption {
  const slices = items.map((item) => ({ ...item, itemStyle: { color: colour(item.color) } }));
  const label = narrow ? { show: false } : { formatter: "{b} {c}" };
  return { legend: { bottom: 0, type: "scroll" }, series: [{ type: "pie", radius: ["42%", "68%"], center: ["50%", "44%"], data: slices, label }] };
}

function scale(values: number[], words: Record<string, string>): object {
  const max = Math.max(1, ...values);
  return { min: 0, max, calculable: false, orient: "horizontal", left: 0, bottom: 0, inRange: { color: SCALE }, text: [String(max), words.value ? "0" : ""] };
}

/** The whole option of a chart. Tooltips are drawn, not written as HTML, so that no policy forbids them. */
export function options(data: Data, narrow: boolean, words: Record<string, string>): EChartsCoreOption {
  const common = {
    backgroundColor: "transparent",
    color: SERIES,
    animation: false,
    aria: { enabled: false },
    tooltip: { renderMode: "richText", confine: true, trigger: data.kind === "bar" || data.kind === "line" ? "axis" : "item" },
  };
  if (data.kind === "bar" || data.kind === "line") return { ...common, ...axes(data, narrow) };
  if (data.kind === "pie") return { ...common, ...pie(data.items, narrow) };
  if (data.kind === "heatmap") {
    return {
      ...common,
      grid: { left: 8, right: 8, top: 8, bottom: 56, containLabel: true },
      xAxis: { type: "category", data: data.x },
      yAxis: { type: "category", data: data.y, inverse: true },
      visualMap: scale(data.values.map((one) => one[2]), words),
      series: [{ type: "heatmap", data: data.values, label: { show: true } }],
    };
  }
  return {
    ...common,
    visualMap: scale(data.items.map((item) => item.value), words),
    series: [{ type: "map", map: data.outlines, nameProperty: "name", data: data.items, roam: false, label: { show: !narrow, fontSize: 11 }, select: { disabled: true } }],
  };
}
