// The rules of an event's fields, as the server's table says them (collection/validation.py): the same sentences
// on the page, and without a connection. What is lacking is told; a draft is saved with it.
"use strict";

(() => {
  const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");

  // What is not of its kind: it cannot be saved at all.
  const kinds = {
    text: (rule, value, say) => (rule.longest && value.length > rule.longest ? say("longest", rule) : ""),
    date: (rule, value, say) => (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? "" : say("date", rule)),
    number: (rule, value, say) => {
      const number = Number(String(value).replace(",", "."));
      if (!Number.isFinite(number)) return say("number", rule);
      return number < (rule.least ?? -1e9) || number > (rule.most ?? 1e9) ? say("span", rule) : "";
    },
    whole: (rule, value, say) => kinds.number(rule, value, say) || (Number.isInteger(Number(value)) ? "" : say("whole", rule)),
    choice: (rule, value, say) => (rule.choices.includes(value) ? "" : say("choice", rule)),
    list: (rule, value, say) => (value.every((each) => rule.choices.includes(each)) ? "" : say("choice", rule)),
  };

  // Give the faults of an event: `broken` keeps it from being saved, `lacking` from being handed in.
  const check = (content, page) => {
    const say = (name, values) => fill(page.sentences[name], values);
    const broken = {}, lacking = {};
    for (const [name, rule] of Object.entries(page.rules)) {
      const value = content[name];
      const empty = value === "" || value === null || value === undefined || (Array.isArray(value) && !value.length);
      if (empty) {
        if (rule.required && rule.default === null) lacking[name] = say("lacking", { field: rule.label });
        continue;
      }
      const fault = kinds[rule.kind](rule, value, say);
      if (fault) broken[name] = fault;
    }
    const { date, date_to: last, lat, lon, unevidenced } = content;
    if (date && !broken.date && (date < page.period[0] || date > page.period[1])) lacking.date = say("period", { first: page.shown[0], last: page.shown[1] });
    if (date && last && last < date) lacking.date_to = say("order", {});
    if (Boolean(lat) !== Boolean(lon)) lacking.lat = say("point", {});
    if (!page.evidence && (unevidenced || "").trim().length < 10) lacking.unevidenced = say("unevidenced", {});
    return { broken, lacking };
  };

  window.ikpRules = { check, fill };
})();
