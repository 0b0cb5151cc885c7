/* The filters beside the directory: always open on a desk, and on a phone as the person left them. */
(function () {
  "use strict";
  var desk = window.matchMedia("(min-width: 768px)");
  var isOpen = false;

  function box() { return document.querySelector("[data-facets]"); }
  function fit() {
    var found = box();
    if (!found) { return; }
    found.open = desk.matches || isOpen;
    // A tick is answered at once here; the button is for browsers without scripts.
    found.querySelector("[data-without-script]").hidden = true;
  }
  fit();
  desk.addEventListener("change", fit);
  document.addEventListener("htmx:beforeSwap", function () {
    var found = box();
    isOpen = Boolean(found && found.open && !desk.matches);
  });
  document.addEventListener("htmx:afterSwap", fit);
})();
