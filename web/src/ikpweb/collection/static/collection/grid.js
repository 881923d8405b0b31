// The grid of indicators: keys, saving by itself, filters at once. Without it the page is a plain form.
"use strict";

(() => {
  const grid = document.querySelector("[data-grid]");
  if (!grid) return;
  for (const each of document.querySelectorAll("[data-fallback]")) each.hidden = true;
  const rows = [...grid.querySelectorAll("[data-row]")];
  const shown = () => rows.filter((row) => !row.hidden);
  const chosen = (row) => row.querySelector("input[type=radio]:checked");
  const faults = (row, sentences) => row.querySelector("[data-faults]").replaceChildren(...sentences.map((sentence) => {
    const item = document.createElement("li"); item.textContent = sentence; return item;
  }));

  // --- saving
  const saver = new window.IkpSaver(grid, {
    kept: (sent) => { for (const code of Object.keys(sent.declarations)) { const row = document.getElementById(code); if (row) faults(row, []); } },
    news: (code, content) => {
      const row = document.getElementById(code), radio = row?.querySelector(`input[value="${content.answer}"]`);
      if (!radio) return;
      radio.checked = true;
      row.querySelector(".reason input").value = content.reason;
      row.classList.add("news");
      count();
    },
    refused: (sent, found) => { for (const [code, list] of Object.entries(found)) { const row = document.getElementById(code); if (row) { unfold(row); faults(row, list.map((each) => each.message)); } } },
  });
  const changed = (row) => {
    const answer = chosen(row)?.value;
    if (!answer) return;
    const reason = ["no-data", "not-applicable"].includes(answer) ? row.querySelector(".reason input").value : "";
    saver.want("declarations", row.dataset.row, { answer, reason });
    count(); sift(); goOn(row.closest("[data-part]"));
  };
  grid.addEventListener("change", (event) => { const row = event.target.closest("[data-row]"); if (row) changed(row); });
  grid.addEventListener("input", (event) => { if (event.target.matches(".reason input")) changed(event.target.closest("[data-row]")); });
  grid.addEventListener("submit", (event) => { event.preventDefault(); saver.flush(); });

  // --- progress: what the filter of the address hides is counted by the server
  const groups = [...grid.querySelectorAll("[data-group], [data-part]")];
  const name = (group) => group.dataset.group ?? `part-${group.dataset.part}`;
  const start = new Map(groups.map((group) => [group, group.querySelectorAll("input[type=radio]:checked").length]));
  const told = new Map([...document.querySelectorAll("[data-count]")].map((each) => [each.dataset.count, Number(each.querySelector("[data-answered]").textContent)]));
  const count = () => {
    let more = 0;
    for (const group of groups) {
      const plus = group.querySelectorAll("input[type=radio]:checked").length - start.get(group);
      if (group.dataset.group) more += plus;
      put(name(group), plus);
    }
    put("all", more);
    document.querySelector("[data-progress=all]").value = told.get("all") + more;
  };
  const put = (name, plus) => { document.querySelector(`[data-count="${name}"] [data-answered]`).textContent = told.get(name) + plus; };

  // --- parts: the next one opens when one is done; nothing above it moves
  const parts = [...grid.querySelectorAll("[data-part]")];
  const done = (part) => [...part.querySelectorAll("[data-row]")].every(chosen);
  const goOn = (part) => { if (done(part)) { const next = parts.slice(parts.indexOf(part) + 1).find((each) => !done(each)); if (next) next.open = true; } };
  const unfold = (row) => { row.closest("[data-part]").open = true; };
  for (const link of document.querySelectorAll("[data-unfold]")) link.addEventListener("click", (event) => {
    event.preventDefault();
    for (const part of parts) part.open = Boolean(link.dataset.unfold) || part === parts.find((each) => !done(each));
  });
  // Not every browser unfolds what an address points into.
  const aimed = () => { const row = document.getElementById(location.hash.slice(1)); if (row?.matches("[data-row]")) { unfold(row); row.scrollIntoView(); } };
  window.addEventListener("hashchange", aimed);
  aimed();

  // --- filters
  const filter = document.querySelector("[data-filter]"), words = filter.elements.cari, which = filter.elements.saring;
  const keeps = { "": () => true, belum: (row) => !chosen(row), kembali: (row) => "back" in row.dataset, kejadian: (row) => row.dataset.events !== "0" };
  const sift = (force) => {
    const text = words.value.trim().toLowerCase(), keep = keeps[which.value] ?? keeps[""];
    for (const row of rows) {
      // A row that is being answered stays until the filter is chosen anew: nothing jumps away under the finger.
      if (!force && !row.hidden && row.contains(document.activeElement)) continue;
      row.hidden = !(keep(row) && row.querySelector("legend").textContent.toLowerCase().includes(text));
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-row]:not([hidden])");
    if (force && (text || which.value)) shown().forEach(unfold);
    grid.querySelector("[data-none]").hidden = shown().length > 0;
  };
  words.addEventListener("input", () => sift(true));
  which.addEventListener("change", () => sift(true));
  filter.addEventListener("submit", (event) => { event.preventDefault(); sift(true); (shown()[0] && enter(shown()[0])); });

  // --- keys
  const enter = (row) => { unfold(row); (chosen(row) ?? row.querySelector("input[type=radio]")).focus(); row.scrollIntoView({ block: "nearest" }); };
  const help = document.getElementById("pintasan"), keys = help.querySelector("[data-keys]");
  try { keys.checked = localStorage.getItem("ikp-keys") !== "off"; } catch { /* no storage: always on */ }
  keys.addEventListener("change", () => { try { localStorage.setItem("ikp-keys", keys.checked ? "on" : "off"); } catch { /* stays for this page */ } });
  const opener = document.querySelector("[data-help]");
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());

  const step = (row, by) => { const all = shown(), next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(row) + by))]; if (next) enter(next); };
  grid.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target.matches("input[type=text]");
    // Arrows up and down belong to the rows; left and right stay with the four answers of a row.
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? (typing || !keys.checked ? 0 : { j: 1, k: -1 }[event.key] ?? 0);
    if (by) { event.preventDefault(); return step(row, by); }
    if (typing) { if (event.key === "Escape") enter(row); return; }
    if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); const open = row.querySelector("[data-open]"); void saver.flush().finally(() => open.click()); return; }
    if (!keys.checked) return;
    const radio = row.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (/^[1-4]$/.test(event.key) && radio) { event.preventDefault(); radio.checked = true; radio.focus(); changed(row); }
    if (event.key === "r" && row.querySelector(".reason").offsetParent) { event.preventDefault(); row.querySelector(".reason input").focus(); }
  });
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || help.open) return;
    if (event.target.matches("input[type=text], input[type=search], textarea, select")) return;
    if (event.key === "/") { event.preventDefault(); words.focus(); }
    if (event.key === "?") { event.preventDefault(); help.showModal(); }
  });
})();
