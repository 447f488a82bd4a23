// A table as a long picture for the work group: 1080 px wide, each file under 300 kB.
import { hit, toast, word } from "./page";

const WIDTH = 1080;
const EDGE = 24;
const CELL = 12;
const LINE = 34;
const MOST = 300_000;
const FONT = '24px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

interface Sheet {
  title: string;
  head: string[];
  rows: string[][];
}

function read(table: HTMLTableElement, title: string): Sheet {
  const texts = (row: HTMLTableRowElement) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim());
  const head = table.tHead?.rows[0] ? texts(table.tHead.rows[0]) : [];
  return { title, head, rows: [...table.tBodies].flatMap((body) => [...body.rows].map(texts)) };
}

function widths(pen: CanvasRenderingContext2D, sheet: Sheet): number[] {
  const wanted = sheet.head.map((_, i) => {
    const sizes = [sheet.head, ...sheet.rows].map((row) => pen.measureText(row[i] ?? "").width);
    return Math.min(420, Math.max(60, ...sizes)) + 2 * CELL;
  });
  const scale = (WIDTH - 2 * EDGE) / wanted.reduce((sum, one) => sum + one, 0);
  return wanted.map((one) => one * scale);
}

function wrap(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines = [""];
  for (const sign of text) {
    const last = lines[lines.length - 1] + sign;
    if (pen.measureText(last).width > width && lines[lines.length - 1]) lines.push(sign.trimStart());
    else lines[lines.length - 1] = last;
  }
  return lines.slice(0, 6);
}

function draw(sheet: Sheet): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  let pen = canvas.getContext("2d", { alpha: false })!;
  pen.font = FONT;
  const columns = widths(pen, sheet);
  const wrapped = [sheet.head, ...sheet.rows].map((row) => row.map((text, i) => wrap(pen, text, columns[i] - 2 * CELL)));
  const heights = wrapped.map((row) => Math.max(1, ...row.map((lines) => lines.length)) * LINE + CELL);
  canvas.width = WIDTH;
  canvas.height = EDGE * 2 + LINE * 2 + heights.reduce((sum, one) => sum + one, 0);
  pen = canvas.getContext("2d", { alpha: false })!;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#111";
  pen.textBaseline = "top";
  pen.font = `bold ${FONT.replace("24px", "30px")}`;
  pen.fillText(sheet.title, EDGE, EDGE);
  let y = EDGE + LINE * 2;
  wrapped.forEach((row, index) => {
    drawRow(pen, row, columns, y, heights[index], index);
    y += heights[index];
  });
  return canvas;
}

function drawRow(pen: CanvasRenderingContext2D, row: string[][], columns: number[], y: number, height: number, index: number): void {
  if (index % 2 === 0) {
    pen.fillStyle = index ? "#f4f6f8" : "#dbe4ee";
    pen.fillRect(EDGE, y, WIDTH - 2 * EDGE, height);
  }
  pen.fillStyle = "#111";
  pen.font = index ? FONT : `bold ${FONT}`;
  let x = EDGE;
  row.forEach((lines, column) => {
    lines.forEach((text, line) => pen.fillText(text, x + CELL, y + CELL / 2 + line * LINE));
    x += columns[column] ?? 0;
  });
}

async function pictures(sheet: Sheet): Promise<Blob[]> {
  const blob = await new Promise<Blob | null>((resolve) => draw(sheet).toBlob(resolve, "image/png"));
  if (!blob) throw new Error("no picture");
  if (blob.size <= MOST || sheet.rows.length < 2) return [blob];
  const half = Math.ceil(sheet.rows.length / 2);
  const first = await pictures({ ...sheet, rows: sheet.rows.slice(0, half) });
  return [...first, ...(await pictures({ ...sheet, rows: sheet.rows.slice(half) }))];
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

document.addEventListener("click", (event) => {
  const button = hit(event, "[data-long-picture]");
  const table = button && document.getElementById(button.dataset.longPicture ?? "");
  if (!button || !(table instanceof HTMLTableElement)) return;
  const title = button.dataset.title ?? document.title;
  pictures(read(table, title)).then(
    (all) => all.forEach((blob, i) => save(blob, all.length > 1 ? `${title}-${i + 1}.png` : `${title}.png`)),
    () => toast(word("picture_failed"), "error"),
  );
});
