// Sends files of evidence in pieces (tus 1.0.0), two at a time, and goes on where a bad line broke off:
// by itself while the page is open, and after a reload once the same file is chosen again.
(() => {
  "use strict";
  const AT_ONCE = 2, FIRST = 256 * 1024, LEAST = 64 * 1024, MOST = 8 * 1024 * 1024;
  const ABOUT = 4000, SILENCE = 60000, LONGEST_WAIT = 30000;

  // What is remembered of an upload holds no name: the digest of what tells a file from another, and its address.
  async function printOf(event, file) {
    const said = new TextEncoder().encode([event, file.name, file.size, file.lastModified].join("\n"));
    if (!window.isSecureContext) return null;
    const digest = await crypto.subtle.digest("SHA-256", said);
    return "ikp.upload." + Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  const remembered = {
    get(key) { try { return key && localStorage.getItem(key); } catch { return null; } },
    set(key, address) { try { if (key) localStorage.setItem(key, address); } catch { /* a browser that keeps nothing */ } },
    drop(key) { try { if (key) localStorage.removeItem(key); } catch { /* as above */ } },
  };

  function base64(text) {
    return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  }

  class Sending {
    constructor(panel, file) {
      Object.assign(this, { panel, file, address: null, offset: 0, piece: FIRST, most: MOST, state: "waiting", failed: 0, request: null });
      this.row = this.draw();
      this.show("waiting");
    }

    draw() {
      const row = document.createElement("li");
      const add = (name, kind) => { const made = document.createElement(name); made.className = kind; return made; };
      this.name = add("span", "name"); this.name.textContent = this.file.name;
      this.bar = document.createElement("progress"); this.bar.max = this.file.size || 1; this.bar.value = 0;
      this.bar.setAttribute("aria-label", this.file.name);
      this.said = add("p", "state");
      this.buttons = add("span", "buttons");
      this.pause = this.button("pause", () => (this.state === "paused" || this.state === "failed" ? this.resume() : this.hold()));
      this.cancel = this.button("cancel", () => this.abandon());
      row.append(this.name, this.bar, this.buttons, this.said);
      this.panel.rows.append(row);
      return row;
    }

    button(word, act) {
      const made = document.createElement("button");
      made.type = "button"; made.className = "plain"; made.textContent = this.panel.words(word);
      made.addEventListener("click", act);
      this.buttons.append(made);
      return made;
    }

    show(state, sentence) {
      this.state = state;
      const percent = this.file.size ? Math.floor((100 * this.offset) / this.file.size) : 100;
      this.said.textContent = sentence || this.panel.words(state) + (state === "sending" || state === "paused" || state === "retrying" ? ` · ${percent} %` : "");
      this.row.classList.toggle("bad", state === "failed" || state === "infected");
      this.bar.value = this.offset;
      const over = state === "done" || state === "infected" || state === "refused";
      if (state === "refused") this.row.classList.add("bad");
      this.buttons.hidden = over;
      this.pause.textContent = this.panel.words(state === "paused" ? "resume" : state === "failed" ? "again" : "pause");
      this.row.dataset.state = state;
    }

    hold() {
      this.stopped = true;
      clearTimeout(this.timer);
      if (this.request) this.request.abort();
      this.show("paused");
      this.panel.next();
    }

    resume() {
      this.stopped = false; this.failed = 0;
      this.show("waiting");
      this.panel.next();
    }

    async abandon() {
      this.stopped = true;
      clearTimeout(this.timer);
      if (this.request) this.request.abort();
      remembered.drop(this.key);
      if (this.address) await this.ask("DELETE", this.address).catch(() => {});
      this.row.remove();
      this.panel.forget(this);
    }

    // One request; progress counts as a sign of life, and silence ends it.
    ask(method, address, headers = {}, body = null) {
      return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        this.request = request;
        request.open(method, address);
        for (const [name, value] of Object.entries({ "Tus-Resumable": "1.0.0", "X-CSRFToken": this.panel.token, ...headers })) request.setRequestHeader(name, value);
        let alive = setTimeout(() => request.abort(), SILENCE);
        const stir = () => { clearTimeout(alive); alive = setTimeout(() => request.abort(), SILENCE); };
        const from = this.offset;
        request.upload.onprogress = (told) => { stir(); if (method === "PATCH") this.bar.value = from + told.loaded; };
        request.upload.onload = () => { if (method === "PATCH" && from + (body ? body.size : 0) === this.file.size) this.said.textContent = this.panel.words("checking"); };
        request.onload = () => { clearTimeout(alive); resolve(request); };
        request.onerror = request.onabort = () => { clearTimeout(alive); reject(new Error("line")); };
        request.send(body);
      });
    }

    async run() {
      this.show("sending");
      try {
        if (this.key === undefined) this.key = await printOf(this.panel.event, this.file);
        await this.find();
        while (!this.stopped && this.state === "sending") await this.sendPiece();
      } catch (fault) {
        if (!this.stopped) this.later(fault.wait);
      }
      this.panel.next();
    }

    // Find how much of it is there: begun a moment ago, before a reload, or never.
    async find() {
      const known = this.address || remembered.get(this.key);
      if (known) {
        const answer = await this.ask("HEAD", known);
        if (answer.status === 200) {
          this.address = known;
          this.offset = Number(answer.getResponseHeader("Upload-Offset"));
          if (this.over(answer)) return;
          return this.show("sending");
        }
        if (answer.status !== 404 && answer.status !== 410) return this.heed(answer);
        remembered.drop(this.key);
        this.address = null; this.offset = 0;
      }
      const told = `filename ${base64(this.file.name)},events ${base64(this.panel.event)}`;
      const answer = await this.ask("POST", this.panel.to, { "Upload-Length": String(this.file.size), "Upload-Metadata": told });
      if (answer.status !== 201) return this.heed(answer);
      this.address = answer.getResponseHeader("Location");
      remembered.set(this.key, this.address);
    }

    async sendPiece() {
      const began = performance.now();
      const piece = this.file.slice(this.offset, Math.min(this.offset + this.piece, this.file.size));
      const answer = await this.ask("PATCH", this.address, { "Upload-Offset": String(this.offset), "Content-Type": "application/offset+octet-stream" }, piece);
      if (answer.status === 409 && answer.getResponseHeader("Upload-Offset")) {
        this.offset = Number(answer.getResponseHeader("Upload-Offset"));
        return;
      }
      if (answer.status === 413 && !(answer.getResponseHeader("Content-Type") || "").startsWith("application/problem+json") && piece.size > LEAST) {
        this.most = this.piece = Math.max(LEAST, Math.floor(piece.size / 2)); // a proxy in front takes less at once
        return;
      }
      if (answer.status === 404) { this.address = null; remembered.drop(this.key); throw new Error("gone"); }
      if (answer.status !== 204) return this.heed(answer);
      this.failed = 0;
      this.offset = Number(answer.getResponseHeader("Upload-Offset"));
      if (this.over(answer)) return;
      // The next piece is as large as the line carries in about four seconds: little is lost when it breaks.
      const pace = piece.size / Math.max(performance.now() - began, 1);
      this.piece = Math.min(this.most, Math.max(LEAST, Math.round(pace * ABOUT), 0), this.piece * 2);
      this.show("sending");
    }

    over(answer) {
      const evidence = answer.getResponseHeader("Ikp-Evidence");
      if (!evidence) return false;
      remembered.drop(this.key);
      this.show(answer.getResponseHeader("Ikp-Scan") === "infected" ? "infected" : "done");
      this.panel.arrived();
      return true;
    }

    // A refusal with a sentence is final; what may pass by itself is tried again.
    heed(answer) {
      const retry = Number(answer.getResponseHeader("Retry-After"));
      let told = {};
      try { told = JSON.parse(answer.responseText); } catch { /* not ours: a proxy, or a page */ }
      if (answer.status === 423 || answer.status === 429 || answer.status >= 500) {
        const fault = new Error("server");
        fault.wait = retry ? retry * 1000 : undefined;
        if (told.detail) this.sentence = told.detail;
        throw fault;
      }
      remembered.drop(this.key);
      this.show(answer.status === 401 ? "failed" : "refused", told.detail || this.panel.words("refused"));
    }

    later(wait) {
      this.failed += 1;
      const pause = wait || Math.min(LONGEST_WAIT, 1000 * 2 ** Math.min(this.failed - 1, 5)) * (0.75 + Math.random() / 2);
      this.piece = LEAST;
      this.show("retrying", this.sentence);
      this.sentence = undefined;
      this.timer = setTimeout(() => { if (!this.stopped) { this.show("waiting"); this.panel.next(); } }, pause);
    }
  }

  class Panel {
    constructor(form) {
      this.form = form;
      this.to = form.dataset.upload;
      this.event = form.dataset.event;
      this.token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      this.rows = form.querySelector(".evidence-rows");
      this.sendings = [];
      this.input = form.querySelector("[type=file]");
      this.input.required = false;
      form.querySelector("[data-plain]").hidden = true;
      this.input.addEventListener("change", () => { this.take(this.input.files); this.input.value = ""; });
      form.addEventListener("submit", (event) => event.preventDefault());
      for (const name of ["dragenter", "dragover", "dragleave", "drop"]) form.addEventListener(name, (event) => this.drag(event));
      window.addEventListener("online", () => { for (const each of this.sendings) if (each.state === "retrying") { clearTimeout(each.timer); each.show("waiting"); } this.next(); });
      window.addEventListener("beforeunload", (event) => { if (this.sendings.some((each) => each.state === "sending" || each.state === "retrying")) event.preventDefault(); });
    }

    words(name) { return this.form.dataset["w" + name[0].toUpperCase() + name.slice(1)] || ""; }

    drag(event) {
      event.preventDefault();
      this.form.classList.toggle("over", event.type === "dragenter" || event.type === "dragover");
      if (event.type === "drop") this.take(event.dataTransfer.files);
    }

    take(files) {
      for (const file of files) {
        const sending = new Sending(this, file);
        if (file.size > Number(this.form.dataset.most) * 1e6) sending.show("refused", this.words("large"));
        else this.sendings.push(sending);
      }
      this.next();
    }

    next() {
      const free = AT_ONCE - this.sendings.filter((each) => each.state === "sending").length;
      for (const each of this.sendings.filter((each) => each.state === "waiting").slice(0, Math.max(free, 0))) each.run();
    }

    forget(sending) { this.sendings = this.sendings.filter((each) => each !== sending); this.next(); }

    // Show the list of files anew; the rows below stay as they are.
    async arrived() {
      const section = this.form.closest("[data-evidence]");
      const answer = await fetch(section.dataset.evidence, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
      if (!answer || !answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const old of section.querySelectorAll(":scope > .evidence-files, :scope > p.quiet")) old.remove();
      this.form.before(...fresh.querySelectorAll("section > .evidence-files:not(.evidence-waiting)"));
      section.dispatchEvent(new CustomEvent("evidence:changed", { bubbles: true }));
    }
  }

  function start() {
    for (const form of document.querySelectorAll("form[data-upload]:not([data-ready])")) { form.dataset.ready = "1"; new Panel(form); }
  }
  start();
  document.addEventListener("evidence:shown", start);
})();
