// Small enhancements; every page works without them.
"use strict";

// Controls that change the page do so when they change; the button is for those without scripts.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
  form.querySelector("[data-fallback]")?.setAttribute("hidden", "");
}

// The map says in words what the pointer, the finger or the keyboard is on.
for (const map of document.querySelectorAll("[data-map]")) {
  const read = document.getElementById(map.dataset.map);
  if (!read) continue;
  const say = (event) => {
    const link = event.target.closest("a[data-say]");
    if (link) read.textContent = link.dataset.say;
  };
  for (const kind of ["pointerover", "focusin", "touchstart"]) map.addEventListener(kind, say, { passive: true });
  // Arrow keys walk from hexagon to hexagon: 514 stops of the tab key are too many.
  const links = [...map.querySelectorAll("a[data-say]")];
  links.forEach((link, i) => link.setAttribute("tabindex", i ? "-1" : "0"));
  map.addEventListener("keydown", (event) => {
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    const here = event.target.closest("a[data-say]");
    if (!step || !here) return;
    event.preventDefault();
    const at = (link) => [Number(link.dataset.x), Number(link.dataset.y)];
    const [x, y] = at(here);
    let best = null, least = Infinity;
    for (const link of links) {
      const [u, v] = at(link), along = (u - x) * step[0] + (v - y) * step[1];
      if (along <= 0) continue;
      const aside = Math.abs((u - x) * step[1]) + Math.abs((v - y) * step[0]);
      const far = along + 3 * aside;
      if (far < least) { least = far; best = link; }
    }
    if (best) { here.setAttribute("tabindex", "-1"); best.setAttribute("tabindex", "0"); best.focus(); }
  });
}

// Suggestions while typing; Enter without one goes to the page of results.
for (const box of document.querySelectorAll("[data-suggest]")) {
  const list = document.getElementById(box.getAttribute("aria-controls"));
  let asked = 0, timer;
  const close = () => { list.replaceChildren(); box.setAttribute("aria-expanded", "false"); };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    const words = box.value.trim();
    if (words.length < 2) return close();
    timer = setTimeout(async () => {
      const turn = ++asked;
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(words)}`);
      if (turn !== asked || !answer.ok) return;
      list.replaceChildren(...(await answer.json()).results.map((unit) => {
        const item = document.createElement("li"), link = document.createElement("a"), where = document.createElement("span");
        link.href = unit.url; link.append(unit.name); where.className = "quiet"; where.textContent = unit.where;
        link.append(where); item.append(link);
        return item;
      }));
      box.setAttribute("aria-expanded", String(list.childElementCount > 0));
    }, 150);
  });
  box.closest(".search").addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")], i = links.indexOf(document.activeElement);
    if (event.key === "Escape") { close(); box.focus(); }
    if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(i + 1, links.length - 1)].focus(); }
    if (event.key === "ArrowUp" && i >= 0) { event.preventDefault(); (i ? links[i - 1] : box).focus(); }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });
}

// Copy buttons.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.done;
  });
}
