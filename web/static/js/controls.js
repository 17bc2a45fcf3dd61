// Buttons on the map, in the visitor's language: zoom, the whole circle, and moving it without
// dragging or a keyboard.

import { calm, drawing, element } from "./dom.js";

const STEP = 0.4;
const ARROWS = { left: [-1, 0], up: [0, -1], down: [0, 1], right: [1, 0] };
const SIGNS = {
  zoomIn: "M-6 0H6M0-6V6",
  zoomOut: "M-6 0H6",
  whole: "M0-6.5A6.5 6.5 0 1 1-.01-6.5zM0-2v4M-2 0h4",
  move: "M0-8V8M-8 0H8M-2.5-5.5 0-8l2.5 2.5M-2.5 5.5 0 8l2.5-2.5M-5.5-2.5-8 0l2.5 2.5M5.5-2.5 8 0 5.5 2.5",
  up: "M-5 2.5 0-2.5l5 5",
  down: "M-5-2.5 0 2.5l5-5",
  left: "M2.5-5-2.5 0l5 5",
  right: "M-2.5-5 2.5 0l-5 5",
};

export function addControls(map, words, bounds) {
  const animate = { animate: !calm() };
  const zooms = [
    button("whole", words, () => map.fitBounds(bounds(), { padding: [16, 16], ...animate })),
    button("zoomIn", words, () => map.zoomIn(1, animate)),
    button("zoomOut", words, () => map.zoomOut(1, animate)),
  ];
  const pad = element("div", { class: "map-pad", id: "map-pad", hidden: true });
  for (const [name, [x, y]] of Object.entries(ARROWS)) {
    const size = () => map.getSize();
    const go = () => map.panBy([x * size().x * STEP, y * size().y * STEP], animate);
    pad.append(button(name, words, go));
  }
  const toggle = button("move", words, () => {
    pad.hidden = !pad.hidden;
    toggle.setAttribute("aria-expanded", String(!pad.hidden));
  });
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-controls", "map-pad");

  const bar = L.control({ position: "bottomleft" });
  bar.onAdd = () => {
    const box = element("div", { class: "map-bar" }, toggle, pad, ...zooms);
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    return box;
  };
  bar.addTo(map);
}

function button(name, words, click) {
  const label = words[name];
  const sign = drawing("map-button__sign", "-10 -10 20 20", SIGNS[name]);
  return element(
    "button",
    {
      type: "button",
      class: `map-button map-button--${name}`,
      "aria-label": label,
      title: label,
      click,
    },
    sign,
  );
}
