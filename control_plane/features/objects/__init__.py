"""Every kind of object without a table of its own: one service, one API and one set of pages for all of them."""
