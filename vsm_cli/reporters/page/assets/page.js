// Ways through the page. The address says where one is and what is filtered: #place?team=…

// An address that somebody cut off in the middle of a character still opens the page.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readAddress() {
  const [place, filter] = location.hash.slice(1).split("?");
  return { place: decoded(place), filter: filter ?? "" };
}

function writeAddress(place, how) {
  const filter = filterText();
  const hash = encodeURIComponent(place) + (filter && `?${filter}`);
  history[how](null, "", hash ? `#${hash}` : location.pathname + location.search);
}

function reveal(element) {
  for (let each = element; each; each = each.parentElement?.closest("details")) {
    if (each.localName === "details") each.open = true;
  }
}

// Go to a place. A step is told beside its map, where the way there does not begin on it.
function go(id, from) {
  const target = document.getElementById(id);
  if (!target) return;
  if (target.closest("[hidden]")) setFilter("");
  reveal(target);
  const known = streamOf(id);
  if (known?.steps[id]) {
    openPanel(id, known, from);
    const stream = target.closest("details.stream");
    if (!from || !stream.contains(from)) {
      (stream.querySelector("figure") ?? target).scrollIntoView();
    }
    if (!target.contains(from)) showOnMap(id);
    return;
  }
  target.scrollIntoView();
  if (!target.matches("summary")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.closest(".dragged")) return;
  const id = decodeURIComponent(link.getAttribute("href").slice(1));
  if (narrow.matches && menu.contains(link)) menu.open = false;
  go(id, link);
  writeAddress(id, "pushState");
});

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  applyFilter();
  writeAddress(readAddress().place, "replaceState");
});
clearing.addEventListener("click", () => {
  setFilter("");
  writeAddress(readAddress().place, "replaceState");
  form.elements.text.focus();
});
window.addEventListener("popstate", () => follow());

function follow() {
  const { place, filter } = readAddress();
  setFilter(filter);
  if (place) go(place);
}

// Paper shows everything that the filter leaves; afterwards, what was closed is closed again.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open], .manual, #menu)")];
  for (const each of opened) each.open = true;
});
window.addEventListener("afterprint", () => {
  for (const each of opened) each.open = false;
});

form.hidden = false;
const menu = document.getElementById("menu");
const narrow = window.matchMedia("(max-width: 1000px)");
menu.open = !narrow.matches;
narrow.addEventListener("change", () => {
  menu.open = !narrow.matches;
});
follow();
openMaps();
