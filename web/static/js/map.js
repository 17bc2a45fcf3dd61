// Takes up the Leaflet map that Folium made and draws on it what the list beside it says.

import { addControls } from "./controls.js";
import { drawCircle, drawHome } from "./circle.js";
import { drawCoverage } from "./coverage.js";
import { fetchJson } from "./dom.js";
import { minGestures } from "./gestures.js";
import { drawPlaces } from "./places.js";

const frame = document.querySelector("[data-map]");
const map = frame && window[frame.dataset.map];

async function start() {
  const words = JSON.parse(frame.dataset.words);
  const fetched = ["places", "circle", "coverage"].map((what) => fetchJson(frame.dataset[what]));
  name(words);
  const home = L.latLng(frame.dataset.lat, frame.dataset.lon);
  const whole = map.getBounds();
  addControls(map, words, () => circleBounds ?? whole);
  minGestures(map, frame, words);
  drawHome(map, home, frame.dataset.name);
  let circleBounds = null;

  const [places, circle, coverage] = await Promise.allSettled(fetched);
  if (circle.value) circleBounds = drawCircle(map, circle.value, words);
  if (coverage.value && circleBounds) drawCoverage(map, coverage.value, home, circleBounds, words);
  if (places.value) drawPlaces(map, frame, places.value, home, words);
  const failed = [places, circle, coverage].filter((one) => one.status === "rejected");
  if (failed.length) {
    console.warn(...failed.map((one) => one.reason.message));
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

if (map) start();
