// Where the device is, when the person presses the button and at no other time.
import { behave, word } from "./page";

behave("[data-location]", (box) => {
  const value = box.querySelector<HTMLInputElement>("input[type=hidden]")!;
  const state = box.querySelector<HTMLElement>("[role=status]")!;
  box.querySelector("button")!.addEventListener("click", () => {
    if (!navigator.geolocation) {
      state.textContent = word("location_failed");
      return;
    }
    state.textContent = word("locating");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        value.value = [coords.latitude.toFixed(6), coords.longitude.toFixed(6), Math.round(coords.accuracy)].join(",");
        state.textContent = word("located", { m: Math.round(coords.accuracy) });
      },
      () => (state.textContent = word("location_failed")),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
});
