// Maps: zoom with buttons, keys and the wheel, move by dragging; text can still be selected.

const STEP = 1.25;
const LEAST = 0.1;
const MOST = 8;

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

function fitWidth(canvas) {
  canvas.classList.add("zoomed");
  canvas.firstElementChild.style.width = "100%";
}

function act(canvas, what) {
  if (what === "in") zoom(canvas, STEP);
  else if (what === "out") zoom(canvas, 1 / STEP);
  else if (what === "fit") fitWidth(canvas);
  else if (document.fullscreenElement) document.exitFullscreen();
  else canvas.parentElement.requestFullscreen();
}

const KEYS = { "+": "in", "=": "in", "-": "out", 0: "fit" };

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
}
