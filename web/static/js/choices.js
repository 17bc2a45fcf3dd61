// What is chosen shows at once: the page is asked for as its links and forms say, and only what it
// says differently is put in. Where that fails the browser goes there as it always would.

const PARTS = [".summary", ".choice", "#places"];
const TOLD = ["bounds", "circle", "lon", "lat", "name", "reach", "streets", "why"];
let asked = new AbortController();
let shown = withoutHash();

/** Calls `redraw` when the page says something new. */
export function followChoices(redraw) {
  const main = document.getElementById("main");
  const go = (request) => turn(request, redraw);

  main.addEventListener("click", (event) => {
    const link = event.target.closest(".choice a, .chosen a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go({ url: link.href, push: true });
  });
  main.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest(".step, .filters__form, .choice__handle")) return;
    event.preventDefault();
    go(requestOf(form, event.submitter));
  });
  main.addEventListener("change", ({ target }) => {
    const form = target.closest(".filters__form");
    if (form) go({ ...requestOf(form), quiet: true });
    if (target.closest(".choice__handle")) go(requestOf(target.form));
  });
  addEventListener("popstate", () => {
    if (withoutHash() !== shown) go({ url: location.href });
  });
}

function withoutHash() {
  return location.pathname + location.search;
}

function requestOf(form, submitter) {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (value) said.append(name, value);
  if (form.method === "post") return { url: form.action, body: said, form };
  return { url: `${form.action}?${said}`, push: true, form };
}

async function turn({ url, body, push, quiet, form }, redraw) {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const answer = await fetch(url, { method: body ? "POST" : "GET", body, signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const back = focused();
    put(page, quiet);
    if (push) history[quiet ? "replaceState" : "pushState"](null, "", url);
    shown = withoutHash();
    redraw();
    back();
    announce();
  } catch (error) {
    if (signal.aborted) return;
    if (body) form.submit();
    else location.assign(url);
  }
}

function put(page, quiet) {
  const opened = document.querySelector(".filters")?.open;
  for (const part of quiet ? PARTS : [...PARTS, ".filters"]) {
    document.querySelector(part).replaceWith(page.querySelector(part));
  }
  const number = page.querySelector(".filters__number");
  if (number) document.querySelector(".filters__number").replaceWith(number);
  document.querySelector(".filters").open = opened;
  const frame = document.querySelector("[data-map]");
  const next = page.querySelector("[data-map]");
  for (const name of TOLD) {
    if (name in next.dataset) frame.dataset[name] = next.dataset[name];
    else delete frame.dataset[name];
  }
  document.title = page.title;
}

/** Gives a way back to what had the focus, where its like is still there. */
function focused() {
  const had = document.activeElement;
  const text = had.textContent.trim();
  const place = [".choice", ".chosen", ".filters"].find((one) => had.closest(one));
  return () => {
    if (had.isConnected || !place) return;
    const like = [...document.querySelectorAll(`${place} :is(a, button, summary)`)];
    const next = like.find((one) => one.textContent.trim() === text);
    const visible = next?.closest("details:not([open])")?.querySelector("summary") ?? next;
    (visible ?? document.getElementById("places")).focus({ preventScroll: true });
  };
}

function announce() {
  const heading = document.getElementById("places-title");
  document.getElementById("announce").textContent = heading.textContent.trim();
}
