// Decisions by keyboard: j and k move, a accepts, r returns, x rejects. Every form works without this.
"use strict";

const cards = [...document.querySelectorAll("[data-card]")];
let at = -1;
for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;

const go = (to) => {
  if (!cards.length) return;
  at = Math.max(0, Math.min(cards.length - 1, to));
  cards[at].focus();
};
for (const [i, card] of cards.entries()) card.addEventListener("focusin", () => { at = i; });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
  const decide = (move) => cards[at]?.querySelector(`[data-move="${move}"]`);
  if (event.key === "j") go(at + 1);
  else if (event.key === "k") go(at - 1);
  else if (event.key === "a" && decide("accept")) decide("accept").click();
  else if ((event.key === "r" || event.key === "x") && decide("reject")) {
    // The reason is asked for in place; Enter on the button of the move sends it, Escape closes.
    const details = cards[at].querySelector(".decide details"), reason = details.querySelector("textarea");
    details.open = true;
    details.dataset.wanted = event.key === "r" ? "return" : "reject";
    reason.focus();
  } else return;
  event.preventDefault();
});

for (const details of document.querySelectorAll(".decide details")) {
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { details.open = false; details.closest("[data-card]").focus(); }
    // Ctrl+Enter in the reason sends what r or x began.
    if (event.key === "Enter" && event.ctrlKey && details.dataset.wanted) details.querySelector(`[data-move="${details.dataset.wanted}"]`).click();
  });
}

// After a decision the page comes back: the first item that waits is next.
if (cards.length && document.querySelector(".told .success")) go(0);
