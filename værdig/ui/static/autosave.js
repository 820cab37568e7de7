// Saves a form by itself two seconds after the last keystroke: `<form id="x">` and `<p data-autosave="x" data-saved data-unsaved
// role="status">`. It is posted with `then=stay` and 204 means saved. Without this script the buttons do the saving.
document.querySelectorAll("[data-autosave]").forEach(function (status) {
  "use strict";
  var form = document.getElementById(status.dataset.autosave);
  var timer = null;

  function save() {
    var data = new FormData(form);
    data.set("then", "stay");
    fetch(form.action, { method: "POST", body: data, credentials: "same-origin", redirect: "error" })
      .then(function (answer) { status.textContent = answer.status === 204 ? status.dataset.saved : status.dataset.unsaved; })
      .catch(function () { status.textContent = status.dataset.unsaved; });
  }

  form.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, 2000);
  });
});
