// The fields of a draft, built from the rules of the form: the same table that the server checks by.
"use strict";

window.ikpFields = (() => {
  function made(name, kind, content) {
    const element = document.createElement(name);
    if (kind) element.className = kind;
    if (content !== undefined) element.textContent = content;
    return element;
  }

  function labelled(id, label, control) {
    const field = made("div", "field"), caption = made("label", "", label), fault = made("p", "fault");
    caption.htmlFor = control.id = id;
    control.name ||= id;
    fault.dataset.fault = control.name; fault.id = `${id}-fault`;
    control.setAttribute("aria-describedby", fault.id);
    field.append(caption, control, fault);
    return field;
  }

  function select(name, options, value, words) {
    const control = made("select");
    control.name = name;
    control.append(new Option(words.choose, ""), ...options.map(([code, label]) => new Option(label, code, false, code === value)));
    return control;
  }

  function choices(name, label, type, options, chosen) {
    const group = made("fieldset", "field full"), fault = made("p", "fault"), lines = made("div", type === "radio" ? "choices long" : "choices");
    fault.dataset.fault = name;
    group.append(made("legend", "", label), lines);
    for (const [code, said] of options) {
      const line = made("label"), box = made("input");
      box.type = type; box.name = name; box.value = code; box.checked = chosen.includes(String(code));
      line.append(box, made("span", "", said));
      lines.append(line);
    }
    group.append(fault);
    return group;
  }

  const LISTS = { stage: "stages", actors: "actors", source: "sources" };

  function field(name, rule, form, question, value, words) {
    const id = `isian-${name}`;
    if (name === "grade") {
      const facts = question?.rubric?.grades || [];
      const grades = Array.from({ length: rule.most }, (_, i) => i + 1).map((grade) => [grade, facts[grade - 1] ? `${grade}: ${facts[grade - 1][form.language] || facts[grade - 1].id || ""}` : String(grade)]);
      // Who wrote the facts is said beside them, as everywhere.
      const label = question?.rubric?.certainty === "assumed" ? `${rule.label} (${words.ownRubric})` : rule.label;
      return choices(name, label, "radio", grades, [String(value ?? "")]);
    }
    const listed = LISTS[name] ? Object.entries(form[LISTS[name]]) : [];
    if (rule.kind === "list") return choices(name, rule.label, "checkbox", listed, value || []);
    if (rule.kind === "choice") return labelled(id, rule.label, select(name, listed, value, words));
    const control = made(name === "narrative" || name === "unevidenced" ? "textarea" : "input");
    const wide = control.type === "textarea";
    if (wide) control.rows = name === "narrative" ? 5 : 2;
    else if (rule.kind === "date") control.type = "date";
    else if (rule.kind !== "text") control.inputMode = "decimal";
    control.name = name;
    control.value = value ?? (rule.default ?? "");
    if (rule.longest) control.maxLength = rule.longest;
    const shown = labelled(id, rule.label, control);
    shown.classList.toggle("full", wide);
    return shown;
  }

  function questionsOf(form) {
    return form.questions.map((each) => [each.code, `${each.code} ${each.names[form.language] || each.names.id}`]);
  }

  // Show the fields of a draft in a place; the indicator comes first, and the grade follows it.
  function show(place, form, draft, words) {
    const indicator = labelled("isian-indicator", words.indicator, select("indicator", questionsOf(form), draft.indicator, words));
    indicator.classList.add("full");
    const question = () => form.questions.find((each) => each.code === place.querySelector("[name=indicator]").value);
    place.replaceChildren(indicator);
    if (draft.kind === "answer") {
      const answers = ["nil", "no-data", "not-applicable"].map((code) => [code, words[code]]);
      const reason = made("textarea");
      reason.name = "reason"; reason.rows = 2; reason.maxLength = 2000; reason.value = draft.content.reason || "";
      place.append(choices("answer", words.answer, "radio", answers, [draft.content.answer || ""]), labelled("isian-reason", words.reason, reason));
      return;
    }
    const first = form.questions.find((each) => each.code === draft.indicator);
    for (const [name, rule] of Object.entries(form.rules)) place.append(field(name, rule, form, first, draft.content[name], words));
    place.querySelector("[name=indicator]").addEventListener("change", () => {
      const grades = place.querySelector("[name=grade]").closest("fieldset");
      const value = place.querySelector("[name=grade]:checked")?.value;
      grades.replaceWith(field("grade", form.rules.grade, form, question(), value, words));
    });
  }

  function read(element, form, kind) {
    const data = new FormData(element);
    if (kind === "answer") return { answer: data.get("answer") || "", reason: (data.get("reason") || "").trim() };
    const content = {};
    for (const [name, rule] of Object.entries(form.rules)) {
      content[name] = rule.kind === "list" ? data.getAll(name) : (data.get(name) ?? "").trim();
      if (rule.kind === "number" || rule.kind === "whole") content[name] = content[name] === "" ? null : content[name].replace(",", ".");
      if (rule.kind === "date") content[name] = content[name] || null;
    }
    return content;
  }

  return { made, show, read };
})();
