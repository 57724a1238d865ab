copy staged_rejects (line) from stdin;
