/* A button that copies what stands in a field; without scripts the field is there to be selected. */
(function () {
  "use strict";
  if (!navigator.clipboard) { return; }
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    var field = document.getElementById(button.dataset.copy);
    var words = button.querySelector("span"), before = words.textContent;
    button.hidden = false;
    button.addEventListener("click", function () {
      field.select();
      navigator.clipboard.writeText(field.value).then(function () {
        words.textContent = button.dataset.copied;
        document.querySelector("[data-copy-news]").textContent = button.dataset.copied;
        window.setTimeout(function () { words.textContent = before; }, 4000);
      });
    });
  });
})();
