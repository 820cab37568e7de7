// Starts the design system's components on staff pages; every page works without it.
DKFDS.init();

// On paper everything is open; afterwards what was closed closes again.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open])")];
  folded.forEach((one) => { one.open = true; });
});
addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));
