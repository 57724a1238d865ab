copy staged_tags (line) from stdin;
