// Says that there is no connection instead of sending a form into it: `[data-offline]` is shown and the page stays as it is, with
// what is typed and chosen on it. Without this script the browser shows its own page of errors, and Back leads here again.
(function () {
  "use strict";
  var told = document.querySelector("[data-offline]");

  document.addEventListener("submit", function (event) {
    if (navigator.onLine !== false) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    told.hidden = false;
  }, true);

  window.addEventListener("online", function () { told.hidden = true; });
}());
