// Reads the page aloud with a voice of the device itself: `<p data-read-aloud hidden>` with a button, and in a `<template>` what the
// button says while it reads. It is shown only where there is a voice of the page's language that works without sending the text to
// anybody. What somebody has written is not read. Text in another language is read by a voice of that language, or passed over.
(function () {
  "use strict";
  var box = document.querySelector("[data-read-aloud]");
  var speech = window.speechSynthesis;
  if (!box || !speech) { return; }
  var button = box.querySelector("button");
  var begin = Array.from(button.childNodes);
  var end = Array.from(box.querySelector("template").content.childNodes);
  var main = document.querySelector("main");
  var reading = false;
  var PARTS = "h1, h2, legend, p, li, label, dt, dd, .form-hint";

  function voice(language) {
    var wanted = language.slice(0, 2).toLowerCase();
    return speech.getVoices().filter(function (one) {
      return one.localService && one.lang.slice(0, 2).toLowerCase() === wanted;
    })[0];
  }

  function languageOf(element) { return element.closest("[lang]").lang; }

  function pieces(element) {
    var own = element.cloneNode(true);
    own.querySelectorAll("[lang], .sr-only, [aria-hidden]").forEach(function (other) { other.remove(); });
    var found = [{ text: own.textContent, language: languageOf(element) }];
    element.querySelectorAll("[lang]").forEach(function (other) {
      found.push({ text: other.textContent, language: other.lang });
    });
    return found.filter(function (piece) { return piece.text.trim(); });
  }

  function parts() {
    return Array.prototype.filter.call(main.querySelectorAll(PARTS), function (part) {
      var inside = part.parentElement.closest(PARTS);
      return !(inside && main.contains(inside)) && !part.closest(".d-print-none, .example-data, .written, [hidden]") && part.offsetParent;
    });
  }

  function say(words) { button.replaceChildren.apply(button, words); }

  function stop() { speech.cancel(); say(begin); reading = false; }

  function read() {
    var all = [];
    parts().forEach(function (part) { all = all.concat(pieces(part)); });
    all = all.filter(function (piece) { return voice(piece.language); });
    all.forEach(function (piece, number) {
      var said = new window.SpeechSynthesisUtterance(piece.text.replace(/\s+/g, " ").trim());
      said.voice = voice(piece.language);
      said.lang = said.voice.lang;
      if (number === all.length - 1) { said.onend = stop; }
      speech.speak(said);
    });
    say(end);
    reading = true;
  }

  function look() { box.hidden = !voice(languageOf(main)); }

  button.addEventListener("click", function () { if (reading) { stop(); } else { read(); } });
  window.addEventListener("pagehide", function () { speech.cancel(); });
  if (speech.addEventListener) { speech.addEventListener("voiceschanged", look); }
  look();
}());
