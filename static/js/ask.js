/* The ask: the button names the chosen time, and the words are counted while one writes. */
(function () {
  "use strict";
  var form = document.querySelector("[data-ask]");
  if (!form) { return; }
  var send = form.querySelector("[data-send]");
  var text = form.querySelector("textarea[name=message]");
  var counter = form.querySelector("[data-words]");

  function name() {
    var chosen = form.querySelector("input[name=at]:checked");
    if (!chosen || !send) { return; }
    var label = "atOnce" in chosen.dataset ? send.dataset.labelAtOnce : send.dataset.label;
    send.textContent = label + " " + chosen.dataset.short;
  }
  function count() {
    if (!text || !counter) { return; }
    var words = text.value.trim() ? text.value.trim().split(/\s+/).length : 0;
    counter.hidden = words === 0;
    counter.querySelector("[data-words-count]").textContent = words;
  }
  form.addEventListener("change", name);
  form.addEventListener("input", count);
  name();
  count();
})();
