// Starts the design system's components on staff pages; every page works without it.
DKFDS.init();
