// The circle, the true reach in it, the rings with their minutes, and the sign of the home.

import { drawing, element } from "./dom.js";
import { Round } from "./round.js";

const WORLD = [
  [-85, -180],
  [-85, 180],
  [85, 180],
  [85, -180],
];
const HOUSE = "M0-10.5 11.5-.5H8V10H2.5V3.5h-5V10H-8V-.5h-3.5z";
const LEAST_HOLE = 2500;
const SQUARE_DEGREE = 111320 ** 2;

/** Draws the features of a circle's or a reach's GeoJSON on a layer of the map. */
export function drawCircle(map, layer, collection, words) {
  labelPane(map);
  const of = (kind) => collection.features.filter((one) => one.properties.kind === kind);
  const [circle] = of("circle");
  const [reach] = of("reach");
  const rings = of("ring").filter((one) => !one.properties.own);
  if (reach) drawReach(map, layer, { circle, reach, rings }, words);
  else drawDisc(map, layer, circle, rings, words);
}

/** Without a network: the circle alone, and the smaller ones inside it. */
function drawDisc(map, layer, circle, rings, words) {
  const outline = corners(circle);
  round(layer, [WORLD, outline], "circle-veil", true);
  for (const ring of rings) {
    round(layer, corners(ring), "ring");
    label(map, layer, ring, words, "ring-label");
  }
  round(layer, outline, "circle-casing");
  round(layer, outline, "circle");
  label(map, layer, circle, words, "ring-label ring-label--own");
}

/** The circle is what people know, the reach is what is true: the veil lies on all the rest. */
function drawReach(map, layer, { circle, reach, rings }, words) {
  const shape = polygons(reach);
  polygon(layer, [[WORLD, ...shape.flat()]], "reach-veil", true);
  for (const ring of rings) {
    polygon(layer, polygons(ring).map(outer), "ring");
    label(map, layer, ring, words, "ring-label");
  }
  round(layer, corners(circle), "circle circle--air");
  polygon(layer, shape, "reach-casing");
  polygon(layer, shape, "reach");
  label(map, layer, reach, words, "ring-label ring-label--own");
}

function round(layer, shape, className, fill = false) {
  new Round(shape, { className, fill, interactive: false, noClip: true }).addTo(layer);
}

function polygon(layer, shape, className, fill = false) {
  L.polygon(shape, { className, fill, interactive: false, noClip: fill }).addTo(layer);
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
  const rim = polygons(feature).flatMap(outer).flat();
  const north = rim.reduce((top, corner) => (corner[0] > top[0] ? corner : top));
  const minutes = Math.max(1, Math.round(feature.properties.minutes));
  mapLabel(map, layer, north, words.about.replace("{n}", minutes), name);
}

function labelPane(map) {
  if (map.getPane("labels")) return;
  map.createPane("labels").setAttribute("aria-hidden", "true");
}

/** The rings of each polygon, outer one first, without holes that are only a courtyard. */
function polygons({ geometry }) {
  const all = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return all.map((rings) =>
    rings.filter((ring, n) => n === 0 || area(ring) > LEAST_HOLE).map(turned),
  );
}

const outer = (rings) => [rings[0]];
const turned = (ring) => ring.map(([lon, lat]) => [lat, lon]);
const corners = (feature) => polygons(feature)[0][0];

/** Square metres of a small ring. */
function area(ring) {
  let twice = 0;
  for (let n = 1; n < ring.length; n += 1) {
    twice += ring[n - 1][0] * ring[n][1] - ring[n][0] * ring[n - 1][1];
  }
  return (Math.abs(twice) / 2) * SQUARE_DEGREE * Math.cos((ring[0][1] * Math.PI) / 180);
}
