// A choice that decides what else a form asks for: data-fields on its control, as JSON choice -> names of fields.
import { behave } from "./page";

type Table = Record<string, string[]>;

function show(control: HTMLInputElement | HTMLSelectElement): void {
  const form = control.form;
  if (!form) return;
  const table = JSON.parse(control.dataset.fields ?? "{}") as Table;
  const wanted = new Set(table[control.value] ?? []);
  for (const name of new Set(Object.values(table).flat())) {
    const field = form.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
    if (field) field.hidden = !wanted.has(name);
  }
}

behave("[data-fields]", (element) => {
  const control = element as HTMLInputElement | HTMLSelectElement;
  const counts = !(control instanceof HTMLInputElement) || control.checked;
  if (counts) show(control);
  control.addEventListener("change", () => show(control));
});
