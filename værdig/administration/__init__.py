"""Running the site: plug-ins and their switches, the pages of registered forms, settings and checks at a glance."""
