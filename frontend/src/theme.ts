// Runs before the first paint: without a choice of the person's own, the page follows the device.
const root = document.documentElement;
if (!root.dataset.bsTheme) {
  root.dataset.bsTheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
root.classList.add("scripted");
