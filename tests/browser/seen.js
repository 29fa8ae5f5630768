// What is wrong with the SVG that is shown, as the browser itself measures it: a list of words; and
// where all of it stands. What stands where it stood before is measured once.
before => {
  const svg = document.querySelector("svg");
  const found = [];
  const BOXES = ["step", "stream", "system", "team", "journey", "gap"];
  const LINES = ["route", "joint", "handing", "path", "way", "onward", "loop", "loop-open"];
  const kinds = part => (part.getAttribute("class") || "").split(" ");
  const shapeOf = part => part.querySelector("polygon, ellipse, path");
  const rectOf = node => node.getBoundingClientRect();
  const shrunk = (r, x, y) => ({left: r.left + x, right: r.right - x, top: r.top + y, bottom: r.bottom - y});
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const parts = [...svg.querySelectorAll("g[id]")].filter(part => part.hasAttribute("class"));

  const boxes = parts
    .filter(part => kinds(part).some(kind => BOXES.includes(kind)) && shapeOf(part))
    .map(part => ({id: part.id, part, rect: rectOf(shapeOf(part))}));
  const page = rectOf(svg);
  const texts = [...svg.querySelectorAll("text")]
    .filter(text => text.textContent.trim())
    .map(text => ({text, words: text.textContent, part: text.closest("g[id]"), rect: rectOf(text)}));
  const places = JSON.stringify([...svg.querySelectorAll("*")].map(rectOf));
  if (places !== before) lookAtPlaces();
  lookAtColours();
  return {found, places};

  function lookAtPlaces() {
    const ids = [...svg.querySelectorAll("[id]")].map(node => node.id);
    ids.filter((id, at) => ids.indexOf(id) < at).forEach(id => found.push(`two parts have the id ${id}`));

    boxes.forEach((one, at) => boxes.slice(at + 1).forEach(other => {
      // The rows of a card share their border; a team's card holds its streams.
      if (meet(shrunk(one.rect, 2, 2), shrunk(other.rect, 2, 2)))
        if (!kinds(one.part).includes("team") && !kinds(other.part).includes("team"))
          found.push(`boxes ${one.id} and ${other.id} overlap`);
    }));

    for (const {words, part, rect} of texts) {
      if (rect.left < page.left - 1 || rect.right > page.right + 1 || rect.top < page.top - 1 || rect.bottom > page.bottom + 1)
        found.push(`"${words}" leaves the page`);
      const own = boxes.find(box => box.part === part);
      if (own && (rect.left < own.rect.left - 1 || rect.right > own.rect.right + 1 || rect.bottom > own.rect.bottom + 2))
        found.push(`"${words}" leaves its box ${own.id}`);
    }
    // The box of a text is higher than its letters.
    const inked = texts.map(each => ({...each, rect: shrunk(each.rect, 0.8, (each.rect.bottom - each.rect.top) * 0.22)}));
    inked.forEach((one, at) => inked.slice(at + 1).forEach(other => {
      if (meet(one.rect, other.rect)) found.push(`"${one.words}" and "${other.words}" overlap`);
    }));
    for (const {words, part, rect} of inked)
      for (const box of boxes)
        if (meet(rect, box.rect) && !part.id.startsWith(box.id) && !kinds(box.part).includes("team"))
          found.push(`"${words}" (${part.id}) lies on ${box.id}`);

    for (const part of parts.filter(part => kinds(part).some(kind => LINES.includes(kind)))) {
      const path = part.querySelector("path");
      if (!path) continue;
      const around = rectOf(path);
      const near = boxes
        .filter(box => !part.id.startsWith(box.id + ".") && meet(shrunk(around, -9, -9), box.rect))
        .map(box => ({id: box.id, ...shrunk(box.rect, 3, 3)}));
      const {a, b, c, d, e, f} = path.getScreenCTM();
      const length = near.length ? path.getTotalLength() : -1;
      for (let at = 0; at <= length; at += 4) {
        const point = path.getPointAtLength(at);
        const x = a * point.x + c * point.y + e, y = b * point.x + d * point.y + f;
        const hit = near.find(box => box.left < x && x < box.right && box.top < y && y < box.bottom);
        if (hit) { found.push(`${part.id} runs through ${hit.id}`); break; }
      }
  }
}

  function lookAtColours() {
    const channel = value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const luminance = colour => {
      const [r, g, b] = colour.match(/[\d.]+/g).map(value => channel(value / 255));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
      const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    for (const {text, words, rect} of texts) {
      const under = document.elementsFromPoint((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2)
        .find(node => /^(polygon|ellipse|rect|path)$/.test(node.tagName) && !/none|transparent|rgba\(0, 0, 0, 0\)/.test(getComputedStyle(node).fill));
      if (!under) { found.push(`nothing lies under "${words}"`); continue; }
      const ratio = contrast(getComputedStyle(text).fill, getComputedStyle(under).fill);
      if (ratio < 4.5) found.push(`"${words}" has a contrast of ${ratio.toFixed(2)} (${getComputedStyle(text).fill} on ${getComputedStyle(under).fill})`);
    }
  }
}
