// Maps: zoom with buttons, keys and the wheel, move by dragging; text can still be selected.

const STEP = 1.25;
const LEAST = 0.1;
const MOST = 8;
// The part of the window that a map may be high.
const HIGHEST = 0.86;

// Zoom a map so that the point (in pixels from the corner of its canvas) stays where it is.
function zoom(canvas, factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  const svg = canvas.firstElementChild;
  const before = svg.getBoundingClientRect().width;
  const natural = svg.viewBox.baseVal.width;
  const after = Math.min(Math.max(before * factor, natural * LEAST), natural * MOST);
  const left = (canvas.scrollLeft + x) * (after / before) - x;
  const top = (canvas.scrollTop + y) * (after / before) - y;
  canvas.classList.add("zoomed");
  svg.style.width = `${after}px`;
  canvas.scrollLeft = left;
  canvas.scrollTop = top;
}

function show(canvas, width) {
  canvas.classList.add("zoomed");
  canvas.firstElementChild.style.width = `${width}px`;
}

function showWhole(canvas) {
  const { width, height } = canvas.firstElementChild.viewBox.baseVal;
  const high = document.fullscreenElement ? canvas.clientHeight : window.innerHeight * HIGHEST;
  show(canvas, Math.min(canvas.clientWidth, (high * width) / height));
}

function act(canvas, what) {
  if (what === "in") zoom(canvas, STEP);
  else if (what === "out") zoom(canvas, 1 / STEP);
  else if (what === "whole") showWhole(canvas);
  else if (what === "readable") {
    show(canvas, Number(canvas.firstElementChild.getAttribute("width")));
    showBottleneck(canvas);
  } else if (what === "next" || what === "previous") step(canvas, what === "next" ? 1 : -1);
  else if (document.fullscreenElement) document.exitFullscreen();
  else canvas.closest("figure").requestFullscreen();
}

const KEYS = {
  "+": "in",
  "=": "in",
  "-": "out",
  0: "whole",
  1: "readable",
  n: "next",
  p: "previous",
};

function drag(canvas, start) {
  // On words, dragging selects them; on links, it would drag the link.
  if (start.button !== 0 || start.pointerType === "touch" || start.target.closest("text")) return;
  start.preventDefault();
  canvas.focus({ preventScroll: true });
  const { scrollLeft, scrollTop } = canvas;
  const move = (event) => {
    if (Math.abs(event.clientX - start.clientX) + Math.abs(event.clientY - start.clientY) > 4) {
      canvas.classList.add("dragged");
    }
    canvas.scrollLeft = scrollLeft + start.clientX - event.clientX;
    canvas.scrollTop = scrollTop + start.clientY - event.clientY;
  };
  const stop = () => {
    window.removeEventListener("pointermove", move);
    // The click that ends a drag follows nothing.
    setTimeout(() => canvas.classList.remove("dragged"));
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", stop, { once: true });
}

// Bring a shape into the middle of its map.
function centre(canvas, shape) {
  const [outer, inner] = [canvas.getBoundingClientRect(), shape.getBoundingClientRect()];
  canvas.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  canvas.scrollTop += inner.top + inner.height / 2 - outer.top - outer.height / 2;
}

// Where waiting is longest is where a map that is larger than its frame opens.
function showBottleneck(canvas) {
  const shape = canvas.querySelector(".bottleneck");
  if (shape) centre(canvas, shape);
}

// Maps in what is closed have no size yet.
const unseen = new Set(document.querySelectorAll(".canvas"));
function openMaps() {
  for (const canvas of unseen) {
    if (!canvas.clientWidth) continue;
    unseen.delete(canvas);
    showBottleneck(canvas);
  }
}
document.addEventListener("toggle", openMaps, true);

// What a shape says to a pointer that rests on it, it says to the keyboard and to fingers, too.
function tell(shape) {
  const said = shape.querySelector("title")?.textContent ?? "";
  shape.closest("figure").querySelector(".shape").textContent = said;
}

// Go from shape to shape: links are among them, and what can only be read.
function step(canvas, by) {
  const shapes = [...canvas.querySelectorAll("g:has(> title)")].map(
    (group) => group.querySelector(":scope > a") ?? group,
  );
  const place = shapes.indexOf(document.activeElement);
  const next = shapes[place < 0 && by < 0 ? shapes.length - 1 : place + by];
  if (!next) return;
  if (next.localName === "g") next.setAttribute("tabindex", "-1");
  next.focus({ preventScroll: true });
  centre(canvas, next);
}

for (const figure of document.querySelectorAll("figure.map")) {
  const canvas = figure.querySelector(".canvas");
  const tools = figure.querySelector(".tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const what = event.target.dataset.zoom;
    if (what) act(canvas, what);
  });
  canvas.addEventListener("keydown", (event) => {
    const what = KEYS[event.key];
    if (!what || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(canvas, what);
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = canvas.getBoundingClientRect();
      const factor = Math.exp(-event.deltaY / 400);
      zoom(canvas, factor, event.clientX - box.left, event.clientY - box.top);
    },
    { passive: false },
  );
  canvas.addEventListener("pointerdown", (event) => drag(canvas, event));
  canvas.addEventListener("focusin", (event) => {
    const shape = event.target.closest("g:has(> title)");
    if (shape) tell(shape);
  });
  canvas.addEventListener("click", (event) => {
    const shape = event.target.closest("g:has(> title)");
    if (shape) tell(shape);
  });
}
