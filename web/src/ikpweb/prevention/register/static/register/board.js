// A move on the board without leaving it; every form works without this.
"use strict";

document.addEventListener("submit", async (event) => {
  const form = event.target, board = form.closest("[data-board]"), button = event.submitter;
  if (!board || !button || board.getAttribute("aria-busy") === "true") return;
  event.preventDefault();
  const body = new FormData(form);
  body.set(button.name, button.value);
  board.setAttribute("aria-busy", "true");
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.querySelector("[data-board]");
  if (!fresh) { // refused, changed by somebody else, or no connection: the page itself says so
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    form.append(hidden);
    form.submit();
    return;
  }
  const at = [...board.querySelectorAll("form")].indexOf(form);
  board.replaceChildren(...fresh.childNodes);
  board.removeAttribute("aria-busy");
  for (const name of [".told", ".tally"]) {
    const now = document.querySelector(name), next = page.querySelector(name);
    if (now && next) now.replaceWith(next);
    else if (next && name === ".told") document.querySelector("main").querySelector("h1").before(next);
  }
  (board.querySelectorAll("form")[at] || board.querySelector("form"))?.querySelector("button")?.focus();
});
