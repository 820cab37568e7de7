// Saves a form by itself two seconds after the last keystroke: `<form id="x">` and `<p data-autosave="x" data-saved data-unsaved
// role="status">`. It is posted with `then=stay`; the answer is 200 with the hidden fields (name to value) that tell what the page
// has seen now. Buttons wait for a saving under way, so that a page is never behind itself. Without this script they do the saving.
document.querySelectorAll("[data-autosave]").forEach(function (status) {
  "use strict";
  var form = document.getElementById(status.dataset.autosave);
  var timer = null;
  var saving = null;

  function take(fields) {
    Object.keys(fields).forEach(function (name) { form.elements[name].value = fields[name]; });
    status.textContent = status.dataset.saved;
  }

  function post() {
    var data = new FormData(form);
    data.set("then", "stay");
    return fetch(form.action, { method: "POST", body: data, credentials: "same-origin", redirect: "error" })
      .then(function (answer) { return answer.status === 200 ? answer.json() : Promise.reject(answer); })
      .then(take)
      .catch(function () { status.textContent = status.dataset.unsaved; });
  }

  function save() {
    var own = (saving || Promise.resolve()).then(post).then(function () { if (saving === own) { saving = null; } });
    saving = own;
  }

  form.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, 2000);
  });
  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    window.clearTimeout(timer);
    if (saving && form.requestSubmit) {
      event.preventDefault();
      saving.then(function () { form.requestSubmit(button); });
    }
  });
});
