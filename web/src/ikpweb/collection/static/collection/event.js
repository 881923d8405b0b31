// The form of an event: saves itself, and says at each field what is wrong by the rules that the server has too.
"use strict";

(() => {
  const form = document.querySelector("form[data-event]");
  if (!form) return;
  for (const each of document.querySelectorAll("[data-fallback]")) each.hidden = true;
  for (const each of document.querySelectorAll("[data-scripted]")) each.hidden = false;
  const page = JSON.parse(document.getElementById("aturan").textContent);
  const touched = new Set();

  const content = () => {
    const data = new FormData(form), found = { indicator: form.dataset.indicator };
    for (const [name, rule] of Object.entries(page.rules)) {
      found[name] = rule.kind === "list" ? data.getAll(name) : (data.get(name) ?? "");
      if (rule.kind === "number") found[name] = found[name].replace(",", ".");
    }
    return found;
  };

  const mark = (name, sentence) => {
    const place = form.querySelector(`[data-fault="${name}"]`);
    if (!place) return;
    place.textContent = sentence ?? "";
    const field = form.elements[name];
    if (field?.setAttribute) { if (sentence) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid"); }
  };

  const look = () => {
    const said = content(), { broken, lacking } = window.ikpRules.check(said, page);
    for (const name of Object.keys(page.rules)) mark(name, broken[name] ?? (touched.has(name) ? lacking[name] : ""));
    return { said, broken };
  };

  // A new event is a draft from its first answer on: then there is a place for its files. What fails is asked again
  // with the next answer.
  let asking = false;
  const showFiles = async () => {
    const box = document.querySelector("[data-files]");
    if (!box || asking) return;
    asking = true;
    const answer = await fetch(box.dataset.files, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    const text = answer?.ok && !answer.redirected ? await answer.text().catch(() => "") : "";
    asking = false;
    if (!text) return;
    box.innerHTML = text; // our own page, escaped by the server
    box.removeAttribute("data-files");
    document.dispatchEvent(new CustomEvent("evidence:shown"));
  };

  let first = true;
  const saver = new window.IkpSaver(form, {
    kept: async () => {
      if (first && form.dataset.address !== location.pathname) history.replaceState(null, "", form.dataset.address);
      first = false;
      delete form.dataset.declare;
      showFiles();
      const box = document.querySelector("[data-duplicates]");
      const answer = await fetch(form.dataset.similarAddress).catch(() => null);
      if (answer?.ok && !answer.redirected) {
        const text = await answer.text();
        if (box.innerHTML.trim() !== text.trim()) box.innerHTML = text; // our own page, escaped by the server
      }
    },
    refused: (sent, faults) => { for (const each of faults[form.dataset.event] ?? []) mark(each.field, each.message); },
  });

  const changed = (event) => {
    if (!event.target.name || !(event.target.name in page.rules)) return;
    touched.add(event.target.name);
    const { said, broken } = look();
    // A field that cannot be kept waits for its writer; the others are not held up by it for long.
    if (Object.keys(broken).length) return;
    if ("declare" in form.dataset) saver.want("declarations", form.dataset.indicator, { answer: "events", reason: "" });
    saver.want("events", form.dataset.event, said);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", (event) => { if (event.target.name in page.rules) { touched.add(event.target.name); look(); } });
  document.addEventListener("evidence:changed", (event) => {
    page.evidence = event.target.querySelectorAll(".evidence-files:not(.evidence-waiting) > li").length;
    look();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); saver.flush(); });
})();
