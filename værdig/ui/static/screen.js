// A screen that many use clears itself when nobody touches it: `<div data-idle data-warned data-clear>` (seconds, and the address
// that clears), with `[data-told]` for what is said (`data-soon` with `#`) and a button that says that somebody is
// there. Where a button saves the page and clears (`[data-leave]`), it is pressed with the value that says that nobody was
// there; so what is typed is kept, and not shown to the next. The countdown is always to be seen; near the end it is read aloud too.
// Without this script a page of its own asks.
(function () {
  "use strict";
  var bar = document.querySelector("[data-idle]");
  if (!bar) { return; }
  var told = bar.querySelector("[data-told]");
  var aloud = bar.querySelector("[data-aloud]");
  var stay = bar.querySelector("button");
  var idle = Number(bar.dataset.idle);
  var warned = Number(bar.dataset.warned);
  var until = 0;
  var said = "";
  var timer = null;

  function say(text) {
    if (said !== text) { said = text; aloud.textContent = text; }
  }

  function begin() {
    until = Date.now() + idle * 1000;
    stay.hidden = true;
    bar.classList.remove("soon");
    say("");
    tick();
  }

  function tick() {
    var left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    told.textContent = told.dataset.soon.replace("#", left);
    if (left <= warned && stay.hidden) {
      stay.hidden = false;
      bar.classList.add("soon");
      say(told.textContent);
    }
    if (left === 0) { leave(); }
  }

  function leave() {
    window.clearInterval(timer);
    var save = bar.querySelector("[data-leave]");
    if (save) { save.value = save.dataset.leave; save.click(); } else { window.location.replace(bar.dataset.clear); }
  }

  // Once it asks, a pointer that only moves does not answer: the button must not vanish under it.
  function stir() { if (stay.hidden) { begin(); } }

  ["pointermove", "scroll"].forEach(function (sign) { window.addEventListener(sign, stir, { passive: true }); });
  ["pointerdown", "keydown", "input"].forEach(function (sign) { window.addEventListener(sign, begin, { passive: true }); });
  // Who listens is there, though she touches nothing; media events do not bubble. What plays over and over plays for nobody.
  window.addEventListener("timeupdate", function (event) { if (!event.target.loop) { stir(); } }, true);
  stay.addEventListener("click", begin);
  // A page that the browser kept for its Back button must not be seen by the next person.
  window.addEventListener("pageshow", function (event) { if (event.persisted) { window.location.reload(); } });
  timer = window.setInterval(tick, 1000);
  begin();
}());
