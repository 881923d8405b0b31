// Filters the rows of a table by what is typed; the table is whole without it. Works on a site of plain files too:
// what was asked stands in the address, and nobody else needs to read it.
"use strict";

for (const form of document.querySelectorAll("form[data-rows]")) {
  const rows = [...document.getElementById(form.dataset.rows).rows].filter((row) => row.dataset.name !== undefined);
  const status = document.querySelector("[data-count]");
  const [words, kept] = [form.elements.cari, form.elements.kategori];
  const asked = new URLSearchParams(location.search);
  const show = () => {
    const text = words.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const fits = row.dataset.name.includes(text) && (!kept.value || row.dataset.category === kept.value);
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    status.textContent = `${shown} ${status.dataset.count}`;
  };
  form.hidden = false;
  if (form.hasAttribute("data-plain")) {
    words.value = asked.get("cari") || "";
    kept.value = [...kept.options].some((each) => each.value === asked.get("kategori")) ? asked.get("kategori") : "";
    show();
  }
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
}
