// A signature drawn with finger, pen or mouse. Typing is no way to sign: the paper is.
import { behave, word } from "./page";

const ENOUGH = 40;

class Pad {
  private readonly canvas: HTMLCanvasElement;
  private readonly value: HTMLInputElement;
  private readonly state: HTMLElement;
  private readonly pen: CanvasRenderingContext2D;
  private drawn = 0;
  private last: [number, number] | null = null;

  constructor(box: HTMLElement) {
    this.canvas = box.querySelector("canvas")!;
    this.value = box.querySelector<HTMLInputElement>("input[type=hidden]")!;
    this.state = box.querySelector<HTMLElement>(".signature-state")!;
    this.pen = this.canvas.getContext("2d")!;
    this.wipe();
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.end());
    box.querySelector("[data-clear]")?.addEventListener("click", () => this.wipe());
    box.closest("form")?.addEventListener("submit", (event) => this.demand(event), true);
  }

  private at(event: PointerEvent): [number, number] {
    const frame = this.canvas.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * this.canvas.width;
    return [x, ((event.clientY - frame.top) / frame.height) * this.canvas.height];
  }

  private begin(event: PointerEvent): void {
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.last = this.at(event);
  }

  private move(event: PointerEvent): void {
    if (!this.last) return;
    const to = this.at(event);
    this.pen.beginPath();
    this.pen.moveTo(...this.last);
    this.pen.lineTo(...to);
    this.pen.stroke();
    this.drawn += Math.hypot(to[0] - this.last[0], to[1] - this.last[1]);
    this.last = to;
  }

  private end(): void {
    if (!this.last) return;
    this.last = null;
    if (this.drawn < ENOUGH) return;
    this.value.value = this.canvas.toDataURL("image/png");
    this.state.textContent = word("signed");
  }

  private wipe(): void {
    const { pen, canvas } = this;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#111";
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    this.drawn = 0;
    this.value.value = "";
    this.state.textContent = "";
  }

  private demand(event: Event): void {
    if (this.value.value || this.canvas.closest("[data-optional]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.state.textContent = word("sign_first");
    this.canvas.focus();
  }
}

behave("[data-signature]", (box) => void new Pad(box));
