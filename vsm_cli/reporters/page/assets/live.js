// The live view: the server says when the definitions have changed, and is missed when it ends.

const events = new EventSource("events");
const gone = document.getElementById("gone");
events.onmessage = ({ data }) => {
  gone.hidden = true;
  if (data !== document.documentElement.dataset.version) location.reload();
};
events.onopen = () => {
  gone.hidden = true;
};
events.onerror = () => {
  gone.hidden = false;
};
