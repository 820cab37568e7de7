// Comforts of a page that works without them: the error summary is brought to whoever reads by ear or by keyboard, a text field
// counts what is left (`[data-maxlength]` with `[data-left]`), and `[data-print]` shows a button that prints.
(function () {
  "use strict";
  var summary = document.getElementById("error-summary");
  if (summary) { summary.focus(); }

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  if (window.DKFDS) { return; }  // the design system counts on staff pages

  document.querySelectorAll("[data-maxlength]").forEach(function (group) {
    var control = group.querySelector("textarea");
    var shown = group.querySelector(".character-limit");
    var spoken = group.querySelector(".character-limit-sr-only");
    var room = Number(group.dataset.maxlength);
    var timer = null;

    function told() {
      var left = room - Array.from(control.value).length;
      var text = left < 0 ? shown.dataset.over : shown.dataset.left;
      return text.replace("%s", Math.abs(left).toLocaleString("da-DK"));
    }

    function isNear() { return Array.from(control.value).length > room * 0.9; }

    function count() {
      shown.textContent = told();
      window.clearTimeout(timer);
      if (isNear()) { timer = window.setTimeout(function () { spoken.textContent = told(); }, 1000); }
    }

    control.addEventListener("input", count);
    if (control.value) { count(); }
  });
}());
