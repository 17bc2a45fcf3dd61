// Where our map data ends: a veil over what we do not know, its edge, and the words.

import { mapLabel } from "./circle.js";

const WORLD = [
  [-85, -180],
  [-85, 180],
  [85, 180],
  [85, -180],
];
const STEPS = 24;
const CLEAR = 0.4;
const RIM = 6;

export function drawCoverage(map, feature) {
  map.createPane("coverage");
  const look = { className: "coverage-veil", interactive: false, pane: "coverage" };
  L.polygon([WORLD, ...ringsOf(feature)], look).addTo(map);
}

let forget = () => {};

/** Says at the nearest edge in the circle that the map ends there; once, for the last circle. */
export function drawEnd(map, feature, home, circle, words) {
  forget();
  const end = nearestEnd(map, ringsOf(feature), home, circle);
  if (end) forget = keepInView(map, mapLabel(map, map, end, words.ends, "coverage-label"));
}

/** Words at the rim of the map stay whole: they move in as far as they would stick out. */
function keepInView(map, marker) {
  const label = marker.getElement().firstChild;
  const place = () => {
    const half = label.offsetWidth / 2 + RIM;
    const { x } = map.latLngToContainerPoint(marker.getLatLng());
    const inside = x > 0 && x < map.getSize().x;
    const wanted = Math.max(half, Math.min(map.getSize().x - half, x));
    label.style.marginLeft = inside ? `${wanted - x}px` : "";
  };
  map.on("moveend zoomend resize", place);
  place();
  return () => {
    map.off("moveend zoomend resize", place);
    marker.remove();
    forget = () => {};
  };
}

function ringsOf(feature) {
  const shape = feature.geometry ?? { type: "MultiPolygon", coordinates: [] };
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  return polygons.flat().map((ring) => ring.map(([lon, lat]) => L.latLng(lat, lon)));
}

/** The nearest point of the edge that lies inside the circle and clear of the home. */
function nearestEnd(map, rings, home, circle) {
  const radius = map.distance(circle.getCenter(), [circle.getNorth(), circle.getCenter().lng]);
  let best = null;
  for (const ring of rings) {
    for (let n = 1; n < ring.length; n += 1) {
      for (const point of between(ring[n - 1], ring[n])) {
        const distance = map.distance(home, point);
        const fits =
          distance < radius && distance > radius * CLEAR && !isNorth(home, point, radius);
        if (fits && (!best || distance < best.distance)) best = { point, distance };
      }
    }
  }
  return best?.point;
}

/** Where the labels of the rings are. */
function isNorth(home, point, radius) {
  const aside = home.distanceTo([home.lat, point.lng]);
  return point.lat > home.lat && aside < radius * CLEAR;
}

function* between(start, end) {
  for (let step = 0; step <= STEPS; step += 1) {
    const share = step / STEPS;
    yield L.latLng(
      start.lat + (end.lat - start.lat) * share,
      start.lng + (end.lng - start.lng) * share,
    );
  }
}
