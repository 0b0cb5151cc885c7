/* The weekly grid: half-hour cells over the rows of the list, which stay the one truth and are what is sent. */
(function () {
  "use strict";
  var STEP = 30, DAY = 1440, REVEAL = 4;
  var form = document.getElementById("availability");
  if (!form) { return; }
  var bar = form.querySelector("[data-savebar]");
  var views = document.querySelector("[data-views]");
  var phone = window.matchMedia("(max-width: 767.98px)");
  var before = [];      // the rows as they were, one entry for each change that can be taken back
  var week = null;

  function pad(n) { return (n < 10 ? "0" : "") + n; }
  function minutes(text) {
    var parts = /^(\d\d):(\d\d)/.exec(text);
    return parts ? Number(parts[1]) * 60 + Number(parts[2]) : NaN;
  }
  function wall(minute) { return pad(Math.floor(minute % DAY / 60)) + ":" + pad(minute % 60); }

  /* ---- the rows ---- */
  function values(row) {
    return ["weekday", "opens", "closes"].map(function (name) { return row.querySelector("[name$='-" + name + "']"); });
  }
  function read(row) {
    var field = values(row), day = field[0].value, opens = minutes(field[1].value);
    var closes = minutes(field[2].value) || (field[2].value ? DAY : NaN);
    return day !== "" && opens < closes ? { row: row, day: Number(day), opens: opens, closes: closes } : null;
  }
  function write(row, day, opens, closes) {
    var field = values(row);
    field[0].value = String(day);
    field[1].value = wall(opens);
    field[2].value = wall(closes);
    row.querySelector(".warn-said").textContent = "";
  }
  function blocks() { return week.rows.live().map(read).filter(Boolean); }
  function spareRow() { return week.rows.live().filter(week.rows.isEmpty)[0] || week.rows.add(); }
  function picture() {
    return week.rows.live().map(function (row) { return values(row).map(function (field) { return field.value; }); });
  }
  function restore(kept) {
    week.rows.live().forEach(week.rows.remove);
    kept.forEach(function (row) {
      values(week.rows.add()).forEach(function (field, n) { field.value = row[n]; });
    });
  }
  function sortRows() {
    blocks().sort(function (a, b) { return a.day - b.day || a.opens - b.opens; })
      .forEach(function (block) { week.rows.list.appendChild(block.row); });
  }

  /* ---- open and close one half-hour ---- */
  function open(day, from, until) {
    var near = blocks().filter(function (b) { return b.day === day && b.opens <= until && from <= b.closes; });
    near.forEach(function (b) { from = Math.min(from, b.opens); until = Math.max(until, b.closes); });
    near.slice(1).forEach(function (b) { week.rows.remove(b.row); });
    write(near.length ? near[0].row : spareRow(), day, from, until);
  }
  function close(day, from, until) {
    blocks().forEach(function (b) {
      if (b.day !== day || b.opens >= until || b.closes <= from) { return; }
      if (b.opens < from) { write(b.row, day, b.opens, from); }
      if (b.closes > until) { write(b.opens < from ? spareRow() : b.row, day, until, b.closes); }
      if (b.opens >= from && b.closes <= until) { week.rows.remove(b.row); }
    });
  }
  function set(cell, isOpen) {
    var day = Number(cell.dataset.day), at = atOf(cell);
    if ((cell.getAttribute("aria-pressed") === "true") === isOpen) { return; }
    (isOpen ? open : close)(day, at, at + STEP);
    refresh();
    bar.querySelector("[data-last]").textContent =
      (isOpen ? week.grid.dataset.youOpened : week.grid.dataset.youClosed) + " " + cell.dataset.said + ".";
  }
  function toggle(cell) { set(cell, cell.getAttribute("aria-pressed") !== "true"); }
  function change(body) {
    before.push(picture());
    body();
    sortRows();
    changed();
  }
  function changed() {
    bar.querySelector("[data-unsaved]").hidden = false;
    bar.querySelector("[data-saved]").hidden = true;
    bar.querySelector("[data-revert]").hidden = !before.length;
    document.body.dispatchEvent(new CustomEvent("weekchange"));
  }

  /* ---- show ---- */
  function atOf(cell) { return Number(cell.closest("tr").dataset.at); }
  function icon(name) { return week.grid.querySelector("[data-icon-" + name + "]").content.cloneNode(true); }
  function refresh() {
    var open = [0, 1, 2, 3, 4, 5, 6].map(function () { return new Uint8Array(DAY); });
    blocks().forEach(function (b) { open[b.day].fill(1, b.opens, b.closes); });
    week.cells.forEach(function (line, n) {
      line.forEach(function (cell, day) {
        var at = n * STEP, part = open[day].subarray(at, at + STEP);
        var sum = part.reduce(function (all, one) { return all + one; }, 0);
        var state = sum === STEP ? "true" : sum ? "mixed" : "false";
        show(cell, state, state === "true" && !(at && open[day][at - 1]));
        if (sum) { cell.closest("tr").hidden = false; }
      });
    });
    week.grid.querySelectorAll("[data-total]").forEach(function (total) {
      total.textContent = sayTotal(open[Number(total.dataset.total)].reduce(function (all, one) { return all + one; }, 0));
    });
    noGaps();
  }
  function show(cell, state, isFirst) {
    var who = cell.dataset.who, key = state + isFirst, words = week.grid.dataset;
    if (cell.shown === key) { return; }
    cell.shown = key;
    cell.setAttribute("aria-pressed", state);
    var said = state === "true" ? words.available : state === "mixed" ? words.partly : words.closed;
    cell.setAttribute("aria-label", cell.dataset.said + ", " + said + (who ? ", " + words.booked + " " + cell.dataset.with : ""));
    cell.classList.toggle("booked", Boolean(who));
    cell.textContent = "";
    if (who) { cell.appendChild(icon("booked")); } else if (state !== "false") { cell.appendChild(icon(state === "true" ? "open" : "partly")); }
    var text = document.createElement("span");
    text.className = "tx";
    text.textContent = who || (isFirst ? words.open : "");
    cell.appendChild(text);
  }
  function sayTotal(all) {
    var words = week.grid.dataset, hours = Math.floor(all / 60), rest = all % 60;
    if (!all) { return words.none; }
    if (rest && rest !== 30) { return (hours ? hours + ":" + pad(rest) + " " + words.hours : rest + " " + words.minutes); }
    return (hours || "") + (rest ? "½" : "") + " " + (all <= 60 ? words.hour : words.hours);
  }
  function noGaps() {
    var shown = week.lines.map(function (line) { return !line.hidden; });
    var first = shown.indexOf(true), last = shown.lastIndexOf(true);
    week.lines.forEach(function (line, n) { line.hidden = n < first || n > last; });
    week.grid.querySelector("[data-earlier]").hidden = first === 0;
    week.grid.querySelector("[data-later]").hidden = last === week.lines.length - 1;
  }
  function reveal(earlier) {
    var shown = week.lines.map(function (line) { return !line.hidden; });
    var edge = earlier ? shown.indexOf(true) - REVEAL : shown.lastIndexOf(true) + REVEAL;
    edge = Math.max(0, Math.min(week.lines.length - 1, edge));
    week.lines[edge].hidden = false;
    week.lines.forEach(function (line, n) { if (earlier ? n >= edge && n <= shown.indexOf(true) : n <= edge && n >= shown.lastIndexOf(true)) { line.hidden = false; } });
    noGaps();
  }

  /* ---- keyboard: one stop for Tab, arrows inside ---- */
  function focusOn(cell) {
    week.current.tabIndex = -1;
    week.current = cell;
    cell.tabIndex = 0;
    cell.focus();
  }
  function neighbor(cell, key, far) {
    var day = Number(cell.dataset.day), n = atOf(cell) / STEP, last = week.lines.length - 1;
    if (key === "ArrowLeft") { day -= 1; }
    if (key === "ArrowRight") { day += 1; }
    if (key === "ArrowUp") { n -= 1; }
    if (key === "ArrowDown") { n += 1; }
    if (key === "Home") { day = 0; if (far) { n = week.lines.findIndex(function (line) { return !line.hidden; }); } }
    if (key === "End") { day = 6; if (far) { while (week.lines[last].hidden) { last -= 1; } n = last; } }
    if (day < 0 || day > 6 || n < 0 || n >= week.lines.length) { return null; }
    if (week.lines[n].hidden) { reveal(key === "ArrowUp"); }
    return week.cells[n][day];
  }
  function onKey(event) {
    var cell = event.target.closest("[data-day]");
    if (!cell || !/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(event.key) || event.altKey || event.metaKey) { return; }
    event.preventDefault();
    var next = neighbor(cell, event.key, event.ctrlKey);
    if (!next) { return; }
    if (event.shiftKey) {
      var isOpen = cell.getAttribute("aria-pressed") === "true";
      change(function () { between(cell, next).forEach(function (one) { set(one, isOpen); }); });
    }
    focusOn(next);
  }
  function between(from, to) {
    var days = [Number(from.dataset.day), Number(to.dataset.day)].sort();
    var lines = [atOf(from) / STEP, atOf(to) / STEP].sort(function (a, b) { return a - b; });
    return [].concat.apply([], week.cells.slice(lines[0], lines[1] + 1).map(function (line) { return line.slice(days[0], days[1] + 1); }));
  }

  /* ---- mouse and touch: a click is enough, a mouse may paint as well ---- */
  var paint = null;
  function onDown(event) {
    var cell = event.target.closest("[data-day]");
    paint = cell && event.pointerType === "mouse" && event.button === 0 ? { start: cell, on: false } : null;
  }
  function onOver(event) {
    var cell = event.target.closest("[data-day]");
    if (!paint || !cell || !(event.buttons & 1) || (cell === paint.start && !paint.on)) { return; }
    if (!paint.on) {
      paint.on = true;
      paint.open = paint.start.getAttribute("aria-pressed") !== "true";
      before.push(picture());
      set(paint.start, paint.open);
    }
    set(cell, paint.open);
  }
  function onUp() {
    if (paint && paint.on) { sortRows(); changed(); }
    window.setTimeout(function () { paint = null; });
  }
  function onClick(event) {
    var cell = event.target.closest("[data-day]");
    if (!cell || (paint && paint.on)) { return; }
    change(function () { toggle(cell); });
    focusOn(cell);
  }

  /* ---- start, and start again where a tool has swapped the week ---- */
  function start() {
    var section = document.querySelector("[data-week]");
    if (!section || section.dataset.started) { return; }
    section.dataset.started = "1";
    var grid = section.querySelector("[data-grid]"), box = section.querySelector("[data-rows]");
    var lines = Array.from(grid.querySelectorAll("tbody tr"));
    week = {
      section: section, grid: grid, rows: box.hourRows, lines: lines,
      cells: lines.map(function (line) { return Array.from(line.querySelectorAll("[data-day]")); })
    };
    refresh();
    week.current = week.cells[lines.findIndex(function (line) { return !line.hidden; })][0];
    week.current.tabIndex = 0;
    var table = grid.querySelector("table");
    table.addEventListener("keydown", onKey);
    table.addEventListener("pointerdown", onDown);
    table.addEventListener("pointerover", onOver);
    table.addEventListener("click", onClick);
    grid.querySelector("[data-earlier]").addEventListener("click", function () { reveal(true); });
    grid.querySelector("[data-later]").addEventListener("click", function () { reveal(false); });
    box.addEventListener("input", refresh);
    look(localStorage.getItem("week-view") === "list" ? "list" : "grid");
    if (section.hasAttribute("data-changed")) { changed(); }
  }
  function look(view) {
    week.grid.hidden = view === "list";
    var list = week.section.querySelector("[data-list]");
    list.open = view === "list" || !phone.matches || Boolean(list.querySelector(".is-invalid"));
    views.querySelectorAll("[data-view]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    });
  }

  start();
  views.hidden = false;
  views.addEventListener("click", function (event) {
    var button = event.target.closest("[data-view]");
    if (!button) { return; }
    localStorage.setItem("week-view", button.dataset.view);
    look(button.dataset.view);
  });
  bar.querySelector("[data-revert]").addEventListener("click", function () {
    if (before.length) { restore(before.pop()); sortRows(); refresh(); bar.querySelector("[data-last]").textContent = ""; changed(); }
    if (!before.length) { bar.querySelector("[type=submit]").focus(); }
  });
  form.addEventListener("input", function (event) {
    if (!/^(look_zone|copy_|clear_)/.test(event.target.name || "")) { changed(); }
  });
  document.addEventListener("pointerup", onUp);
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.target.name === "tool") { before.push(picture()); }
  });
  /* A look ahead carries a note for each row; a row that has gone meanwhile needs none. */
  document.addEventListener("htmx:afterSwap", function (event) {
    event.target.querySelectorAll("template[data-note-for]").forEach(function (note) {
      var place = document.getElementById(note.dataset.noteFor);
      if (place) { place.replaceChildren(note.content); }
      note.remove();
    });
  });
  document.addEventListener("htmx:load", start);
})();
