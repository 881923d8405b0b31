// On a site of plain files: filters the rows of a table by what is typed, and folds a long list to its first rows.
// The table is whole without it. What was asked stands in the address, and nobody else needs to read it.
"use strict";

for (const form of document.querySelectorAll("form[data-rows]")) {
  const rows = [...document.getElementById(form.dataset.rows).rows].filter((row) => row.dataset.name !== undefined);
  const status = document.querySelector("[data-count]"), more = document.querySelector("[data-more]");
  const [words, kept] = [form.elements.cari, form.elements.kategori];
  const asked = new URLSearchParams(location.search);
  let most = Number(more.dataset.more);
  const show = () => {
    const text = words.value.trim().toLowerCase();
    let found = 0;
    for (const row of rows) {
      const fits = row.dataset.name.includes(text) && (!kept.value || row.dataset.category === kept.value);
      found += fits ? 1 : 0;
      row.hidden = !fits || found > most;
    }
    status.textContent = `${found} ${status.dataset.count}`;
    more.hidden = found <= most;
  };
  const all = () => { most = Infinity; show(); };
  form.hidden = false;
  words.value = asked.get("cari") || "";
  kept.value = [...kept.options].some((each) => each.value === asked.get("kategori")) ? asked.get("kategori") : "";
  show();
  more.addEventListener("click", all);
  window.addEventListener("beforeprint", all);
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
}
