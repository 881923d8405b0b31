// Sends drafts to the office's API, each as a request of its own with a number of its own: sent twice over a bad
// line, it is one revision. A draft leaves the device when the server has said that it is on disk, never before.
"use strict";

window.ikpSending = (() => {
  class Unreachable extends Error {}
  class SignedOut extends Error {}

  async function asked(address, options = {}) {
    let answer;
    try {
      answer = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store", ...options });
    } catch { throw new Unreachable(); }
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut();
    if (answer.status >= 502 && answer.status <= 504) throw new Unreachable();
    return answer;
  }

  async function json(address) {
    const answer = await asked(address);
    if (!answer.ok) throw new Unreachable();
    return answer.json();
  }

  // What a draft changes. An event says too that there are events, unless the office has said so already.
  function changesOf(draft, standing) {
    if (draft.kind === "answer") return { declarations: { [draft.indicator]: draft.content }, events: {} };
    const declared = standing.declarations[draft.indicator]?.answer === "events";
    return {
      declarations: declared ? {} : { [draft.indicator]: { answer: "events", reason: "" } },
      events: { [draft.id]: { ...draft.content, indicator: draft.indicator } },
    };
  }

  // Send one draft; give what became of it: sent, conflict, refused or closed.
  async function send(draft, cycle, token, language) {
    const standing = await json(`${cycle.submission}?lang=${language}`);
    const changes = draft.resolved || changesOf(draft, standing);
    const body = JSON.stringify({ seen: draft.seen, client: draft.client, ...changes });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const answer = await asked(`${cycle.submission}?lang=${language}`, { method: "PUT", headers, body });
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return { state: "sent", revision: told.revision };
    if (answer.status === 409) return { state: "conflict", conflict: { ...told, sent: changes } };
    if (answer.status === 422) return { state: "refused", errors: told.errors || [], sentence: told.detail };
    return { state: "closed", sentence: told.detail };
  }

  // Put together what was chosen of two versions; what the writer changed besides goes along.
  function resolved(conflict, picks) {
    const changes = { declarations: {}, events: {} };
    for (const [kind, items] of Object.entries(conflict.sent)) {
      for (const [key, content] of Object.entries(items)) {
        const versions = conflict.items[key];
        if (!versions) { if ((conflict.others || []).includes(key)) changes[kind][key] = content; continue; }
        const merged = { ...versions.merged };
        for (const [name, side] of Object.entries(picks[key] || {})) merged[name] = versions[side][name];
        changes[kind][key] = merged;
      }
    }
    return changes;
  }

  return { Unreachable, SignedOut, json, send, resolved };
})();
