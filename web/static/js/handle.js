// The handle for minutes: while it moves, the reach of each minute shows; when it is let go, the page
// says the same.

import { fetchJson } from "./dom.js";

/** Calls `show` with the reach of the minutes that the handle stands at. */
export function followHandle(frame, show) {
  const waiting = { minutes: null, busy: false };
  document.getElementById("main").addEventListener("input", ({ target }) => {
    if (!target.closest(".choice__handle")) return;
    const said = document.querySelector(".summary strong");
    said.textContent = said.textContent.replace(/\d+/, target.value);
    waiting.minutes = target.value;
    if (!waiting.busy && frame.dataset.reach) catchUp(frame, waiting, show);
  });
}

async function catchUp(frame, waiting, show) {
  waiting.busy = true;
  while (waiting.minutes !== null) {
    const address = new URL(frame.dataset.reach, location.href);
    address.searchParams.set("minutes", waiting.minutes);
    waiting.minutes = null;
    try {
      const reach = await fetchJson(address);
      if (waiting.minutes === null) show(reach);
    } catch (error) {
      console.info(error.message);
    }
  }
  waiting.busy = false;
}
