// The frame of the page: menus, light and dark, notes, confirmation, printing, going back.
import { behave, hit, setCookie, word } from "./page";

function close(button: HTMLElement): void {
  button.setAttribute("aria-expanded", "false");
  document.getElementById(button.dataset.menu ?? "")?.classList.remove("show");
}

function closeOthers(except: HTMLElement | null): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-menu][aria-expanded=true]")) {
    if (button !== except) close(button);
  }
  for (const open of document.querySelectorAll<HTMLDetailsElement>("details.columns[open]")) {
    if (!except || !open.contains(except)) open.open = false;
  }
}

function flip(button: HTMLElement): void {
  const menu = document.getElementById(button.dataset.menu ?? "");
  const show = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(show));
  menu?.classList.toggle("show", show);
  if (show) menu?.querySelector<HTMLElement>("button, a")?.focus();
}

function unfold(button: HTMLElement): void {
  const target = document.querySelector(button.dataset.toggle ?? "");
  const show = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(show));
  target?.classList.toggle("show", show);
}

function switchTheme(): void {
  const root = document.documentElement;
  root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
  setCookie("theme", root.dataset.bsTheme);
}

function why(button: HTMLElement): void {
  const reason = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  reason?.classList.add("why-shown");
}

const clicks: [string, (element: HTMLElement) => void][] = [
  ["[data-menu]", flip],
  ["[data-toggle]", unfold],
  ["[data-theme-switch]", switchTheme],
  ["[data-toast-close]", (button) => button.closest("[data-toast]")?.remove()],
  ["[data-print]", () => window.print()],
  ["[data-back]", () => (history.length > 1 ? history.back() : location.assign("/"))],
  ["[data-why]", why],
];

document.addEventListener("click", (event) => {
  closeOthers(hit(event, "[data-menu], details.columns"));
  for (const [selector, act] of clicks) {
    const element = hit(event, selector);
    if (element) act(element);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector<HTMLElement>("[data-menu][aria-expanded=true]");
  closeOthers(null);
  open?.focus();
});

behave("[data-toast]", (note) => {
  if (!note.matches(".toast-error, .toast-warning")) setTimeout(() => note.remove(), 6000);
});

behave("[data-fill]", (bar) => {
  bar.style.width = `${Math.max(0, Math.min(100, Number(bar.dataset.fill)))}%`;
});

/** Ask in a dialogue of the page; false when it was closed. */
export function confirmed(question: string): Promise<boolean> {
  const dialog = document.getElementById("confirm") as HTMLDialogElement | null;
  if (!dialog?.showModal) return Promise.resolve(window.confirm(question));
  dialog.querySelector("p")!.textContent = question || word("confirm");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
