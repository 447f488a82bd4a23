// A table wider than its box can be reached and moved with the keyboard, and says what it is; one that fits is no stop.
import { behave } from "./page";

let named = 0;

function headingOf(box: HTMLElement): Element | null {
  const section = box.closest("section, details, .card");
  return section?.querySelector("h2, h3, summary") ?? document.querySelector("h1");
}

function nameOf(heading: Element): string {
  heading.id ||= `heading-${++named}`;
  return heading.id;
}

function mark(box: HTMLElement): void {
  const heading = headingOf(box);
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  if (heading) box.setAttribute("aria-labelledby", nameOf(heading));
}

function unmark(box: HTMLElement): void {
  for (const name of ["tabindex", "role", "aria-labelledby"]) box.removeAttribute(name);
}

function look(box: HTMLElement): void {
  const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
  if (scrolls !== box.hasAttribute("tabindex")) (scrolls ? mark : unmark)(box);
}

behave(".table-responsive", (box) => {
  const watch = new ResizeObserver(() => look(box));
  watch.observe(box);
  for (const child of box.children) watch.observe(child);
});
