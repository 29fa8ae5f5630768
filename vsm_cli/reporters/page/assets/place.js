// A page that is loaded again shows what it showed: what is open, where one is, how tables are
// sorted, and which part of each map. The filter stands in the address.

const KEPT = `vsm-place:${location.pathname}`;

function tablesById() {
  const found = new Map();
  const counted = new Map();
  for (const table of document.querySelectorAll("main table")) {
    const around = table.closest("[id], [aria-labelledby]");
    const name = around.id || around.getAttribute("aria-labelledby");
    const number = counted.get(name) ?? 0;
    counted.set(name, number + 1);
    found.set(`${name} ${number}`, table);
  }
  return found;
}

function placeNow() {
  const sorted = [];
  for (const [name, table] of tablesById()) {
    const heading = table.querySelector("th[aria-sort]");
    if (heading) sorted.push([name, heading.cellIndex, heading.getAttribute("aria-sort")]);
  }
  return {
    top: window.scrollY,
    side: document.querySelector(".side").scrollTop,
    details: [...document.querySelectorAll("details")].map((each) => [nameOf(each), each.open]),
    maps: [...document.querySelectorAll(".canvas.zoomed, .canvas.moved")].map((canvas) => [
      canvas.closest("figure").id,
      canvas.firstElementChild.style.width,
      canvas.scrollLeft,
      canvas.scrollTop,
    ]),
    sorted,
    chosen,
  };
}

// Details without an id are the only ones in their section.
function nameOf(details) {
  return details.id || details.closest("[aria-labelledby]")?.getAttribute("aria-labelledby");
}

function goBackTo(place) {
  const open = new Map(place.details);
  for (const each of document.querySelectorAll("details")) {
    each.open = open.get(nameOf(each)) ?? each.open;
  }
  openMaps();
  makeTablesSortable();
  const tables = tablesById();
  for (const [name, column, way] of place.sorted) {
    const heading = tables.get(name)?.tHead.rows[0].cells[column];
    if (heading) sortBy(heading, way);
  }
  for (const [id, width, left, top] of place.maps) {
    const canvas = document.getElementById(id)?.querySelector(".canvas");
    if (!canvas) continue;
    if (width) show(canvas, Number.parseFloat(width));
    canvas.scrollTo(left, top);
  }
  const known = place.chosen && streamOf(place.chosen);
  if (known?.steps[place.chosen]) openPanel(place.chosen, known, null);
  document.querySelector(".side").scrollTop = place.side;
  window.scrollTo({ top: place.top, behavior: "instant" });
}

document.addEventListener(
  "scroll",
  ({ target }) => {
    if (target.classList?.contains("canvas")) target.classList.add("moved");
  },
  true,
);
window.addEventListener("pagehide", () => {
  sessionStorage.setItem(KEPT, JSON.stringify(placeNow()));
});
const before = sessionStorage.getItem(KEPT);
if (before && performance.getEntriesByType("navigation")[0]?.type === "reload") {
  history.scrollRestoration = "manual";
  goBackTo(JSON.parse(before));
}
