// Renews what the board says each minute while somebody looks at it, unless they have stopped it. The request says that
// nobody asked, so that a board left open does not keep a session alive.
"use strict";

(() => {
  const EACH = 60000, choice = document.querySelector("[data-live-choice]"), box = choice?.querySelector("input");
  const moment = document.querySelector("[data-live-at]");
  if (!box) return;
  choice.hidden = false;

  async function renew() {
    if (document.hidden || !box.checked) return;
    const options = { headers: { "X-Unattended": "1" }, redirect: "manual", cache: "no-store" };
    const answer = await fetch(location.href, options).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const at = page && page.querySelector("[data-live-at]");
    moment.classList.toggle("late", !at); // what stands here is of an earlier moment, which is told
    if (!at) return;
    moment.textContent = at.textContent;
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      // What somebody has under their keyboard stays until they leave it.
      if (!fresh || part.contains(document.activeElement) || part.innerHTML === fresh.innerHTML) continue;
      part.replaceChildren(...fresh.childNodes);
    }
  }

  setInterval(renew, EACH);
  document.addEventListener("visibilitychange", renew);
})();
