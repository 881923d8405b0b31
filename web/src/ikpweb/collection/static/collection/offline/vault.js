// A locked box in the browser: every item is encrypted with AES-GCM; the key is derived from a passphrase
// (PBKDF2, SHA-256, 600,000 rounds), never stored, and cannot be taken out of the page's memory by a script.
"use strict";

window.ikpVault = (() => {
  const NAME = "ikp-offline", ROUNDS = 600000, DAY = 86400000;
  const text = new TextEncoder(), words = new TextDecoder();

  class WrongPassphrase extends Error {}

  function asked(request) {
    return new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
  }

  async function database() {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => { opening.result.createObjectStore("box"); opening.result.createObjectStore("items"); };
    const opened = await asked(opening);
    opened.onversionchange = () => opened.close(); // another page wipes it
    return opened;
  }

  async function within(store, mode, act) {
    const opened = await database();
    try {
      const work = opened.transaction(store, mode);
      const whole = new Promise((resolve, reject) => { work.oncomplete = resolve; work.onabort = work.onerror = () => reject(work.error); });
      const result = await act(work.objectStore(store));
      await whole;
      return result;
    } finally { opened.close(); }
  }

  async function derived(passphrase, salt, rounds) {
    const material = await crypto.subtle.importKey("raw", text.encode(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  // The number of an item is bound into it: what was encrypted under one cannot be shown under another.
  async function locked(key, id, value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(id) }, key, text.encode(JSON.stringify(value)));
    return { iv, data };
  }

  async function unlocked(key, id, { iv, data }) {
    try {
      return JSON.parse(words.decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: text.encode(id) }, key, data)));
    } catch (fault) {
      if (fault.name === "OperationError") throw new WrongPassphrase();
      throw fault;
    }
  }

  class Vault {
    #key;
    constructor(key) { this.#key = key; }

    async put(id, value, days) {
      const sealed = await locked(this.#key, id, value);
      await within("items", "readwrite", (items) => asked(items.put({ ...sealed, expires: Date.now() + days * DAY }, id)));
    }

    async all() {
      const [ids, rows] = await within("items", "readonly", async (items) => Promise.all([asked(items.getAllKeys()), asked(items.getAll())]));
      return Promise.all(ids.map(async (id, at) => ({ id, expires: rows[at].expires, value: await unlocked(this.#key, id, rows[at]) })));
    }

    async get(id) {
      const row = await within("items", "readonly", (items) => asked(items.get(id)));
      return row && unlocked(this.#key, id, row);
    }

    remove(id) { return within("items", "readwrite", (items) => asked(items.delete(id))); }
  }

  return {
    WrongPassphrase,
    able: () => Boolean(window.isSecureContext && window.crypto?.subtle && window.indexedDB),
    exists: async () => Boolean(await within("box", "readonly", (box) => asked(box.get("lock")))),
    // Make the box, or open it; a wrong passphrase shows because the token in it cannot be read.
    async open(passphrase) {
      const known = await within("box", "readonly", (box) => asked(box.get("lock")));
      if (known) {
        const key = await derived(passphrase, known.salt, known.rounds);
        await unlocked(key, "lock", known.token);
        return new Vault(key);
      }
      const salt = crypto.getRandomValues(new Uint8Array(16));
      const key = await derived(passphrase, salt, ROUNDS);
      const token = await locked(key, "lock", "ikp");
      await within("box", "readwrite", (box) => asked(box.put({ salt, rounds: ROUNDS, token }, "lock")));
      return new Vault(key);
    },
    // What has expired goes, whether or not anybody knows the passphrase.
    expire: () => within("items", "readwrite", async (items) => {
      const [ids, rows] = await Promise.all([asked(items.getAllKeys()), asked(items.getAll())]);
      await Promise.all(ids.filter((_, at) => rows[at].expires < Date.now()).map((id) => asked(items.delete(id))));
    }),
    wipe: async () => {
      await asked(indexedDB.deleteDatabase(NAME));
      for (const name of await caches.keys()) if (name === "ikp-offline-forms") await caches.delete(name);
    },
  };
})();
