// Plain text for the work group: one press and it is on the clipboard.
import { hit, toast, word } from "./page";

function oldWay(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return oldWay(text);
  }
}

document.addEventListener("click", (event) => {
  const button = hit(event, "[data-copy], [data-copy-from]");
  if (!button) return;
  const source = button.dataset.copyFrom ? document.querySelector<HTMLElement>(button.dataset.copyFrom) : null;
  const text = source ? (source instanceof HTMLTextAreaElement ? source.value : source.innerText) : button.dataset.copy ?? "";
  void copy(text.trim()).then((copied) => toast(word(copied ? "copied" : "copy_failed"), copied ? "info" : "error"));
});
