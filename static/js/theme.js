/* Light or dark: what the person chose here, else what the system says. Runs before the first paint. */
(function () {
  "use strict";
  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try { return localStorage.getItem("theme") || "system"; } catch (e) { return "system"; }
  }
  function paint() {
    var choice = chosen();
    root.setAttribute("data-bs-theme", choice === "system" ? (system.matches ? "dark" : "light") : choice);
    document.querySelectorAll("[data-theme-choice]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    });
  }
  paint();
  system.addEventListener("change", paint);
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-theme-switch]").forEach(function (box) { box.hidden = false; });
    paint();
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-theme-choice]");
    if (!button) { return; }
    try { localStorage.setItem("theme", button.dataset.themeChoice); } catch (e) { /* private window */ }
    paint();
  });
})();
