// Takes up the Leaflet map that Folium made and draws on it what the list beside it says.

import { addControls } from "./controls.js";
import { followChoices } from "./choices.js";
import { drawCircle, drawHome } from "./circle.js";
import { drawCoverage, drawEnd } from "./coverage.js";
import { calm, fetchJson } from "./dom.js";
import { closeLikeMenus } from "./menu.js";
import { letThePageScroll } from "./gestures.js";
import { followHandle } from "./handle.js";
import { drawPlaces } from "./places.js";
import { drawStreets } from "./streets.js";
import { askAgain } from "./tiles.js";
import { offerStreets, tellWhy } from "./why.js";

const PADDING = [16, 16];
const frame = document.querySelector("[data-map]");
const map = frame && window[frame.dataset.map];
let shapes = null;

async function start() {
  const words = JSON.parse(frame.dataset.words);
  const coverage = fetchJson(frame.dataset.coverage);
  name(words);
  addControls(map, words, box);
  letThePageScroll(map, frame, words);
  askAgain(map);
  tellWhy(map, frame, words);
  const streetsAgain = offerStreets(map, frame, drawStreets);
  let forget = draw(words);
  followHandle(frame, (reach) => {
    shapes.clearLayers();
    drawCircle(map, shapes, reach, words);
  });
  followChoices(() => {
    forget();
    streetsAgain?.();
    map.fitBounds(box(), { padding: PADDING, animate: !calm() });
    forget = draw(words);
    coverage.then((outline) => drawEnd(map, outline, home(), box(), words), () => {});
  });
  try {
    const outline = await coverage;
    drawCoverage(map, outline);
    drawEnd(map, outline, home(), box(), words);
    frame.dataset.ready = "true";
  } catch (error) {
    console.info(error.message);
    document.getElementById("announce").textContent = words.failed;
    frame.dataset.ready = "partly";
  }
}

/** Draws what the page says now; gives a way to take it off the map again. */
function draw(words) {
  const drawn = L.layerGroup().addTo(map);
  drawHome(drawn, home(), frame.dataset.name);
  shapes = L.layerGroup().addTo(drawn);
  drawCircle(map, shapes, JSON.parse(frame.dataset.circle), words);
  const forgetPlaces = drawPlaces(map, drawn, frame, home(), words);
  return () => {
    forgetPlaces();
    drawn.remove();
  };
}

const home = () => L.latLng(frame.dataset.lat, frame.dataset.lon);

function box() {
  const [west, south, east, north] = frame.dataset.bounds.split(",").map(Number);
  return L.latLngBounds([south, west], [north, east]);
}

function name(words) {
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", words.map);
  container.setAttribute("aria-description", words.keys);
  map.attributionControl.setPrefix(false);
}

closeLikeMenus(".choice__group");
if (map) start();
