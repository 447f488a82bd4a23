// Forms: confirmation first, files first, refusals at their fields; nothing typed is lost.
import { behave, hit, toast, word } from "./page";
import { confirmed } from "./frame";

const agreed = new WeakSet<HTMLFormElement>();

function mark(form: HTMLElement, name: string, text: string): boolean {
  const input = form.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
  const field = input?.closest<HTMLElement>("[data-field]") ?? form.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  const place = field?.querySelector<HTMLElement>("[data-error]");
  if (!field || !place) return false;
  field.classList.add("field-wrong");
  input?.classList.add("is-invalid");
  input?.setAttribute("aria-invalid", "true");
  place.textContent = text;
  return true;
}

function unmark(form: HTMLElement): void {
  for (const field of form.querySelectorAll(".field-wrong")) field.classList.remove("field-wrong");
  for (const place of form.querySelectorAll("[data-error]")) place.textContent = "";
  for (const input of form.querySelectorAll(".is-invalid")) {
    input.classList.remove("is-invalid");
    input.removeAttribute("aria-invalid");
  }
}

/** Put the sentences of a refusal at the fields they concern, and lead the eye there. */
export function placeFindings(findings: HTMLElement): void {
  const form = findings.closest("form");
  if (!form) return;
  unmark(form);
  for (const item of findings.querySelectorAll<HTMLElement>("[data-for]")) {
    mark(form, item.dataset.for ?? "", item.textContent ?? "");
  }
  findings.scrollIntoView({ block: "nearest" });
}

// Before htmx and the browser: unsent files hold the form back, a question may stop it.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    if (form.querySelector("[data-file-waiting]")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      toast(word("wait_for_files"), "error");
      return;
    }
    const question = form.dataset.confirm;
    if (!question || agreed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    void confirmed(question).then((yes) => {
      if (!yes) return;
      agreed.add(form);
      form.requestSubmit(button ?? undefined);
    });
  },
  true,
);

document.addEventListener("change", (event) => {
  const form = hit<HTMLFormElement>(event, "form[data-submit-on-change]");
  if (form) form.requestSubmit();
  const all = hit<HTMLInputElement>(event, "input[data-check-all]");
  if (!all) return;
  for (const box of document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${all.dataset.checkAll}"]`)) {
    box.checked = all.checked;
  }
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("[data-file-waiting]")) event.preventDefault();
});

behave("form[data-step-form] textarea", (area) => {
  const grow = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, 480)}px`;
  };
  area.addEventListener("input", grow);
});
