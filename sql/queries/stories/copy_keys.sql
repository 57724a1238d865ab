copy staged_keys (line) from stdin;
