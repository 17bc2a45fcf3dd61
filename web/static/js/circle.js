// The circle, the rings inside it with their minutes, and the sign of the home.

import { drawing, element } from "./dom.js";
import { Round } from "./round.js";

const WORLD = [
  [-85, -180],
  [-85, 180],
  [85, 180],
  [85, -180],
];
const HOUSE = "M0-10.5 11.5-.5H8V10H2.5V3.5h-5V10H-8V-.5h-3.5z";

/** Draws the features of the circle's GeoJSON on a layer of the map. */
export function drawCircle(map, layer, collection, words) {
  labelPane(map);
  const circle = collection.features.find((one) => one.properties.kind === "circle");
  const rings = collection.features.filter((one) => one.properties.kind === "ring");
  const outline = corners(circle);
  draw(layer, [WORLD, outline], "circle-veil", true);
  for (const ring of rings.filter((one) => !one.properties.own)) {
    draw(layer, corners(ring), "ring");
    label(map, layer, ring, words, "ring-label");
  }
  draw(layer, outline, "circle-casing");
  draw(layer, outline, "circle");
  label(map, layer, circle, words, "ring-label ring-label--own");
}

function draw(layer, shape, className, fill = false) {
  new Round(shape, { className, fill, interactive: false, noClip: true }).addTo(layer);
}

export function drawHome(layer, position, name) {
  const sign = element("div", { class: "home-sign", role: "img", "aria-label": name, title: name });
  sign.append(drawing("home-sign__house", "-14 -14 28 28", HOUSE));
  const icon = L.divIcon({ html: sign, className: "home-marker", iconSize: [44, 44] });
  L.marker(position, { icon, interactive: false, keyboard: false, zIndexOffset: 500 }).addTo(layer);
}

/** A text that belongs to a point of the map and catches no clicks. */
export function mapLabel(map, layer, position, text, name) {
  labelPane(map);
  const html = element("span", { class: name }, text);
  const icon = L.divIcon({ html, className: "map-label", iconSize: [0, 0] });
  return L.marker(position, { icon, pane: "labels", interactive: false, keyboard: false }).addTo(
    layer,
  );
}

function label(map, layer, feature, words, name) {
  const north = corners(feature).reduce((top, corner) => (corner[0] > top[0] ? corner : top));
  const minutes = Math.max(1, Math.round(feature.properties.minutes));
  mapLabel(map, layer, north, words.about.replace("{n}", minutes), name);
}

function labelPane(map) {
  if (map.getPane("labels")) return;
  map.createPane("labels").setAttribute("aria-hidden", "true");
}

const corners = (feature) => feature.geometry.coordinates[0].map(([lon, lat]) => [lat, lon]);
