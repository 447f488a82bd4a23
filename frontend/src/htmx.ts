// htmx, without eval and without remembering pages; refusals are content, not accidents.
import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "(400|403|404|409|413|415|422|429)", swap: true, error: false },
  { code: "...", swap: false, error: true },
] as typeof htmx.config.responseHandling;

export default htmx;
