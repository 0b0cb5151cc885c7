/* The calendar of openings: the address follows what is looked at, Back goes back to it, a chosen time stays chosen, and the
   button says which it is. */
(function () {
  "use strict";
  var form = document.getElementById("days");
  var status = document.querySelector("[data-calendar-status]");
  var box = function () { return document.getElementById("calendar"); };
  if (!form || !box()) { return; }
  var chosen = value(), shown = location.href, back = false, late = "";
  function radios() { return Array.prototype.slice.call(box().querySelectorAll("input[type=radio]")); }
  function value() {
    var radio = box().querySelector("input[type=radio]:checked");
    return radio ? radio.value : "";
  }
  /* Words are safe while htmx swaps, so the buttons need not send the whole form. */
  function quiet() {
    box().querySelectorAll("button[form]").forEach(function (button) { button.setAttribute("form", "days"); });
  }
  function name() {
    var send = document.querySelector("[data-send]");
    var radio = box().querySelector("input[type=radio]:checked");
    if (!send || !send.dataset.label) { return; }
    if (!radio) { send.textContent = send.dataset.labelNone; return; }
    var label = "atOnce" in radio.dataset ? send.dataset.labelAtOnce : send.dataset.label;
    send.textContent = label + " " + radio.dataset.short;
  }
  document.addEventListener("change", function (event) {
    if (!event.target.matches("#calendar input[type=radio]")) { return; }
    chosen = event.target.value;
    name();
    var address = new URL(form.action);
    new FormData(form).forEach(function (kept, name) { address.searchParams.append(name, kept); });
    address.searchParams.set("pick", chosen);
    shown = address.href;
    history.replaceState(history.state, "", shown);
  });
  document.addEventListener("htmx:configRequest", function (event) {
    var asked = event.detail.parameters;
    if (event.detail.target === box() && asked.view && chosen) { asked.pick = chosen; }
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target.id !== "calendar") { return; }
    quiet();
    var again = radios().filter(function (radio) { return radio.value === chosen; })[0];
    if (again) { again.checked = true; }
    chosen = value();
    shown = event.detail.xhr.responseURL;
    if (!back) { history.pushState({ calendar: true }, "", shown); }
    back = false;
    if (status) { status.textContent = box().dataset.said; }
    name();
  });
  /* Where htmx comes only now, the first press waits for it instead of leaving the page and what is typed on it. */
  document.addEventListener("click", function (event) {
    var button = event.target.closest("#calendar button[hx-get]");
    if (!button || window.htmx || !document.querySelector("script[data-load]")) { return; }
    event.preventDefault();
    late = button.id;
  });
  document.addEventListener("htmx:load", function () {
    quiet();
    var button = late && document.getElementById(late);
    late = "";
    if (button) { button.click(); }
  });
  window.addEventListener("popstate", function () {
    if (location.href.split("#")[0] === shown.split("#")[0] || !window.htmx || !box()) { return; }
    back = true;
    window.htmx.ajax("GET", location.href, { target: "#calendar", swap: "outerHTML" });
  });
  if (window.htmx) { quiet(); }
  name();
})();
