// The review of a plan: tree, text and proposals beside each other; on a phone one at a time.
import { behave } from "./page";

function show(review: HTMLElement, part: string): void {
  review.dataset.shown = part;
  for (const tab of review.querySelectorAll<HTMLElement>("[data-review-tab]")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.reviewTab === part));
  }
}

function point(review: HTMLElement, id: string): void {
  for (const old of review.querySelectorAll(".clause-now")) old.classList.remove("clause-now");
  const clause = document.getElementById(id);
  if (!clause) return;
  clause.classList.add("clause-now");
  if (review.dataset.shown) show(review, "text");
  clause.scrollIntoView({ block: "center" });
}

behave(".review", (review) => {
  const first = review.querySelector<HTMLElement>("[data-review-tab]");
  if (first) show(review, review.dataset.shown ?? first.dataset.reviewTab ?? "text");
  review.addEventListener("click", (event) => {
    const target = event.target as Element;
    const tab = target.closest<HTMLElement>("[data-review-tab]");
    if (tab) show(review, tab.dataset.reviewTab ?? "text");
    const link = target.closest<HTMLAnchorElement>("a[data-clause]");
    if (!link) return;
    event.preventDefault();
    point(review, link.dataset.clause ?? "");
  });
});
