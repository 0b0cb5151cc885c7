/* An offer to undo goes away after some seconds, but never from under somebody's hand. */
(function () {
  "use strict";
  document.querySelectorAll("[data-undo]").forEach(function (form) {
    function leave() {
      if (form.matches(":hover, :focus-within")) { window.setTimeout(leave, 2000); return; }
      form.hidden = true;
    }
    window.setTimeout(leave, Number(form.dataset.undo) * 1000);
  });
})();
