// Follows a look at a place as it goes on. Without it the page loads itself again.
const AGAIN_MS = 10_000;
const said = document.querySelector('[data-progress]');
const offline = document.querySelector('[data-offline]');
const follow = new EventSource(said.dataset.progress);

/** What is said already is not said again: it would be read aloud again. */
function show(lines) {
  if (said.textContent === lines.join('')) return;
  said.replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement('p'), { textContent: line })),
  );
}

follow.addEventListener('open', () => {
  offline.hidden = true;
});
follow.addEventListener('error', () => {
  offline.hidden = false;
  // The browser tries again by itself, unless it was turned away: then the page says why.
  if (follow.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), AGAIN_MS);
});
follow.addEventListener('step', ({ data }) => {
  show(JSON.parse(data));
});
follow.addEventListener('over', ({ data }) => {
  follow.close();
  show(JSON.parse(data));
  location.replace(said.dataset.then);
});
