// Asks how far the computation is, and shows the plan once it is there. The request says that nobody asked.
"use strict";

(() => {
  const place = document.querySelector("[data-wait]");
  if (!place) return;
  const bar = place.querySelector("progress");
  async function look() {
    const options = { headers: { "X-Unattended": "1" }, redirect: "manual", cache: "no-store" };
    const answer = await fetch(place.dataset.wait, options).catch(() => null);
    if (answer?.ok) {
      const told = await answer.json();
      if (told.state === "ready" || told.state === "failed") return location.reload();
      bar.max = told.of;
      bar.value = told.done;
    }
    setTimeout(look, 1000);
  }
  setTimeout(look, 700);
})();
