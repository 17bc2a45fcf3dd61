// Elements are made node by node: a text never becomes markup.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function drawing(name, viewBox, ...paths) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Whether the map stands beside the list, so that both are in view. */
export const beside = () => matchMedia("(width >= 60rem)").matches;

export async function fetchJson(url) {
  const answer = await fetch(url, {
    headers: { Accept: "application/geo+json, application/json" },
  });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

/** Goes to a page with values that no address may hold. */
export function postTo(action, values) {
  const fields = Object.entries(values).map(([name, value]) =>
    element("input", { type: "hidden", name, value }),
  );
  const form = element("form", { action, method: "post", hidden: true }, ...fields);
  document.body.append(form);
  form.submit();
}
