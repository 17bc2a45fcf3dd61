// Takes up the Leaflet map that Folium made and draws on it what the list beside it says.

import { addControls } from "./controls.js";
import { drawCircle, drawHome } from "./circle.js";
import { drawCoverage } from "./coverage.js";
import { fetchJson } from "./dom.js";
import { closeLikeMenus } from "./menu.js";
import { letThePageScroll } from "./gestures.js";
import { drawPlaces } from "./places.js";
import { askAgain } from "./tiles.js";

const frame = document.querySelector("[data-map]");
const map = frame && window[frame.dataset.map];

async function start() {
  const words = JSON.parse(frame.dataset.words);
  const fetched = ["places", "circle", "coverage"].map((what) => fetchJson(frame.dataset[what]));
  name(words);
  const home = L.latLng(frame.dataset.lat, frame.dataset.lon);
  let whole = map.getBounds();
  addControls(map, words, () => whole);
  letThePageScroll(map, frame, words);
  askAgain(map);
  drawHome(map, home, frame.dataset.name);

  const [places, circle, coverage] = await Promise.allSettled(fetched);
  if (circle.value) whole = drawCircle(map, circle.value, words);
  if (coverage.value) drawCoverage(map, coverage.value, home, whole, words);
  if (places.value) drawPlaces(map, frame, places.value, home, words);
  const failed = [places, circle, coverage].filter((one) => one.status === "rejected");
  if (failed.length) {
    console.info(...failed.map((one) => one.reason.message));
    document.getElementById("announce").textContent = words.failed;
  }
  frame.dataset.ready = failed.length ? "partly" : "true";
}

function name(words) {
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", words.map);
  container.setAttribute("aria-description", words.keys);
  map.attributionControl.setPrefix(false);
}

closeLikeMenus(document.querySelectorAll(".choice__group"));
if (map) start();
