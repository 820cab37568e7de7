// Keeps what is typed in a form in this tab only (sessionStorage: gone with the tab), so that a reload or an ended session loses
// nothing: `<form id="x">` and `<div data-draft="x" data-ask hidden>` with `[data-draft-told]` and a button that clears it all.
// A page with `data-draft-sent="x"` says that it has been sent. Without this script nothing is kept, and nothing is missing.
(function () {
  "use strict";
  var TEXTS = "textarea, input[type=text], input[type=tel], input[type=email]";

  function place(name) { return "draft-" + name; }

  function forget(name) {
    try { window.sessionStorage.removeItem(place(name)); } catch (refused) { return; }
  }

  function read(name) {
    try { return JSON.parse(window.sessionStorage.getItem(place(name)) || "{}"); } catch (refused) { return {}; }
  }

  function write(name, held) {
    try { window.sessionStorage.setItem(place(name), JSON.stringify(held)); return true; } catch (refused) { return false; }
  }

  function typed(form) {
    var held = {};
    form.querySelectorAll(TEXTS).forEach(function (control) { if (control.value) { held[control.name] = control.value; } });
    return held;
  }

  function chosen(form) {
    var held = {};
    form.querySelectorAll("select").forEach(function (control) { held[control.name] = control.value; });
    form.querySelectorAll("input:checked").forEach(function (control) { held[control.name] = control.value; });
    return held;
  }

  function putIn(form, draft) {
    var found = false;
    form.querySelectorAll(TEXTS).forEach(function (control) {
      if (!control.value && draft.typed[control.name]) { control.value = draft.typed[control.name]; found = true; }
    });
    if (found) { choose(form, draft.chosen); }
    return found;
  }

  function choose(form, held) {
    form.querySelectorAll("select").forEach(function (control) {
      if (control.name in held) { control.value = held[control.name]; }
    });
    form.querySelectorAll("input[type=radio], input[type=checkbox]").forEach(function (control) {
      control.checked = control.name in held ? held[control.name] === control.value : control.defaultChecked;
    });
  }

  document.querySelectorAll("[data-draft-sent]").forEach(function (page) { forget(page.dataset.draftSent); });

  document.querySelectorAll("[data-draft]").forEach(function (box) {
    var name = box.dataset.draft;
    var form = document.getElementById(name);
    var told = box.querySelector("[data-draft-told]");
    var changed = false;
    var timer = null;

    function tell(text) {
      box.hidden = false;
      if (told.textContent !== text) { told.textContent = text; }
    }

    function save() {
      var texts = typed(form);
      if (!changed) { return; }
      changed = false;
      if (!Object.keys(texts).length) { forget(name); box.hidden = true; return; }
      if (write(name, { typed: texts, chosen: chosen(form) })) { tell(told.dataset.saved); }
    }

    function clear() {
      if (!window.confirm(box.dataset.ask)) { return; }
      form.querySelectorAll(TEXTS).forEach(function (control) { control.value = ""; });
      window.clearTimeout(timer);
      changed = false;
      forget(name);
      box.hidden = true;
      form.querySelector(TEXTS).focus();
    }

    form.addEventListener("input", function () {
      changed = true;
      window.clearTimeout(timer);
      timer = window.setTimeout(save, 500);
    });
    form.addEventListener("submit", save);
    window.addEventListener("pagehide", save);
    box.querySelector("button").addEventListener("click", clear);

    var draft = read(name);
    if (draft.typed && putIn(form, draft)) { tell(told.dataset.found); }
  });
}());
