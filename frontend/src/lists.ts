// Lists: filters without empty parameters, tabs, chosen columns, the export of what is shown.
import htmx from "./htmx";
import { behave, hit, setCookie } from "./page";

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, parameters } = (event as CustomEvent).detail;
  if (!(elt instanceof HTMLElement) || !elt.matches("[data-filters]")) return;
  for (const name of [...parameters.keys()]) {
    if (!String(parameters.get(name)).trim()) parameters.delete(name);
  }
});

document.addEventListener("click", (event) => {
  const tab = hit(event, "[data-tab]");
  const hidden = document.getElementById("filter-tab") as HTMLInputElement | null;
  if (tab && hidden) hidden.value = tab.dataset.tab ?? "";
});

/** The export takes the filters of the address. */
export function syncExport(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-export]")) {
    const query = new URLSearchParams(location.search);
    query.delete("cursor");
    query.set("export", "xlsx");
    link.href = `?${query}`;
  }
}

behave("[data-columns]", (menu) => {
  menu.addEventListener("change", (event) => {
    event.stopPropagation();
    const boxes = [...menu.querySelectorAll<HTMLInputElement>("input")];
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    setCookie(`columns-${menu.dataset.columns}`, chosen.join("."));
    void htmx.ajax("get", location.pathname + location.search, { target: "#results", swap: "innerHTML" }).then(() => {
      document.querySelector<HTMLDetailsElement>("details.columns")!.open = true;
    });
  });
});
