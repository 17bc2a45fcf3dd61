// What a place says when it is open on the map.

import { calm, drawing, element } from "./dom.js";

export const pace = () => (calm() ? "auto" : "smooth");

/** What the list says of a place, with its name as text and ways on from here. */
export function contentOf({ item }, words, close) {
  const name = element("bdi");
  name.textContent = item.querySelector(".place__name").textContent;
  const copies = [".place__way", ".chips", ".good", ".place__credit"].map((part) =>
    item.querySelector(part)?.cloneNode(true),
  );
  const minutes = item.querySelector(".place__minutes").textContent.trim();
  const more = item.querySelector(".place__name a").href;
  const inList = (event) => {
    event.preventDefault();
    item.scrollIntoView({ block: "center", behavior: pace() });
    item.querySelector(".place__name a").focus({ preventScroll: true });
  };
  return element(
    "div",
    { class: "popup", role: "group", tabindex: "-1", "aria-label": item.dataset.label },
    element("p", { class: "popup__name" }, name),
    element("p", { class: "popup__minutes" }, minutes),
    ...copies.filter(Boolean),
    element(
      "p",
      { class: "popup__links" },
      element("a", { href: more }, words.more),
      element("a", { href: `#${item.id}`, click: inList }, words.inList),
    ),
    element(
      "button",
      {
        class: "popup__close",
        type: "button",
        "aria-label": words.close,
        title: words.close,
        click: close,
      },
      drawing("popup__cross", "-8 -8 16 16", "M-5-5 5 5M5-5-5 5"),
    ),
  );
}
