// What lies in the way: a tap on a spot that is not reached asks, and the answer stands there.

import { element, fetchJson } from "./dom.js";

/** Answers taps on the map, and Enter, which asks about the middle of it. */
export function tellWhy(map, frame, words) {
  if (!frame.dataset.why) return;
  const ask = async (latlng) => {
    const { lng, lat } = latlng.wrap();
    const address = new URL(frame.dataset.why, location.href);
    address.searchParams.set("lon", lng.toFixed(6));
    address.searchParams.set("lat", lat.toFixed(6));
    const said = await fetchJson(address).then(
      ({ text }) => text,
      () => [words.noAnswer],
    );
    const lines = said.map((line) => element("p", {}, element("bdi", {}, line)));
    const content = element("div", { class: "popup", role: "group", tabindex: "-1" }, ...lines);
    L.popup({ className: "place-popup", maxWidth: 280, closeButton: false })
      .setLatLng(latlng)
      .setContent(content)
      .openOn(map);
    document.getElementById("announce").textContent = said.join(" ");
  };
  const container = map.getContainer();
  map.on("click", ({ latlng }) => ask(latlng));
  container.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === container) ask(map.getCenter());
  });
}

/** Shows and hides how safe the streets in reach are. */
export function offerStreets(map, frame, draw) {
  const button = document.querySelector(".streets__toggle");
  if (!button || !frame.dataset.streets) return;
  const legend = document.querySelector(".streets__legend");
  let layer = null;
  button.hidden = false;
  const show = async (on) => {
    layer?.remove();
    layer = null;
    button.setAttribute("aria-pressed", on);
    legend.hidden = !on;
    if (!on) return;
    const made = L.layerGroup().addTo(map);
    layer = made;
    draw(made, await fetchJson(frame.dataset.streets));
  };
  button.addEventListener("click", () => show(!layer));
  return () => layer && show(true);
}
