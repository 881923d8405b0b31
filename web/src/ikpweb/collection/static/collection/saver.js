// Saving by itself: what changed is sent a moment later, one request at a time. A request that was not answered is
// sent again as it was, with the number it had, so that a bad line never enters anything twice.
"use strict";

(() => {
  const number = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40; bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  class Saver {
    // `form` carries data-api, data-seen, data-choose, data-sign-in; `told` is called with what was kept or refused.
    constructor(form, told = {}) {
      this.form = form; this.told = told;
      this.seen = Number(form.dataset.seen);
      this.token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      this.box = document.querySelector("[data-saving]");
      this.box.hidden = false;
      this.waiting = { declarations: {}, events: {} };
      this.sent = null; this.timer = 0; this.pause = 1000; this.stopped = false;
      this.say("idle");
      this.part("retry").addEventListener("click", () => this.flush());
      this.part("versions").addEventListener("click", () => this.versions());
      this.part("login").href = form.dataset.signIn;
      // Whoever leaves while all goes well is not asked: the request is finished without the page.
      window.addEventListener("beforeunload", (event) => {
        if (!this.unsaved || this.leaving) return;
        if (["waiting", "sending"].includes(this.box.dataset.state)) this.flush(); else event.preventDefault();
      });
      window.addEventListener("online", () => this.flush());
      window.addEventListener("focus", () => { if (this.box.dataset.state === "ended") this.flush(); });
      document.addEventListener("visibilitychange", () => { if (document.hidden) this.flush(); });
    }

    part(name) { return this.box.querySelector(`[data-${name}]`); }

    get unsaved() { return Boolean(this.sent) || Object.values(this.waiting).some((kind) => Object.keys(kind).length); }

    say(state, ...buttons) {
      const clock = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" });
      const text = this.box.dataset[state];
      this.box.dataset.state = state;
      this.part("text").textContent = state === "saved" ? `${text} ${clock.format(new Date())}` : text;
      for (const name of ["retry", "versions", "login"]) this.part(name).hidden = !buttons.includes(name);
    }

    want(kind, key, content) {
      this.waiting[kind][key] = content;
      if (!this.stopped) this.say("waiting");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), 700);
    }

    async flush() {
      clearTimeout(this.timer);
      if (this.busy || this.stopped) return;
      if (!this.sent) {
        if (!this.unsaved) return;
        this.sent = { seen: this.seen, client: number(), ...this.waiting };
        this.waiting = { declarations: {}, events: {} };
      }
      this.busy = true; this.say("sending");
      const body = JSON.stringify(this.sent);
      let answer;
      try {
        answer = await fetch(`${this.form.dataset.api}?lang=${document.documentElement.lang}`, {
          method: "PUT", body, redirect: "manual", keepalive: body.length < 30000,
          headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        });
      } catch { answer = null; }
      this.busy = false;
      if (!answer || answer.status >= 500 || answer.status === 0) return this.again();
      const document_ = await answer.json().catch(() => null);
      if (!document_) return this.again();
      this.pause = 1000;
      const handlers = { 200: "kept", 409: "conflict", 422: "refused", 401: "ended" };
      this[handlers[answer.status] ?? "denied"](document_);
    }

    again() {
      this.say("failed", "retry");
      this.timer = setTimeout(() => this.flush(), this.pause);
      this.pause = Math.min(this.pause * 2, 60000);
    }

    kept(answer) {
      const sent = this.sent; this.sent = null; this.renewed = false;
      // What others changed meanwhile is shown before it counts as seen; what is being changed here too is a conflict.
      const news = Object.entries(answer.news ?? {});
      if (news.some(([code]) => code in this.waiting.declarations)) { this.say("waiting"); return void this.flush(); }
      for (const [code, content] of news) this.told.news?.(code, content);
      this.seen = answer.revision;
      for (const field of document.querySelectorAll("[name=seen]")) field.value = this.seen;
      this.told.kept?.(sent, answer);
      if (this.unsaved) { this.say("waiting"); return void this.flush(); }
      this.say(this.faulty ? "refused" : "saved");
      if (news.length) this.part("text").textContent += ` · ${this.box.dataset.news} ${news.map(([code]) => code).join(", ")}`;
    }

    // Nothing of the request was kept: what is in order is sent without what is not.
    refused(problem) {
      const sent = this.sent; this.sent = null;
      const faults = {};
      for (const each of problem.errors ?? []) if (each.item) (faults[each.item] ??= []).push(each);
      this.told.refused?.(sent, faults);
      let good = 0;
      for (const kind of ["declarations", "events"]) {
        for (const [key, content] of Object.entries(sent[kind])) {
          if (!faults[key] && !(key in this.waiting[kind])) { this.waiting[kind][key] = content; good += 1; }
        }
      }
      this.faulty = true;
      this.say("refused");
      if (good && Object.keys(faults).length) this.flush();
    }

    conflict() { this.stopped = true; this.say("conflict", "versions"); }

    ended() { this.say("ended", "retry", "login"); }

    // Who signs in anew in another tab gets another token: it is fetched, and what waits is sent with it.
    async denied(problem) {
      if (problem.code !== "forged") { this.stopped = true; this.say("denied"); return; }
      if (this.renewed) return this.ended();
      this.renewed = true;
      const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "");
      const token = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-api] [name=csrfmiddlewaretoken]")?.value;
      if (!token) return this.ended();
      this.token = token;
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
      return this.flush();
    }

    // The page of two versions takes everything that is not kept yet.
    versions() {
      const changes = { declarations: { ...this.sent?.declarations, ...this.waiting.declarations }, events: { ...this.sent?.events, ...this.waiting.events } };
      const post = document.createElement("form");
      post.method = "post"; post.action = this.form.dataset.choose; post.hidden = true;
      for (const [name, value] of Object.entries({ csrfmiddlewaretoken: this.token, seen: this.seen, client: number(), changes: JSON.stringify(changes) })) {
        const field = document.createElement("input");
        field.type = "hidden"; field.name = name; field.value = value; post.append(field);
      }
      this.leaving = true;
      document.body.append(post); post.submit();
    }
  }

  window.IkpSaver = Saver;
})();
