copy staged_lists (line) from stdin;
