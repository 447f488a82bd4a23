// What every behaviour shares: words, the CSRF token, cookies, and being applied to new content.

type Apply = (element: HTMLElement) => void;
const behaviours: [string, Apply][] = [];
const done = new WeakMap<HTMLElement, Set<string>>();
let spoken: Record<string, string> | undefined;

/** A text from the catalogue of the page, with {name} places filled. */
export function word(key: string, values: Record<string, string | number> = {}): string {
  spoken ??= JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Record<string, string>;
  const text = spoken[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** Apply a behaviour to every element that matches, now and in content that comes later. */
export function behave(selector: string, apply: Apply): void {
  behaviours.push([selector, apply]);
}

/** Apply all behaviours within an element. */
export function wake(root: ParentNode): void {
  for (const [selector, apply] of behaviours) {
    const found = [...root.querySelectorAll<HTMLElement>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root);
    for (const element of found) {
      const had = done.get(element) ?? new Set<string>();
      if (had.has(selector)) continue;
      done.set(element, had.add(selector));
      apply(element);
    }
  }
}

/** The closest element of an event's target that matches. */
export function hit<T extends HTMLElement = HTMLElement>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null;
}

export function csrf(): string {
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;
  return headers["X-CSRFToken"] ?? "";
}

export function setCookie(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
}

/** An element with attributes and children; text is never read as HTML. */
export function make(tag: string, attributes: Record<string, string> = {}, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A short note at the edge of the page. */
export function toast(text: string, tone: "info" | "error" = "info"): void {
  const close = make("button", { type: "button", class: "btn-close", "data-toast-close": "", "aria-label": word("remove") });
  const note = make("div", { class: `toast-note toast-${tone}`, "data-toast": "" }, make("span", {}, text), close);
  document.getElementById("toasts")?.append(note);
  wake(note);
}
