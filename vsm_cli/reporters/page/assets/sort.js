// Tables: a heading sorts by its column, up, down, and back to the order of the report.

const NUMBER = /([-−]?[\d,]*\.?\d+)\s*([^\s\d≈≥≤.,;()]*)/g;

// What a cell is sorted by: a sum of times, a number, or its words; null for what is not known.
function keyOf(cell, units) {
  const text = cell?.textContent.trim() ?? "";
  if (!text || text === "–") return null;
  if (!cell.classList.contains("number") && !/^[≈≥≤−-]?\d/.test(text)) return text;
  let sum = null;
  for (const [, number, unit] of text.matchAll(NUMBER)) {
    const value = Number(number.replaceAll(",", "").replace("−", "-"));
    const known = units.get(unit);
    // After a first number only more of the same time counts, not what is said beside it.
    if (sum !== null && !known) break;
    sum = (sum ?? 0) + value * (known ?? 1);
  }
  return sum ?? text;
}

const spoken = new Intl.Collator(document.documentElement.lang, { numeric: true });

function compare(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
  return spoken.compare(one, other);
}

// `way` is "ascending", "descending" or, for the order of the report, "none".
function sortBy(heading, way) {
  const body = heading.closest("table").tBodies[0];
  for (const each of heading.parentElement.children) each.removeAttribute("aria-sort");
  if (way !== "none") heading.setAttribute("aria-sort", way);
  const units = new Map(JSON.parse(heading.closest("[data-units]").dataset.units));
  const place = heading.cellIndex;
  const rows = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[place], units) }));
  rows.sort(({ row: one, key: a }, { row: other, key: b }) => {
    const first = one.dataset.place - other.dataset.place;
    if (way === "none" || a === b) return first;
    // What is not known comes last, whichever way.
    if (a === null || b === null) return a === null ? 1 : -1;
    return (way === "ascending" ? compare(a, b) : compare(b, a)) || first;
  });
  body.append(...rows.map(({ row }) => row));
}

const NEXT = { ascending: "descending", descending: "none" };

function makeSortable(table) {
  if (table.tBodies[0].rows.length < 2 || table.dataset.sortable) return;
  table.dataset.sortable = "yes";
  [...table.tBodies[0].rows].forEach((row, place) => {
    row.dataset.place = place;
  });
  for (const heading of table.tHead.rows[0].cells) {
    if (heading.classList.contains("bar") || !heading.textContent.trim()) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    button.addEventListener("click", () =>
      sortBy(heading, NEXT[heading.getAttribute("aria-sort")] ?? "ascending"),
    );
    heading.append(button);
  }
}

// Of a large page only what is open is made ready.
function makeTablesSortable() {
  for (const table of document.querySelectorAll("main table:not([data-sortable])")) {
    if (table.closest("details:not([open])") === null && table.tHead) makeSortable(table);
  }
}
document.addEventListener("toggle", makeTablesSortable, true);
makeTablesSortable();
