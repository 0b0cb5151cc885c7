/* Folds long parts of a page away on a phone, until somebody opens them; what is wrong stays open. */
(function () {
  "use strict";
  if (!window.matchMedia("(max-width: 767.98px)").matches) { return; }
  document.querySelectorAll("[data-fold]:not([data-keep-open])").forEach(function (part) { part.open = false; });
})();
