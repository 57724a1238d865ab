copy staged_pages (line) from stdin;
