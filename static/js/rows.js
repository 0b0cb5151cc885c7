/* Adds and removes rows of a list of blocks. Without this script a checkbox and a button do it. */
(function () {
  "use strict";
  document.querySelectorAll("[data-rows]").forEach(function (box) {
    var list = box.querySelector("[data-rows-list]");
    var empty = box.querySelector("[data-rows-empty]");
    var total = box.querySelector("[name='" + box.dataset.prefix + "-TOTAL_FORMS']");

    function dress(row) {
      var button = row.querySelector("[data-row-remove]");
      var check = row.querySelector(".remove");
      if (!button || !check) { return; }
      check.hidden = true;
      button.hidden = false;
      button.addEventListener("click", function () {
        check.querySelector("input").checked = true;
        row.hidden = true;
        var next = list.querySelector("[data-row]:not([hidden]) select");
        (next || box.querySelector("[data-rows-add]")).focus();
      });
      if (check.querySelector("input").checked) { row.hidden = true; }
    }
    list.querySelectorAll("[data-row]").forEach(dress);

    box.querySelector("[data-rows-add]").addEventListener("click", function (event) {
      event.preventDefault();
      var n = Number(total.value);
      var holder = document.createElement("ul");
      holder.innerHTML = empty.innerHTML.replace(/__prefix__/g, String(n));
      var row = holder.querySelector("[data-row]");
      list.appendChild(row);
      total.value = String(n + 1);
      dress(row);
      row.querySelector("select").focus();
    });
  });
})();
