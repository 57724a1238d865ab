copy staged_names (line) from stdin;
