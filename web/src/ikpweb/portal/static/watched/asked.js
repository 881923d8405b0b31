// How far the computation is that was asked for; without scripts the link loads the page again.
"use strict";
const going = document.querySelector("[data-asked]");
async function look() {
  try {
    const answer = await fetch(going.dataset.asked, { headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (!told.going_on) {
      location.reload();
      return;
    }
    going.querySelector("[data-step]").textContent = told.step;
    const bar = going.querySelector("progress");
    bar.max = told.of;
    bar.value = told.done;
  } catch {
    // The server may be starting again; the next look tells.
  }
  setTimeout(look, 2000);
}
if (going) setTimeout(look, 500);
