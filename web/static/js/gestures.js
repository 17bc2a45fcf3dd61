// The map does not hold the page: one finger and the wheel scroll the page where the map is in the
// way of it, two fingers and Ctrl move the map.

import { beside, element } from "./dom.js";

const HINT_MS = 1600;

export function letThePageScroll(map, frame, words) {
  const container = map.getContainer();
  const hint = element("p", { class: "gesture-hint", "aria-hidden": "true" });
  container.parentElement.append(hint);
  let timer;
  const say = (text) => {
    hint.textContent = text;
    hint.classList.add("is-shown");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("is-shown"), HINT_MS);
  };

  if (matchMedia("(pointer: coarse)").matches) {
    map.dragging.disable();
    const oneFinger = (event) => event.touches.length === 1 && say(words.twoFingers);
    container.addEventListener("touchmove", oneFinger, { passive: true });
  }

  const wheel = (event) => {
    if (beside() || event.ctrlKey || event.metaKey) return;
    event.stopPropagation(); // before Leaflet hears of it
    say(words.holdCtrl);
  };
  container.addEventListener("wheel", wheel, { capture: true, passive: true });
}
