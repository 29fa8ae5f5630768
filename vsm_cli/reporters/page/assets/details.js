// Steps: pointing at one lights it up on its map and in tables; choosing one tells all of it.

const panel = document.getElementById("panel");
const byPlace = new Map();
for (const element of document.querySelectorAll("[data-about]")) {
  const { about } = element.dataset;
  if (!byPlace.has(about)) byPlace.set(about, []);
  byPlace.get(about).push(element);
}
let chosen = null;
let opener = null;
const known = new Map();

function mark(about, name, on) {
  for (const element of byPlace.get(about) ?? []) element.classList.toggle(name, on);
}

for (const [type, on] of [
  ["pointerover", true],
  ["pointerout", false],
  ["focusin", true],
  ["focusout", false],
]) {
  document.addEventListener(type, (event) => {
    const place = event.target.closest?.("[data-about]");
    if (place) mark(place.dataset.about, "lit", on);
  });
}

// All that is known of the steps of the stream in which an id stands, if it stands in one.
function streamOf(id) {
  const stream = document.getElementById(id)?.closest("details.stream");
  if (!stream) return undefined;
  if (!known.has(stream)) {
    known.set(stream, JSON.parse(stream.nextElementSibling.textContent));
  }
  return known.get(stream);
}

function made(name, text, href) {
  const element = document.createElement(name);
  element.textContent = text;
  if (href) element.setAttribute("href", href);
  return element;
}

function tellFacts(facts, labels) {
  const list = document.getElementById("panel-facts");
  list.replaceChildren();
  for (const [label, ...values] of facts) {
    list.append(made("dt", labels[label]));
    for (const each of values) {
      const [text, href] = Array.isArray(each) ? each : [each];
      const value = document.createElement("dd");
      value.append(href ? made("a", text, href) : text);
      list.append(value);
    }
  }
}

function tellProblems(ids) {
  const found = document.getElementById("panel-problems");
  const copies = ids.map((id) => {
    const copy = document.getElementById(id).cloneNode(true);
    for (const name of ["id", "data-about", "data-f", "hidden"]) copy.removeAttribute(name);
    copy.classList.remove("lit", "chosen");
    return copy;
  });
  found.querySelector("ul").replaceChildren(...copies);
  found.hidden = !copies.length;
}

function openPanel(id, stream, from) {
  const step = stream.steps[id];
  closePanel();
  chosen = id;
  opener = from;
  mark(id, "chosen", true);
  document.getElementById("panel-name").textContent = step.name;
  document.getElementById("panel-stream").textContent = stream.stream;
  document.getElementById("panel-about").textContent = step.about;
  tellFacts(step.facts, stream.labels);
  tellProblems(step.problems);
  panel.hidden = false;
  panel.scrollTop = 0;
  document.body.classList.add("with-panel");
  document.getElementById("panel-name").focus({ preventScroll: true });
}

function closePanel() {
  if (!chosen) return;
  mark(chosen, "chosen", false);
  panel.hidden = true;
  document.body.classList.remove("with-panel");
  chosen = null;
  if (panel.contains(document.activeElement) || document.activeElement === document.body) {
    opener?.focus({ preventScroll: true });
  }
}

// The shape of a step on the map of its own stream.
function shapeOf(id) {
  const stream = document.getElementById(id)?.closest("details.stream");
  return (byPlace.get(id) ?? []).find((each) => each.closest(".canvas") && stream.contains(each));
}

function showOnMap(id) {
  const shape = shapeOf(id);
  if (!shape) return;
  const canvas = shape.closest(".canvas");
  centre(canvas, shape);
  canvas.parentElement.scrollIntoView({ block: "nearest" });
}

document.getElementById("panel-map").addEventListener("click", () => showOnMap(chosen));
document.getElementById("panel-row").addEventListener("click", () => {
  document.getElementById(chosen).scrollIntoView({ block: "center" });
});
document.getElementById("panel-close").addEventListener("click", closePanel);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.fullscreenElement) closePanel();
});
