// What the office has entered before: kept in the encrypted box, so that it can be changed without a line. A change is
// a draft with the revision that it began from; the server compares, and a conflict shows both versions.
"use strict";

window.ikpEntered = (() => {
  const name = (cycle) => `entered:${cycle.code}`;

  // Ask for the events of a cycle that may still be changed, and keep them; without a line what is kept stays.
  async function renew(vault, cycle, setup) {
    let told;
    try { told = await window.ikpSending.json(`${cycle.submission}?lang=${setup.language}`); } catch { return; }
    const events = Object.entries(told.events).map(([id, each]) => ({ id, ...each })).filter((each) => each.state in setup.editable);
    await vault.put(name(cycle), { revision: told.revision, events }, setup.days);
  }

  // List them in a place, in the order of the form and their days; `change` is called with a draft of the one chosen.
  async function list(place, vault, cycle, form, setup, words, change) {
    const { made } = window.ikpFields;
    const kept = (cycle && form && (await vault.get(name(cycle)))) || { revision: 0, events: [] };
    const order = new Map(form ? form.questions.map((each, at) => [each.code, at]) : []);
    const day = (each) => each.content.date || "";
    const sorted = kept.events.sort((a, b) => (order.get(a.content.indicator) ?? 999) - (order.get(b.content.indicator) ?? 999) || day(a).localeCompare(day(b)));
    const rows = sorted.map((each) => {
      const { indicator, ...content } = each.content, item = made("li"), said = made("div"), button = made("button", "plain", words.edit);
      said.append(made("strong", "", [indicator, content.date, content.district].filter(Boolean).join(" · ")));
      said.append(made("p", "quiet small", [setup.editable[each.state], (content.narrative || "").slice(0, 90)].filter(Boolean).join(" · ")));
      button.type = "button";
      button.setAttribute("aria-label", [words.edit, indicator, content.date, content.district].filter(Boolean).join(" "));
      button.addEventListener("click", () => change({ id: each.id, kind: "event", cycle: cycle.code, office: cycle.office, seen: kept.revision, indicator, content, state: each.state }));
      item.append(said, button);
      return item;
    });
    place.querySelector("[data-number]").textContent = String(rows.length);
    place.querySelector("ul").replaceChildren(...(rows.length ? rows : [made("li", "quiet", words.noEntered)]));
  }

  return { renew, list };
})();
