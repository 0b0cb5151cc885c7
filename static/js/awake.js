/* Fetches the script named in data-load when somebody first moves, touches, types or scrolls: the first view stays light. */
(function () {
  "use strict";
  var me = document.currentScript;
  var signs = ["pointermove", "pointerdown", "touchstart", "focusin", "keydown", "scroll"];
  function wake() {
    signs.forEach(function (sign) { window.removeEventListener(sign, wake, true); });
    var script = document.createElement("script");
    script.src = me.dataset.load;
    script.onerror = function () { me.removeAttribute("data-load"); }; /* then the page works as without scripts */
    document.head.appendChild(script);
  }
  signs.forEach(function (sign) { window.addEventListener(sign, wake, { capture: true, passive: true }); });
})();
