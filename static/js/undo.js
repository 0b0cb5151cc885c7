/* An offer to undo goes away after some seconds, but never from under somebody's hand. Where it cannot be undone any more (data-undo-last) it goes all the same, and the next sentence says so. */
(function () {
  "use strict";
  document.querySelectorAll("[data-undo]").forEach(function (form) {
    var isLast = "undoLast" in form.dataset;
    function leave() {
      if (!isLast && form.matches(":hover, :focus-within")) { window.setTimeout(leave, 2000); return; }
      var over = isLast && form.parentNode.querySelector("[data-undo-over]");
      var hadFocus = form.matches(":focus-within");
      form.hidden = true;
      if (over) { over.hidden = false; if (hadFocus) { over.focus(); } }
    }
    window.setTimeout(leave, Number(form.dataset.undo) * 1000);
  });
})();
