// Missing crossings: the numbers of the list on the map.

import { addControls } from "./controls.js";
import { drawCoverage } from "./coverage.js";
import { element, fetchJson } from "./dom.js";
import { letThePageScroll } from "./gestures.js";
import { askAgain } from "./tiles.js";

const SIZE = 30;
const frame = document.querySelector("[data-map]");
const map = window[frame.dataset.map];

function start() {
  const words = JSON.parse(frame.dataset.words);
  const [west, south, east, north] = frame.dataset.bounds.split(",").map(Number);
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", words.map);
  container.setAttribute("aria-description", words.keys);
  map.attributionControl.setPrefix(false);
  addControls(map, words, () => L.latLngBounds([south, west], [north, east]));
  letThePageScroll(map, frame, words);
  askAgain(map);
  document.querySelectorAll(".missing > li").forEach((item, n) => {
    const html = element("span", { class: "number-sign" }, `${n + 1}`);
    const icon = L.divIcon({ html, className: "", iconSize: [SIZE, SIZE] });
    const look = { icon, interactive: false, keyboard: false };
    L.marker([item.dataset.lat, item.dataset.lon], look).addTo(map);
  });
  fetchJson(frame.dataset.coverage)
    .then((outline) => drawCoverage(map, outline))
    .catch((error) => console.info(error.message))
    .finally(() => (frame.dataset.ready = "true"));
}

if (map) start();
