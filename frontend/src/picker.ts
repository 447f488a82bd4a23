// A field that finds by name, initials or code and keeps the id: a combobox over the plain input.
import { behave, make, word } from "./page";

interface Found {
  value: number | string;
  label: string;
  note?: string;
}

let count = 0;

class Picker {
  private readonly shown: HTMLInputElement;
  private readonly list: HTMLElement;
  private found: Found[] = [];
  private active = -1;
  private timer = 0;
  private asked = 0;

  constructor(private readonly field: HTMLInputElement) {
    const id = `picker-${++count}`;
    this.list = make("ul", { class: "picker-list", id, role: "listbox" });
    this.list.hidden = true;
    this.shown = make("input", {
      type: "text",
      class: field.className,
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-autocomplete": "list",
      autocomplete: "off",
      placeholder: field.placeholder || word("type_more"),
    }) as HTMLInputElement;
    this.shown.value = field.dataset.label || field.value;
    this.shown.disabled = field.disabled;
    this.take();
    this.listen();
  }

  private take(): void {
    if (this.field.id) {
      this.shown.id = this.field.id;
      this.field.removeAttribute("id");
    }
    const described = this.field.getAttribute("aria-describedby");
    if (described) this.shown.setAttribute("aria-describedby", described);
    const label = this.field.getAttribute("aria-label");
    if (label) this.shown.setAttribute("aria-label", label);
    const box = make("div", { class: "picker" });
    this.field.before(box);
    this.field.type = "hidden";
    box.append(this.field, this.shown, this.list);
  }

  private listen(): void {
    this.shown.addEventListener("input", (event) => {
      event.stopPropagation();
      if (!this.shown.value.trim()) this.choose(null);
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.search(), 200);
    });
    this.shown.addEventListener("change", (event) => event.stopPropagation());
    this.shown.addEventListener("focus", () => this.shown.select());
    this.shown.addEventListener("keydown", (event) => this.key(event));
    this.shown.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => {
      const item = (event.target as Element).closest<HTMLElement>("[data-index]");
      if (!item) return;
      event.preventDefault();
      this.choose(this.found[Number(item.dataset.index)]);
    });
  }

  private async search(): Promise<void> {
    const mine = ++this.asked;
    const url = new URL(this.field.dataset.picker ?? "", location.href);
    url.searchParams.set("q", this.shown.value.trim());
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      const body = answer.ok ? ((await answer.json()) as { results: Found[] }) : { results: [] };
      if (mine !== this.asked) return;
      this.found = body.results;
      this.show();
    } catch {
      this.note(word("failed"));
    }
  }

  private note(text: string): void {
    this.list.replaceChildren(make("li", { class: "picker-note" }, text));
    this.open();
  }

  private show(): void {
    this.active = -1;
    if (!this.found.length) return this.note(word("no_match"));
    const items = this.found.map((one, index) => {
      const item = make("li", { role: "option", id: `${this.list.id}-${index}`, "data-index": String(index) }, one.label);
      if (one.note) item.append(make("small", {}, one.note));
      return item;
    });
    this.list.replaceChildren(...items);
    this.open();
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) return void this.search();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      this.choose(this.found[Math.max(0, this.active)] ?? null);
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  private move(by: number): void {
    this.active = (this.active + by + this.found.length) % Math.max(1, this.found.length);
    this.list.querySelectorAll("[role=option]").forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === this.active));
      if (index === this.active) item.scrollIntoView({ block: "nearest" });
    });
    this.shown.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
  }

  private choose(one: Found | null | undefined): void {
    const value = one ? String(one.value) : "";
    const changed = this.field.value !== value;
    this.field.value = value;
    this.field.dataset.label = one ? one.label : "";
    if (one) this.shown.value = one.label;
    this.shut();
    if (changed) this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private open(): void {
    this.list.hidden = false;
    this.shown.setAttribute("aria-expanded", "true");
  }

  private shut(): void {
    this.list.hidden = true;
    this.shown.setAttribute("aria-expanded", "false");
    this.shown.removeAttribute("aria-activedescendant");
  }

  private close(): void {
    this.shut();
    this.shown.value = this.field.value ? this.field.dataset.label || this.field.value : "";
  }
}

behave("input[data-picker]", (field) => void new Picker(field as HTMLInputElement));
