// Sign-out removes the drafts of this device; whoever has some that were not sent is asked first.
"use strict";

(() => {
  const sentence = document.currentScript.dataset.sentence;
  document.addEventListener("submit", (event) => {
    const leaving = event.target.matches('form[action$="/keluar/"]');
    let drafts = 0;
    try { drafts = Number(localStorage.getItem("ikp.offline")); } catch { /* a browser that keeps nothing has no drafts */ }
    if (leaving && drafts > 0 && !confirm(sentence.replace("{n}", drafts))) event.preventDefault();
  });
})();
