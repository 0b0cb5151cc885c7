/* Saves a form marked data-autosave as one types, and says so. Without this script its button saves. */
(function () {
  "use strict";
  var WAIT = 1500;   // after the last key
  var RETRY = 10000; // also how often the words change, so that a screen reader is left in peace

  function start(form) {
    var status = form.querySelector("[data-autosave-status]");
    var saved = serialize(), savedAt = 0, timer = 0, busy = false, failed = false;

    function serialize() { return new URLSearchParams(new FormData(form)).toString(); }
    function say(words) { if (status.textContent !== words) { status.textContent = words; } }
    function dirty() { return serialize() !== saved; }

    function save() {
      clearTimeout(timer);
      if (busy || !dirty()) { return; }
      var body = serialize();
      busy = true;
      fetch(form.action, {
        method: "POST", body: body, keepalive: body.length < 60000, credentials: "same-origin", redirect: "manual",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Autosave": "1" }
      }).then(function (answer) {
        busy = false;
        if (answer.status === 422) { return answer.text().then(function (why) { failed = true; say(why); }); }
        if (answer.status !== 204) { throw new Error("not saved"); }
        saved = body; savedAt = Date.now(); failed = false;
        say(form.dataset.justNow);
        if (dirty()) { later(); }
      }).catch(function () {
        busy = false; failed = true;
        say(form.dataset.failed);
      });
    }
    function later() { clearTimeout(timer); timer = setTimeout(save, WAIT); }

    form.addEventListener("input", later);
    form.addEventListener("submit", function () { clearTimeout(timer); saved = serialize(); });
    document.addEventListener("visibilitychange", function () { if (document.hidden) { save(); } });
    window.addEventListener("online", save);
    window.addEventListener("beforeunload", function (event) { if (failed && dirty()) { event.preventDefault(); } });
    setInterval(function () {
      if (failed && dirty()) { save(); return; }
      if (savedAt && !dirty()) {
        var seconds = Math.round((Date.now() - savedAt) / 10000) * 10;
        say(seconds < 60 ? form.dataset.ago.replace("{n}", String(seconds || 1)) : form.dataset.saved);
      }
    }, RETRY);
  }
  document.querySelectorAll("form[data-autosave]").forEach(start);
})();
