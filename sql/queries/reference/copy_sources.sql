copy staged_sources (line) from stdin;
