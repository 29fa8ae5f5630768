// The filter: hides what does not fit, dims it on maps, and says how much is left.

const form = document.getElementById("filter");
const clearing = document.getElementById("filter-clear");
const counting = document.getElementById("filter-count");
const tokensOf = (element) => new Set(element.dataset.f.split(" "));

// Rows, problems, streams and journeys. Text is asked of a stream or journey as a whole.
const items = [...document.querySelectorAll("tr[data-f], li[data-f], details[data-f]")].map(
  (element) => ({
    element,
    tokens: tokensOf(element),
    inside: element.localName !== "details" && element.closest("details[data-f]") !== null,
    problem: element.localName === "li",
  }),
);
const shapes = [...document.querySelectorAll("svg [data-f]")].map((element) => ({
  element,
  tokens: tokensOf(element),
}));
const places = [...document.querySelectorAll("nav li > a")].map((link) => ({
  entry: link.parentElement,
  target: document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1))),
}));
const lists = [...document.querySelectorAll("section.list")].map((element) => ({
  element,
  items: items.filter((item) => element.contains(item.element) && !item.inside),
}));
const counted = {
  streams: items.filter((item) => item.element.matches("details.stream")),
  problems: items.filter((item) => item.element.matches("li.problem:not(.suppressed)")),
};

function says(item, text) {
  item.text ??= item.element.textContent.toLowerCase();
  return item.text.includes(text);
}

function applyFilter() {
  const text = form.elements.text.value.trim().toLowerCase();
  const level = form.elements.level.selectedOptions[0].dataset.token;
  const tokens = ["stream", "team", "system"]
    .map((name) => form.elements[name].selectedOptions[0].dataset.token)
    .filter(Boolean);
  const fits = (item) => tokens.every((token) => item.tokens.has(token));
  for (const item of items) {
    item.element.hidden = !(
      fits(item) &&
      (!level || !item.problem || item.tokens.has(level)) &&
      (!text || item.inside || says(item, text))
    );
  }
  for (const shape of shapes) {
    shape.element.classList.toggle("dim", !fits(shape) || (text !== "" && !says(shape, text)));
  }
  for (const { entry, target } of places) entry.hidden = target?.hidden ?? false;
  for (const list of lists) {
    const none = list.items.length > 0 && list.items.every((item) => item.element.hidden);
    list.element.classList.toggle("none", none);
  }
  clearing.disabled = !(text || level || tokens.length);
  let told = counting.dataset.text;
  for (const [name, all] of Object.entries(counted)) {
    const left = all.filter((item) => !item.element.hidden).length;
    told = told.replace(`{all_${name}}`, all.length).replace(`{${name}}`, left);
  }
  if (counting.textContent !== told) counting.textContent = told;
}

// The filter as it stands in the address: text=…&team=…
function filterText() {
  const given = [...new FormData(form)].filter(([, value]) => value);
  return new URLSearchParams(given).toString();
}

function setFilter(text) {
  const given = new URLSearchParams(text);
  for (const field of form.querySelectorAll("select, input")) {
    field.value = given.get(field.name) ?? "";
    // What a shared address asks for may be gone.
    if (field.localName === "select" && field.selectedIndex < 0) field.value = "";
  }
  applyFilter();
}
