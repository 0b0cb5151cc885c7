/* A form is sent once: its button says so and rests until the answer, or until the person comes back. */
(function () {
  "use strict";
  var resting = [];

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-not-busy")) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(wake, 15000); /* an answer that never comes must not lock the form */
    var button = event.submitter;
    resting.push({ form: form, button: button, html: button ? button.innerHTML : "" });
    if (!button) { return; }
    button.setAttribute("aria-busy", "true");
    if (button.dataset.busy) { button.textContent = button.dataset.busy; }
  });
  function wake() {
    resting.forEach(function (one) {
      delete one.form.dataset.sent;
      if (!one.button) { return; }
      one.button.removeAttribute("aria-busy");
      one.button.innerHTML = one.html;
    });
    resting = [];
  }
  window.addEventListener("pageshow", function (event) { if (event.persisted) { wake(); } });
})();
