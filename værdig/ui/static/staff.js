// Starts the design system's components on staff pages; every page works without it.
DKFDS.init();

// The design system's counter leaves out the point in a thousand; it is put in whenever the counter has written.
document.querySelectorAll(".character-limit, .character-limit-sr-only").forEach((told) => {
  new MutationObserver(() => {
    const pointed = told.textContent.replace(/\d+/, (digits) => Number(digits).toLocaleString("da-DK"));
    if (pointed !== told.textContent) { told.textContent = pointed; }
  }).observe(told, { childList: true });
});

// On paper everything is open; afterwards what was closed closes again.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open])")];
  folded.forEach((one) => { one.open = true; });
});
addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));
