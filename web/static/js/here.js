// Where the walk begins: the device says it, or a tap on the map. The point is rounded before it
// leaves the device, and goes by POST.

import { addControls } from "./controls.js";
import { drawCoverage } from "./coverage.js";
import { calm, fetchJson, postTo } from "./dom.js";
import { letThePageScroll } from "./gestures.js";
import { askAgain } from "./tiles.js";

const ROUND_M = 50;
const METRES_PER_DEGREE = 111320;
const CLOSE_ENOUGH = 15;
const CLOSER = 16;
const PATIENCE = { enableHighAccuracy: true, maximumAge: 60_000, timeout: 15_000 };

const frame = document.querySelector("[data-map]");
const words = JSON.parse(frame.dataset.words);
const message = document.querySelector(".here__message");
const map = window[frame.dataset.map];

/** The nearest corner of a grid of 50 m, as the service rounds it too. */
function rounded({ lat, lng }) {
  const step = ROUND_M / METRES_PER_DEGREE;
  const north = Math.round(lat / step) * step;
  const across = step / Math.max(Math.cos((north * Math.PI) / 180), step);
  const east = Math.round(lng / across) * across;
  return { lon: east.toFixed(6), lat: north.toFixed(6) };
}

const go = (position) => postTo(frame.dataset.here, rounded(position));

function tapped({ latlng }) {
  if (map.getZoom() >= CLOSE_ENOUGH) return go(latlng.wrap());
  document.querySelector(".here__hint").textContent = words.closer;
  return map.setView(latlng, CLOSER, { animate: !calm() });
}

function startMap() {
  const container = map.getContainer();
  const box = map.getBounds();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", words.map);
  container.setAttribute("aria-description", words.keys);
  map.attributionControl.setPrefix(false);
  addControls(map, words, () => box);
  letThePageScroll(map, frame, words);
  askAgain(map);
  map.on("click", tapped);
  container.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === container) go(map.getCenter().wrap());
  });
  const middle = document.querySelector(".here__middle");
  middle.hidden = false;
  middle.addEventListener("click", () => go(map.getCenter().wrap()));
  fetchJson(frame.dataset.coverage)
    .then((outline) => drawCoverage(map, outline))
    .catch((error) => console.info(error.message))
    .finally(() => (frame.dataset.ready = "true"));
}

function offerDevice() {
  const way = document.querySelector(".here__device");
  const button = way.querySelector(".here__locate");
  const end = (text) => {
    message.textContent = text;
    button.disabled = false;
  };
  way.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    message.textContent = words.waiting;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => go({ lat: coords.latitude, lng: coords.longitude }),
      ({ code, PERMISSION_DENIED }) =>
        end(code === PERMISSION_DENIED ? words.denied : words.unknown),
      PATIENCE,
    );
  });
  addEventListener("pageshow", ({ persisted }) => persisted && end(""));
}

if ("geolocation" in navigator && isSecureContext) offerDevice();
if (map) startMap();
