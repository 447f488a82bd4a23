// The script of every page.
import htmx from "./htmx";
import { toast, wake, word } from "./page";
import { placeFindings } from "./forms";
import { syncExport } from "./lists";
import "./frame";
import "./picker";
import "./files";
import "./signature";
import "./by_choice";
import "./location";
import "./copy";
import "./long_picture";
import "./review";
import "./scrollers";
import "./lazy_charts";

htmx.onLoad((content) => wake(content as HTMLElement));

document.addEventListener("htmx:afterSwap", (event) => {
  const target = (event as CustomEvent).detail.target as HTMLElement;
  if (target.matches(".findings")) placeFindings(target);
});
document.addEventListener("htmx:pushedIntoHistory", syncExport);
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    const status = ((event as CustomEvent).detail.xhr as XMLHttpRequest | undefined)?.status;
    toast(word(status === 401 ? "forbidden" : "failed"), "error");
  });
}
