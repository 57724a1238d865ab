copy staged_places (line) from stdin;
