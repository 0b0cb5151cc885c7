/* The ask: the words are counted while one writes, and a hint is taken by a click. */
(function () {
  "use strict";
  var form = document.querySelector("[data-ask]");
  if (!form) { return; }
  var text = form.querySelector("textarea[name=message]");
  var counter = form.querySelector("[data-words]");

  function count() {
    if (!text || !counter) { return; }
    var words = text.value.split(/\s+/).filter(function (word) { return /[\p{L}\p{N}]/u.test(word); }).length;
    counter.hidden = words === 0;
    counter.querySelector("[data-words-count]").textContent = words;
  }
  function offer() {
    form.querySelectorAll("[data-instead]").forEach(function (button) {
      button.hidden = !text || text.value.indexOf(button.dataset.quote) < 0;
    });
  }
  form.addEventListener("click", function (event) {
    var button = event.target.closest("[data-instead]");
    if (!button) { return; }
    text.value = text.value.replace(button.dataset.quote, function () { return button.dataset.instead; });
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("htmx:afterSwap", offer);
  form.addEventListener("input", count);
  count();
  offer();
})();
