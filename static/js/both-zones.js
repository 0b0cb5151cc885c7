/* Beside a day and time that somebody types stands what it is for the other. Without this script a sentence says how far the clocks are apart. */
(function () {
  "use strict";
  document.querySelectorAll("[data-both-zones]").forEach(function (box) {
    var mine = box.dataset.mine, theirs = box.dataset.theirs;
    if (!mine || !theirs || mine === theirs) { return; }
    var say = new Intl.DateTimeFormat("en-US", {
      timeZone: theirs, weekday: "short", hour: "numeric", minute: "2-digit", timeZoneName: "short",
      hourCycle: "24" in box.dataset ? "h23" : "h12"
    });
    var wall = new Intl.DateTimeFormat("en-US", {
      timeZone: mine, year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23"
    });
    /* The wall clock of `mine` at an instant, as if it were UTC. */
    function shown(at) {
      var part = {};
      wall.formatToParts(at).forEach(function (each) { part[each.type] = Number(each.value); });
      return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute);
    }
    function instant(typed) {
      var wanted = Date.parse(typed + "Z"), at = wanted;
      at += wanted - shown(at);
      at += wanted - shown(at); /* once more, for a night on which the clocks change */
      return at;
    }
    function said(at) { return say.format(at).replace(/\s*([AP])M/, function (_all, half) { return " " + half.toLowerCase() + "m"; }); }
    box.querySelectorAll("input").forEach(function (input) {
      var there = document.createElement("span");
      there.className = "there";
      there.setAttribute("aria-live", "polite");
      input.closest(".free-time").appendChild(there);
      function tell() {
        var known = input.value && !Number.isNaN(Date.parse(input.value + "Z"));
        there.textContent = known ? said(instant(input.value)) + " " + box.dataset.for : "";
      }
      input.addEventListener("input", tell);
      tell();
    });
  });
})();
