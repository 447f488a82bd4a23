// The chart library is big: it is fetched when a chart comes near the window, and only then.
import { behave } from "./page";

let asked = false;

function fetchCharts(): void {
  const source = document.body.dataset.charts;
  if (asked || !source || document.querySelector(`script[src="${source}"]`)) return;
  asked = true;
  const script = document.createElement("script");
  script.src = source;
  document.head.append(script);
}

const near = new IntersectionObserver(
  (entries) => {
    if (entries.some((entry) => entry.isIntersecting)) fetchCharts();
  },
  { rootMargin: "200px" },
);

behave("[data-chart]", (box) => near.observe(box));
