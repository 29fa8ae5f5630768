// The live view: the server says when the definitions have changed.

const KEPT = "vsm-live";
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
if (kept) {
  sessionStorage.removeItem(KEPT);
  for (const id of kept.open) {
    const each = document.getElementById(id);
    if (each) each.open = true;
  }
  window.scrollTo(0, kept.top);
}
new EventSource("/events").onmessage = ({ data }) => {
  if (data === document.documentElement.dataset.version) return;
  const open = [...document.querySelectorAll("details[id][open]")].map((each) => each.id);
  sessionStorage.setItem(KEPT, JSON.stringify({ top: window.scrollY, open }));
  location.reload();
};
