// A search field that suggests while one types: the combobox of the ARIA Authoring Practices.

import { drawing, element, postTo } from "./dom.js";

const WAIT_MS = 120;
const FROM_LETTERS = 2;
const EACH = 4;
const KINDS = ["institutions", "addresses", "places"];
const SIGNS = {
  institutions: "M0-9 9-1H6V8H2V3h-4v5h-4V-1h-3z",
  addresses: "M0 9C-3 5-6 2-6-2a6 6 0 0 1 12 0c0 4-3 7-6 11zM0-4a2 2 0 1 0 .01 0z",
  places: "M0-9 2.6-3.2 9-2.6 4.2 1.7 5.6 8 0 4.7-5.6 8-4.2 1.7-9-2.6-2.6-3.2z",
};

export function suggest(form) {
  const words = JSON.parse(form.dataset.words);
  const input = form.querySelector("input[name=q]");
  const box = form.querySelector(".suggestions");
  const status = form.querySelector("[aria-live]");
  let asked = new AbortController();
  let timer;
  let active = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", box.id);
  box.setAttribute("role", "listbox");
  box.tabIndex = -1; // a box that scrolls would take the focus
  box.setAttribute("aria-label", words.suggestions);

  input.addEventListener("input", () => {
    asked.abort();
    clearTimeout(timer);
    if (input.value.trim().length < FROM_LETTERS) close();
    else timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("focus", () => options().length && open());
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) close();
  });
  form.addEventListener("submit", close);
  box.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps focus
  box.addEventListener("click", ({ target }) => target.closest("[role=option]")?.choose());

  const options = () => [...box.querySelectorAll("[role=option]")];

  async function ask() {
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await fetch(form.dataset.suggest, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ q: input.value, limit: EACH }),
        signal,
      });
      if (!answer.ok) throw new Error(`${form.dataset.suggest}: ${answer.status}`);
      show(await answer.json());
    } catch (error) {
      if (signal.aborted) return;
      console.info(error.message);
      close(); // the button still searches
    }
  }

  function show(found) {
    box.replaceChildren(...KINDS.filter((kind) => found[kind].length).map(group(found)));
    options().forEach((option, n) => (option.id = `${box.id}-${n}`));
    const count = options().length;
    const plural = new Intl.PluralRules(document.documentElement.lang).select(count);
    status.textContent = count
      ? (words[plural] ?? words.other).replace("{n}", count)
      : words.none;
    if (count && document.activeElement === input) open();
    else close();
  }

  function group(found) {
    return (kind) =>
      element(
        "div",
        { role: "group", "aria-label": words[kind], class: "suggestions__group" },
        element("p", { class: "suggestions__title", role: "presentation" }, words[kind]),
        ...found[kind].map((hit) => option(kind, hit)),
      );
  }

  function option(kind, hit) {
    const made = element(
      "div",
      { role: "option", class: "suggestion", "aria-selected": "false" },
      drawing(`suggestion__sign suggestion__sign--${kind}`, "-10 -10 20 20", SIGNS[kind]),
      element("bdi", { class: "suggestion__title" }, hit.title),
      element("bdi", { class: "suggestion__detail" }, hit.detail),
    );
    made.choose = () => {
      close();
      if (hit.path) location.assign(form.dataset.home + hit.path);
      else postTo(form.dataset.here, { lon: hit.lon, lat: hit.lat });
    };
    return made;
  }

  function onKey(event) {
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !box.hidden) {
      event.preventDefault(); // and keep what was typed
      close();
    } else if (event.key === "Enter" && !box.hidden && all[active]) {
      event.preventDefault();
      all[active].choose();
    } else if (step && all.length) {
      event.preventDefault();
      if (box.hidden) open();
      const from = active < 0 && step < 0 ? 0 : active;
      point((from + step + all.length) % all.length);
    }
  }

  function point(to) {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = to;
    const now = all[active];
    if (!now) return input.removeAttribute("aria-activedescendant");
    now.setAttribute("aria-selected", "true");
    now.scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", now.id);
  }

  function open() {
    point(-1);
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function close() {
    asked.abort();
    clearTimeout(timer);
    point(-1);
    box.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }
}
