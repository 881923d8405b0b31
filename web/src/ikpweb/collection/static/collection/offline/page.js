// The page without a connection: unlock, draft, send. What it shows comes from the encrypted box; what it knows of
// the cycle from the form that the worker keeps.
"use strict";

(async () => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const words = read("kata"), setup = read("atur");
  const { made, show, read: readFields } = window.ikpFields, { SignedOut, Unreachable } = window.ikpSending;
  const find = (name) => document.querySelector(`[data-${name}]`);
  const IDLE = 15 * 60000;
  let vault = null, cycles = [], token = "", forms = new Map(), editing = null, idle = 0;

  // --- what is said
  const alert = (sentence) => { const box = find("alert"); box.textContent = sentence || ""; box.hidden = !sentence; };
  const line = (state, sentence) => { const box = find("line"); box.dataset.state = state; box.textContent = sentence || words[state]; };
  const signIn = () => { const link = made("a", "", words.signedOut); link.href = setup.signIn; find("alert").replaceChildren(link); find("alert").hidden = false; };

  if (!window.ikpVault.able() || !("serviceWorker" in navigator)) { alert(words.unable); return; }

  // --- the worker, and what the server says while it can be reached
  async function controlled() {
    await navigator.serviceWorker.register(setup.worker, { scope: setup.scope });
    if (navigator.serviceWorker.controller) return;
    await Promise.race([new Promise((go) => navigator.serviceWorker.addEventListener("controllerchange", go, { once: true })), new Promise((go) => setTimeout(go, 4000))]);
  }

  async function ask() {
    try {
      const told = await window.ikpSending.json(setup.standing);
      ({ token, cycles } = told);
      line("online");
      if (vault) { await vault.put("standing", cycles, setup.days); renewed(); }
      return true;
    } catch (fault) {
      line("offline");
      if (fault instanceof SignedOut) signIn();
      return false;
    }
  }

  async function formOf(cycle) {
    if (forms.has(cycle.code)) return forms.get(cycle.code);
    const answer = await fetch(`${cycle.submission}/form?lang=${setup.language}`, { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return null;
    const form = await answer.json();
    form.language = setup.language;
    form.shown = form.period.map((day) => day.split("-").reverse().join("-"));
    form.evidence = 1; // files are added once the event has been sent
    forms.set(cycle.code, form);
    return form;
  }

  const enterable = () => cycles.filter((each) => each.mayEnter);
  const chosen = () => cycles.find((each) => each.code === find("cycle").value);

  // --- locked and open
  async function lock() {
    vault = null; editing = null;
    find("open").hidden = true; find("locked").hidden = false;
    find("drafts").replaceChildren();
    find("entered").querySelector("ul").replaceChildren();
    find("sent").replaceChildren();
    const known = await window.ikpVault.exists();
    for (const each of document.querySelectorAll("[data-new]")) each.hidden = known;
    find("known").hidden = !known;
    find("unlock").elements.again.required = !known;
  }

  async function open() {
    if (!cycles.length) cycles = (await vault.get("standing")) || [];
    else { await vault.put("standing", cycles, setup.days); renewed(); }
    // Of several open cycles none is taken for granted: an exercise beside the real one is soon mistaken for it.
    const options = enterable().map((each) => new Option(`${each.title} · ${each.officeName}`, each.code));
    if (options.length > 1) options.unshift(new Option(words.chooseCycle, ""));
    find("cycle").replaceChildren(...options);
    const last = await vault.get("chosen");
    if (enterable().some((each) => each.code === last)) find("cycle").value = last;
    await cycleChosen();
    await list();
    stir();
    // Shown when it is whole: nothing moves under the finger of whoever is quick.
    find("locked").hidden = true; find("open").hidden = false;
  }

  async function cycleChosen() {
    const cycle = chosen(), form = cycle && await formOf(cycle);
    if (cycle) await vault.put("chosen", cycle.code, setup.days);
    alert(form || (!cycle && enterable().length) ? "" : words.noForm);
    for (const each of document.querySelectorAll("[data-add]")) each.disabled = !form;
    find("training").hidden = !cycle?.training;
    find("training").textContent = words.training;
    await entered();
  }

  // --- what was sent before, to be changed
  async function entered() {
    const cycle = chosen();
    if (vault) await window.ikpEntered.list(find("entered"), vault, cycle, cycle && forms.get(cycle.code), setup, words, change);
  }

  // In the background: nobody waits for it, and the box may have been locked meanwhile.
  async function renewed() {
    const box = vault;
    for (const cycle of enterable()) await window.ikpEntered.renew(box, cycle, setup);
    if (vault === box) await entered();
  }

  async function change(draft) {
    const begun = (await drafts()).find((each) => each.id === draft.id);
    edit(begun ? begun.value : draft); // what was begun goes on from where it is
  }

  function stir() { clearTimeout(idle); if (vault) idle = setTimeout(lock, IDLE); }
  for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, stir);

  find("unlock").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { passphrase, again } = event.target.elements, known = await window.ikpVault.exists();
    if (passphrase.value.length < 12) return alert(words.short);
    if (!known && passphrase.value !== again.value) return alert(words.differ);
    alert(words.deriving);
    try {
      vault = await window.ikpVault.open(passphrase.value);
      alert("");
      event.target.reset();
      await open();
    } catch (fault) {
      if (!(fault instanceof window.ikpVault.WrongPassphrase)) throw fault;
      alert(words.wrong);
    }
  });

  for (const each of document.querySelectorAll("[data-wipe]")) each.addEventListener("click", async () => {
    if (!confirm(words.wipeSure)) return;
    await window.ikpVault.wipe();
    localStorage.removeItem("ikp.offline");
    forms = new Map();
    await lock();
    alert("");
  });
  find("lock").addEventListener("click", lock);
  find("cycle").addEventListener("change", cycleChosen);

  // --- drafts
  const drafts = async () => (await vault.all()).filter((each) => each.value.kind); // the box holds other things too

  async function keep(draft) {
    await vault.put(draft.id, { ...draft, client: crypto.randomUUID(), updated: Date.now() }, setup.days);
  }

  async function list() {
    const found = await drafts();
    const rows = found.sort((a, b) => a.value.updated - b.value.updated).map(({ value, expires }) => row(value, expires));
    // How many there are is no secret: sign-out asks before it removes them.
    localStorage.setItem("ikp.offline", String(rows.length));
    find("drafts").replaceChildren(...(rows.length ? rows : [made("li", "quiet", words.noDrafts)]));
  }

  function row(draft, expires) {
    const item = made("li"), form = forms.get(draft.cycle), said = made("div"), buttons = made("div", "actions");
    const title = cycles.length > 1 ? cycles.find((each) => each.code === draft.cycle && each.office === draft.office)?.title : "";
    const question = form?.questions.find((each) => each.code === draft.indicator);
    const name = question ? question.names[setup.language] || question.names.id : "";
    item.dataset.id = draft.id;
    item.dataset.state = draft.conflict ? "conflict" : draft.errors ? "refused" : "waiting";
    said.append(made("strong", "", `${draft.state ? words.changed : words[draft.kind]} · ${draft.indicator} ${name}`));
    const detail = draft.kind === "answer" ? words[draft.content.answer] : [draft.content.date, draft.content.district].filter(Boolean).join(" · ");
    const until = new Intl.DateTimeFormat(setup.language, { dateStyle: "medium" }).format(expires);
    const lacking = draft.kind === "event" && form && Object.keys(window.ikpRules.check(draft.content, form).lacking).length ? ` · ${words.lacking}` : "";
    said.append(made("p", "quiet small", `${title ? `${title} · ` : ""}${detail}${lacking} · ${words.expires} ${until}`));
    for (const [word, act] of [["edit", () => edit(draft)], ["remove", () => remove(draft)]]) {
      const button = made("button", "plain", words[word]);
      button.type = "button"; button.addEventListener("click", act);
      buttons.append(button);
    }
    item.append(said, buttons);
    for (const each of draft.errors || []) item.append(made("p", "fault whole", each.message));
    if (draft.conflict) item.append(versions(draft));
    return item;
  }

  async function remove(draft) {
    if (!confirm(words.removeSure)) return;
    await vault.remove(draft.id);
    await list();
  }

  async function edit(draft) {
    const cycle = cycles.find((each) => each.code === draft.cycle), form = cycle && await formOf(cycle);
    if (!form) return alert(words.noForm);
    editing = draft;
    find("draft-title").textContent = draft.state ? words.changed : words[draft.kind];
    find("reopens").hidden = !draft.state || draft.state === "draft";
    show(find("fields"), form, draft, words);
    for (const each of draft.errors || []) mark(each.field, each.message);
    find("draft").hidden = false;
    // At once, not smoothly: a page that still moves loses the click of whoever is quick.
    find("draft").scrollIntoView({ behavior: "instant", block: "start" });
    const indicator = find("fields").querySelector("select");
    indicator.disabled = Boolean(draft.state); // an event stays under its indicator
    find("fields").querySelector("select:enabled, input").focus({ preventScroll: true });
  }

  for (const each of document.querySelectorAll("[data-add]")) each.addEventListener("click", () => {
    const cycle = chosen();
    edit({ id: crypto.randomUUID(), kind: each.dataset.add, cycle: cycle.code, office: cycle.office, seen: cycle.revision, indicator: "", content: {} });
  });
  const close = () => { editing = null; find("draft").hidden = true; };
  find("cancel").addEventListener("click", close);
  // The field keeps the focus while the button is pressed: checking it then could move the button from under the finger.
  find("draft").querySelector("button:not([type])").addEventListener("mousedown", (event) => event.preventDefault());

  function mark(name, sentence) {
    const place = find("fields").querySelector(`[data-fault="${name}"]`);
    if (place) place.textContent = sentence || "";
    const control = find("fields").querySelector(`[name="${name}"]`);
    if (sentence) control?.setAttribute("aria-invalid", "true"); else control?.removeAttribute("aria-invalid");
  }

  // What keeps a draft from being kept, and what will be asked for when it is handed in.
  function faultsOf(form) {
    const indicator = find("fields").querySelector("[name=indicator]").value, content = readFields(find("draft"), form, editing.kind);
    const needed = indicator ? {} : { indicator: form.sentences.choice };
    if (editing.kind === "answer") {
      if (!content.answer) needed.answer = form.sentences.choice;
      if (["no-data", "not-applicable"].includes(content.answer) && content.reason.length < 10) needed.reason = form.sentences.lacking.replace("%(field)s", words.reason);
      return { indicator, content, broken: needed, lacking: {} };
    }
    const { broken, lacking } = window.ikpRules.check(content, form);
    return { indicator, content, broken: { ...broken, ...needed }, lacking };
  }

  function look(form, everything) {
    const found = faultsOf(form);
    for (const place of find("fields").querySelectorAll("[data-fault]")) {
      const name = place.dataset.fault;
      mark(name, found.broken[name] && (everything || name !== "indicator") ? found.broken[name] : everything ? found.lacking[name] : "");
    }
    return found;
  }
  // Once somebody has tried to keep a draft, what is lacking stays in sight while they mend it.
  let tried = null;
  find("draft").addEventListener("change", () => { const form = editing && forms.get(editing.cycle); if (form) look(form, tried === editing); });

  find("draft").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = forms.get(editing.cycle), { indicator, content, broken } = look(form, true);
    if (Object.keys(broken).length) { tried = editing; alert(words.broken); find("fields").querySelector("[aria-invalid]")?.focus(); return; }
    const { errors: _errors, conflict: _conflict, resolved: _resolved, ...draft } = editing;
    await keep({ ...draft, indicator, content });
    close();
    alert("");
    line(navigator.onLine ? "online" : "offline", words.saved);
    await list();
  });

  // --- two versions of the same item: both stay until somebody has chosen
  function versions(draft) {
    const box = made("div", "whole"), picks = {};
    box.append(made("p", "", words.conflict));
    for (const [key, item] of Object.entries(draft.conflict.items)) {
      const table = made("table"), head = made("tr");
      for (const each of [words.field, words.theirs, words.mine]) { const cell = made("th", "", each); cell.scope = "col"; head.append(cell); }
      table.append(head);
      picks[key] = {};
      for (const name of Object.keys(item.mine)) {
        if (JSON.stringify(item.mine[name]) === JSON.stringify(item.theirs[name])) continue;
        picks[key][name] = JSON.stringify(item.merged[name]) === JSON.stringify(item.mine[name]) ? "mine" : "theirs";
        const label = forms.get(draft.cycle)?.rules[name]?.label || words[name] || name;
        const line = made("tr"), caption = made("th", "", item.both.includes(name) ? `${label} (${words.both})` : label);
        caption.scope = "row";
        line.append(caption, ...["theirs", "mine"].map((side) => {
          const cell = made("td"), choice = made("label"), radio = made("input"), value = item[side][name];
          radio.type = "radio"; radio.name = `${key}-${name}`; radio.checked = picks[key][name] === side;
          radio.addEventListener("change", () => { picks[key][name] = side; });
          choice.append(radio, ` ${Array.isArray(value) ? value.join(", ") : words[value] ?? value ?? "–"}`);
          cell.append(choice);
          return cell;
        }));
        table.append(line);
      }
      box.append(table);
    }
    const button = made("button", "", words.keep);
    button.type = "button";
    button.addEventListener("click", async () => {
      const resolved = window.ikpSending.resolved(draft.conflict, picks);
      const { conflict, errors: _errors, ...rest } = draft;
      const content = (draft.kind === "answer" ? resolved.declarations[draft.indicator] : resolved.events[draft.id]) || draft.content;
      await keep({ ...rest, content, seen: conflict.revision, resolved });
      await list();
    });
    box.append(button);
    return box;
  }

  // Where the evidence of an event that was just sent is added; forgotten with the page.
  function toEvidence(draft) {
    if (draft.kind !== "event") return;
    const item = made("li"), link = made("a", "", [words.attach, draft.indicator, draft.content.date, draft.content.district].filter(Boolean).join(" · "));
    link.href = setup.event.replace("00000000-0000-0000-0000-000000000000", draft.id);
    item.append(link);
    find("sent").append(item);
  }

  // --- sending, one draft after the other; what is not acknowledged stays
  find("send").addEventListener("click", async () => {
    close();
    alert("");
    line("sending");
    if (!(await ask())) { if (find("alert").hidden) alert(words.unreachable); return; }
    let sent = 0, stopped = "";
    for (const { value: draft } of (await drafts()).sort((a, b) => a.value.updated - b.value.updated)) {
      const cycle = cycles.find((each) => each.code === draft.cycle && each.office === draft.office);
      if (draft.conflict) continue;
      if (!cycle) { stopped = words.closed; continue; }
      try {
        const done = await window.ikpSending.send(draft, cycle, token, setup.language);
        if (done.state === "sent") { await vault.remove(draft.id); sent += 1; toEvidence(draft); continue; }
        if (done.state === "closed") { stopped = done.sentence || words.closed; continue; }
        await vault.put(draft.id, { ...draft, errors: done.errors, conflict: done.conflict }, setup.days);
        stopped = done.state === "conflict" ? words.conflict : words.refused;
      } catch (fault) {
        if (fault instanceof SignedOut) signIn(); else if (fault instanceof Unreachable) alert(words.unreachable); else throw fault;
        break;
      }
    }
    if (sent) renewed();
    line("online", sent ? `${sent} × ${words.sent}` : words.nothingSent);
    if (stopped) alert(stopped);
    await list();
  });

  window.addEventListener("online", ask);
  window.addEventListener("offline", () => line("offline"));

  await window.ikpVault.expire();
  await controlled();
  await ask();
  for (const cycle of enterable()) await formOf(cycle); // so that it is at hand without a line
  await lock();
  document.documentElement.dataset.ready = "1";
})();
