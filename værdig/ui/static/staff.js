// Starts the design system's components on staff pages; every page works without it.
DKFDS.init();

// The design system's counter leaves out the point in a thousand; it is put in whenever the counter has written.
document.querySelectorAll(".character-limit, .character-limit-sr-only").forEach((told) => {
  new MutationObserver(() => {
    const pointed = told.textContent.replace(/\d+/, (digits) => Number(digits).toLocaleString("da-DK"));
    if (pointed !== told.textContent) { told.textContent = pointed; }
  }).observe(told, { childList: true });
});

// A page that a file comes from stays on the screen. In place of what was sent, and of old errors, it says that the file comes and
// leads to the page as it is now; a page that comes instead, with new errors, leaves nothing of that behind.
document.querySelectorAll("form[data-download]").forEach((form) => {
  const told = form.nextElementSibling;
  const sent = (yes) => {
    document.querySelectorAll("#error-summary").forEach((errors) => { errors.parentElement.hidden = yes; });
    form.hidden = yes;
    told.replaceChildren(...(yes ? [told.nextElementSibling.content.cloneNode(true)] : []));
  };
  form.addEventListener("submit", () => setTimeout(() => { sent(true); told.focus(); }));
  addEventListener("pagehide", () => sent(false));
});

// On paper everything is open; afterwards what was closed closes again.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open])")];
  folded.forEach((one) => { one.open = true; });
});
addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));
