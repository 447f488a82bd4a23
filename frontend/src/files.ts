// The files of a form: chosen or photographed, made small, sent one after another, shown until confirmed.
import { behave, make, word } from "./page";
import { smaller } from "./photo";
import { Refused, send } from "./upload";

class Files {
  private readonly list: HTMLElement;
  private readonly note: HTMLElement;
  private readonly most: number;
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly box: HTMLElement) {
    this.list = box.querySelector<HTMLElement>(".file-list")!;
    this.note = box.querySelector<HTMLElement>(".files-note")!;
    this.most = Number(box.dataset.most ?? 9);
    for (const input of box.querySelectorAll<HTMLInputElement>("[data-pick]")) {
      input.addEventListener("change", () => {
        this.take([...(input.files ?? [])]);
        input.value = "";
      });
    }
    for (const item of this.list.querySelectorAll<HTMLElement>("[data-file]")) this.dress(item, `#${item.dataset.file}`);
    box.addEventListener("dragover", (event) => event.preventDefault());
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      this.take([...(event.dataTransfer?.files ?? [])]);
    });
  }

  private take(files: File[]): void {
    const free = this.most - this.list.children.length;
    this.note.textContent = files.length > free ? word("too_many_files") : "";
    for (const file of files.slice(0, free)) this.add(file);
  }

  private add(file: File): void {
    const item = make("li", { class: "file-item", "data-file-waiting": "" });
    this.dress(item, file.name);
    if (file.type.startsWith("image/")) {
      const picture = make("img", { alt: "", width: "56", height: "56" }) as HTMLImageElement;
      picture.src = URL.createObjectURL(file);
      item.prepend(picture);
    }
    this.list.append(item);
    this.say(item, word("waiting"));
    this.line(item, file);
  }

  private dress(item: HTMLElement, name: string): void {
    const remove = make("button", { type: "button", class: "btn-close", "aria-label": `${word("remove")} ${name}` });
    remove.addEventListener("click", () => item.remove());
    const bar = make("progress", { max: "1", value: "0" });
    item.classList.add("file-item");
    item.append(make("span", { class: "file-name" }, name), bar, make("span", { class: "file-state", role: "status" }), remove);
  }

  private line(item: HTMLElement, file: File): void {
    this.queue = this.queue.then(() => (item.isConnected ? this.deliver(item, file) : undefined));
  }

  private async deliver(item: HTMLElement, file: File): Promise<void> {
    const bar = item.querySelector("progress")!;
    this.say(item, word("sending"));
    try {
      const small = this.box.classList.contains("files-photos") ? await smaller(file) : { data: file, name: file.name };
      const stored = await send(small.data, small.name, this.box.dataset.purpose ?? "any", (part) => (bar.value = part));
      item.append(make("input", { type: "hidden", name: this.box.dataset.files ?? "files", value: String(stored.file) }));
      item.removeAttribute("data-file-waiting");
      item.classList.add("file-done");
      this.say(item, word("sent"));
    } catch (error) {
      this.fail(item, file, error);
    }
  }

  private fail(item: HTMLElement, file: File, error: unknown): void {
    item.classList.add("file-failed");
    if (error instanceof Refused) {
      this.say(item, error.message);
      return;
    }
    this.say(item, word("upload_failed"));
    const again = make("button", { type: "button", class: "btn btn-sm" }, word("retry"));
    again.addEventListener("click", () => {
      again.remove();
      item.classList.remove("file-failed");
      this.line(item, file);
    });
    item.querySelector(".file-state")!.after(again);
  }

  private say(item: HTMLElement, text: string): void {
    item.querySelector(".file-state")!.textContent = text;
  }
}

behave("[data-files]", (box) => void new Files(box));
