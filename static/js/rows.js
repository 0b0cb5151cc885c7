/* Adds and removes rows of a list of blocks. Without this script a checkbox and a button do it. */
(function () {
  "use strict";

  function start(box) {
    if (box.dataset.started) { return; }
    box.dataset.started = "1";
    var list = box.querySelector("[data-rows-list]");
    var empty = box.querySelector("[data-rows-empty]");
    var total = box.querySelector("[name='" + box.dataset.prefix + "-TOTAL_FORMS']");

    function fields(row) { return Array.from(row.querySelectorAll("select, input:not([type=checkbox])")); }
    function live() { return Array.from(list.querySelectorAll("[data-row]:not([hidden])")); }
    function isEmpty(row) { return fields(row).every(function (field) { return !field.value; }); }
    function remove(row) {
      row.querySelector(".remove input").checked = true;
      row.hidden = true;
    }
    function dress(row) {
      var button = row.querySelector("[data-row-remove]");
      var check = row.querySelector(".remove");
      check.hidden = true;
      button.hidden = false;
      button.addEventListener("click", function () {
        remove(row);
        row.dispatchEvent(new Event("input", { bubbles: true }));
        (fields(live()[0] || row)[0] || box).focus();
        if (!live().length) { box.querySelector("[data-rows-add]").focus(); }
      });
      if (check.querySelector("input").checked) { row.hidden = true; }
    }
    function add() {
      var n = Number(total.value);
      var holder = document.createElement("ul");
      holder.innerHTML = empty.innerHTML.replace(/__prefix__/g, String(n));
      var row = holder.querySelector("[data-row]");
      list.appendChild(row);
      total.value = String(n + 1);
      dress(row);
      return row;
    }

    list.querySelectorAll("[data-row]").forEach(dress);
    if (box.hasAttribute("data-rows-tidy")) { live().filter(isEmpty).forEach(remove); }
    box.querySelector("[data-rows-add]").addEventListener("click", function (event) {
      event.preventDefault();
      fields(add())[0].focus();
    });
    box.hourRows = { live: live, add: add, remove: remove, isEmpty: isEmpty, list: list };
  }

  function startAll() { document.querySelectorAll("[data-rows]").forEach(start); }
  startAll();
  document.addEventListener("htmx:load", startAll);
})();
