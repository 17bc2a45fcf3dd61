// The way from an institution to a place, drawn by how safe each part of it is.

import { addControls } from "./controls.js";
import { drawHome } from "./circle.js";
import { drawCoverage } from "./coverage.js";
import { fetchJson } from "./dom.js";
import { letThePageScroll } from "./gestures.js";
import { drawStreets } from "./streets.js";
import { askAgain } from "./tiles.js";

const SIZE = 36;
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
  const layer = L.layerGroup().addTo(map);
  drawStreets(layer, JSON.parse(frame.dataset.way), words);
  drawHome(layer, L.latLng(frame.dataset.lat, frame.dataset.lon), frame.dataset.name);
  drawGoal(layer);
  fetchJson(frame.dataset.coverage)
    .then((outline) => drawCoverage(map, outline))
    .catch((error) => console.info(error.message))
    .finally(() => (frame.dataset.ready = "true"));
}

function drawGoal(layer) {
  const goal = document.querySelector(".way__goal");
  const html = goal.querySelector(".badge").cloneNode(true);
  const icon = L.divIcon({ html, className: "place-marker", iconSize: [SIZE, SIZE] });
  const look = { icon, interactive: false, keyboard: false };
  L.marker([goal.dataset.lat, goal.dataset.lon], look).addTo(layer);
}

if (map) start();
