// Places as markers, in step with the list: choosing one here marks it there, and the other way.

import { signed } from "./crowd.js";
import { beside, calm } from "./dom.js";
import { contentOf, pace } from "./popup.js";
import { obstacles, room } from "./room.js";
import { spread } from "./spread.js";

const SIZE = 36;
const LEG_FROM = 8;
const LEG_MOST = 44;
const ROOM = { side: 160, bar: 56, above: 250, below: 40 };

/** Draws every place of the list on a layer; gives a way to stop being in step with it. */
export function drawPlaces(map, layer, frame, home, words) {
  const markers = Array.from(document.querySelectorAll(".place"), markerOf);
  const kinds = markers.map(({ item }) => item.dataset.category);
  const announce = document.getElementById("announce");
  const legs = L.layerGroup().addTo(layer);
  const popup = L.popup({
    className: "place-popup",
    closeButton: false,
    autoPan: false,
    maxWidth: 300,
    minWidth: 200,
    offset: [0, -SIZE / 3],
  });
  let chosen = null;
  let opener = null;

  markers.forEach((one, n) => {
    const { marker, item } = one;
    marker.addTo(layer);
    const icon = marker.getElement();
    icon.setAttribute("aria-label", item.dataset.label);
    icon.tabIndex = n ? -1 : 0;
    marker.on("click", () => choose(one, icon));
    icon.addEventListener("keydown", (event) => onKey(event, n));
    icon.addEventListener("focus", () => raise(one));
    hover(icon, item);
    const show = item.querySelector(".place__show");
    show.hidden = false;
    item.addEventListener("click", ({ target }) => {
      if (target.closest("button") || !target.closest("a")) choose(one, show);
    });
  });

  const arrange = () => {
    const points = markers.map(({ home }) => map.latLngToLayerPoint(home));
    const around = obstacles(map, home);
    const parted = spread(points, room(points), around);
    const crowded = parted.some((place, n) => distance(place, points[n]) > LEG_MOST);
    const places = crowded ? points : parted;
    const kept = crowded ? signed(points, kinds, around) : null;
    legs.clearLayers();
    places.forEach((place, n) => {
      const position = map.layerPointToLatLng(L.point(place.x, place.y));
      markers[n].marker.setLatLng(position);
      markers[n].isDot = Boolean(kept) && !kept.has(n);
      markers[n].marker.getElement().classList.toggle("is-dot", markers[n].isDot);
      if (distance(place, points[n]) > LEG_FROM) {
        const line = [markers[n].home, position];
        L.polyline(line, { className: "leg", interactive: false }).addTo(legs);
      }
    });
    raise(chosen);
    if (chosen) popup.setLatLng(chosen.marker.getLatLng());
  };
  map.on("zoomend viewreset", arrange);
  arrange();
  const asked = markers.find(({ item }) => `#${item.id}` === decodeURIComponent(location.hash));
  if (asked) choose(asked, asked.item.querySelector(".place__show"));

  function raise(one) {
    for (const other of markers) {
      other.marker.setZIndexOffset(other === one ? 2000 : other.isDot ? 0 : 1000);
    }
  }

  function choose(one, from) {
    mark(null);
    chosen = one;
    opener = from;
    mark(one);
    raise(one);
    const content = contentOf(one, words, close);
    popup.setLatLng(one.marker.getLatLng()).setContent(content).openOn(map);
    reveal(map, one.marker.getLatLng());
    if (beside()) one.item.scrollIntoView({ block: "nearest", behavior: pace() });
    else frame.scrollIntoView({ block: "start", behavior: pace() });
    content.focus({ preventScroll: true });
    announce.textContent = `${words.chosen} ${one.item.dataset.label}`;
  }

  function close() {
    const held = popup.getElement()?.contains(document.activeElement);
    const back = opener;
    map.closePopup(popup);
    if (held) back?.focus({ preventScroll: beside() });
  }

  function mark(one) {
    chosen?.item.classList.remove("is-chosen");
    chosen?.marker.getElement()?.classList.remove("is-chosen");
    one?.item.classList.add("is-chosen");
    one?.marker.getElement()?.classList.add("is-chosen");
    frame.classList.toggle("has-open", Boolean(one));
    if (!one) chosen = null;
  }

  const onClose = () => mark(null);
  const onEscape = (event) => event.key === "Escape" && chosen && close();
  map.on("popupclose", onClose);
  frame.addEventListener("keydown", onEscape);
  return () => {
    map.closePopup(popup);
    map.off("zoomend viewreset", arrange).off("popupclose", onClose);
    frame.removeEventListener("keydown", onEscape);
  };

  function onKey(event, n) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      choose(markers[n], event.currentTarget);
    } else if (step || event.key === "Home" || event.key === "End") {
      event.preventDefault();
      const last = markers.length - 1;
      const to = step
        ? (n + step + markers.length) % markers.length
        : event.key === "Home"
          ? 0
          : last;
      const next = markers[to].marker.getElement();
      event.currentTarget.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  }
}

function markerOf(item) {
  const home = L.latLng(item.dataset.lat, item.dataset.lon);
  const html = item.querySelector(".badge").cloneNode(true);
  const far = item.classList.contains("place--far") ? " is-far" : "";
  const icon = L.divIcon({ html, className: `place-marker${far}`, iconSize: [SIZE, SIZE] });
  const marker = L.marker(home, { icon, riseOnHover: true, autoPanOnFocus: true });
  return { item, home, marker };
}

const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

/** Moves the map so far that a marker and the popup above it are in view. */
function reveal(map, position) {
  const size = map.getSize();
  const bar = size.x > 2 * (ROOM.side + ROOM.bar) ? ROOM.bar : 0;
  const side = Math.min(ROOM.side, size.x / 2 - 10);
  const above = Math.min(ROOM.above, size.y - ROOM.below - 20);
  map.panInside(position, {
    paddingTopLeft: [side + bar, above],
    paddingBottomRight: [side, ROOM.below],
    animate: !calm(),
  });
}

function hover(icon, item) {
  const both = (on) => () => [icon, item].forEach((one) => one.classList.toggle("is-hovered", on));
  for (const one of [icon, item]) {
    one.addEventListener("mouseenter", both(true));
    one.addEventListener("mouseleave", both(false));
  }
}
