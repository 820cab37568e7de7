// Keeps what is typed in a form in this tab only (sessionStorage: gone with the tab), so that a reload or an ended session loses
// nothing: inside the form `<div data-draft="name" data-draft-minutes data-ask hidden>` with `[data-draft-told]` and a button that
// clears it all. What nobody has touched for so many minutes is forgotten: the next person may sit at the same screen.
// `data-draft-newer`: the name changes with whatever is saved, so what is kept under it is newer than what the page holds. The button,
// and `data-saved`, can be left out.
// `data-draft-over` on a page says which drafts are over: "sent" those that have been sent, "all" every one, "x-*" those that begin so, else
// the named one.
// `data-draft-waits` on a page is shown where there is a draft of that name, which is not over then.
// A link with `data-draft-discard`, in the form or in the box, leads to such a page, or to the same page begun anew. The box may stand
// after the form it is about, in the same element. A form with `data-draft-ends` ends every draft: who leaves the screen leaves nothing.
// Without this script nothing is kept, and nothing is missing.
(function () {
  "use strict";
  var SEEN = "textarea, input[type=text], input[type=tel], input[type=email]";
  var TEXTS = SEEN + ", input[data-carried=text]";

  var MINUTE = 60000;

  function place(name) { return "draft-" + name; }

  function names() {
    try { return Object.keys(window.sessionStorage); } catch (refused) { return []; }
  }

  function drop(those) {
    names().filter(function (key) { return key.indexOf(place("")) === 0; }).forEach(function (key) {
      var name = key.slice(place("").length);
      if (those(name)) { forget(name); }
    });
  }

  function over(which, waited) {
    var begun = which.slice(-1) === "*" ? which.slice(0, -1) : null;
    drop(function (name) {
      if (waited.indexOf(name) >= 0) { return false; }
      if (begun !== null) { return name.indexOf(begun) === 0; }
      return which === "all" || which === name || (which === "sent" && read(name).sent);
    });
  }

  function dropOld(minutes) {
    drop(function (name) { return Date.now() - (read(name).at || 0) > minutes * MINUTE; });
  }

  function forget(name) {
    try { window.sessionStorage.removeItem(place(name)); } catch (refused) { return; }
  }

  function read(name) {
    try { return JSON.parse(window.sessionStorage.getItem(place(name)) || "{}"); } catch (refused) { return {}; }
  }

  function write(name, held) {
    held.at = Date.now();
    try { window.sessionStorage.setItem(place(name), JSON.stringify(held)); return true; } catch (refused) { return false; }
  }

  function typed(form) {
    var held = {};
    form.querySelectorAll(TEXTS).forEach(function (control) { if (control.value) { held[control.name] = control.value; } });
    return held;
  }

  function chosen(form) {
    var held = {};
    form.querySelectorAll("select, input[data-carried=choice], input:checked").forEach(function (control) {
      held[control.name] = (held[control.name] || []).concat(control.value);
    });
    return held;
  }

  function putIn(form, draft, newer) {
    var found = false;
    form.querySelectorAll(TEXTS).forEach(function (control) {
      var kept = draft.typed[control.name];
      if (kept && kept !== control.value && (newer || !control.value)) { control.value = kept; found = true; }
    });
    if (found) { choose(form, draft.chosen); }
    return found;
  }

  function choose(form, held) {
    form.querySelectorAll("select, input[data-carried=choice]").forEach(function (control) {
      if (control.name in held) { control.value = held[control.name][0]; }
    });
    form.querySelectorAll("input[type=radio], input[type=checkbox]").forEach(function (control) {
      control.checked = control.name in held ? held[control.name].indexOf(control.value) >= 0 : control.defaultChecked;
    });
  }

  var waited = [];
  document.querySelectorAll("[data-draft-waits]").forEach(function (box) {
    waited.push(box.dataset.draftWaits);
    box.hidden = !read(box.dataset.draftWaits).typed;
  });

  document.querySelectorAll("[data-draft-over]").forEach(function (page) { over(page.dataset.draftOver, waited); });

  var ended = false;
  document.querySelectorAll("form[data-draft-ends]").forEach(function (form) {
    form.addEventListener("submit", function () { ended = true; over("all", []); });
  });

  document.querySelectorAll("[data-draft]").forEach(function (box) {
    var name = box.dataset.draft;
    var form = box.closest("form") || box.parentElement.querySelector("form");
    if (!form) { return; }
    var told = box.querySelector("[data-draft-told]");
    var changed = false;
    var timer = null;
    var left = false;

    function tell(text) {
      box.hidden = !text;
      if (told.textContent !== text) { told.textContent = text; }
    }

    function save() {
      var texts = typed(form);
      if (!changed || ended) { return; }
      changed = false;
      if (!Object.keys(texts).length) { forget(name); box.hidden = true; return; }
      if (write(name, { typed: texts, chosen: chosen(form) })) { tell(told.dataset.saved || ""); }
    }

    function clear() {
      if (!window.confirm(box.dataset.ask)) { return; }
      form.querySelectorAll(TEXTS).forEach(function (control) { control.value = ""; });
      window.clearTimeout(timer);
      changed = false;
      forget(name);
      box.hidden = true;
      (form.querySelector(SEEN) || form).focus();
    }

    form.addEventListener("input", function () {
      changed = true;
      window.clearTimeout(timer);
      timer = window.setTimeout(save, 500);
    });
    function send() {
      left = true;
      changed = false;
      window.clearTimeout(timer);
      write(name, { typed: typed(form), chosen: chosen(form), sent: true });
    }

    function discard(event) {
      if (Object.keys(typed(form)).length && !window.confirm(box.dataset.ask)) { event.preventDefault(); return; }
      left = true;
      changed = false;
      window.clearTimeout(timer);
      forget(name);
    }

    form.addEventListener("submit", send);
    [form, box].forEach(function (part) {
      part.querySelectorAll("[data-draft-discard]").forEach(function (link) { link.addEventListener("click", discard); });
    });
    window.addEventListener("pageshow", function (event) {
      if (event.persisted && left) { form.reset(); window.location.reload(); }
    });
    window.addEventListener("pagehide", save);
    box.querySelectorAll("button").forEach(function (button) { button.addEventListener("click", clear); });

    function age() {
      dropOld(box.dataset.draftMinutes);
      if (!read(name).typed) { box.hidden = true; }
    }

    dropOld(box.dataset.draftMinutes);
    window.setInterval(age, MINUTE);
    var draft = read(name);
    // Sent and shown again with what is wrong: going back here later must ask for the page anew, not for what was sent.
    if (draft.sent) { window.history.replaceState(window.history.state, "", window.location.href); }
    if (draft.typed) { write(name, { typed: draft.typed, chosen: draft.chosen }); }
    if (draft.typed && putIn(form, draft, "draftNewer" in box.dataset)) { tell(told.dataset.found); }
  });
}());
