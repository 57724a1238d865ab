copy staged_bands (line) from stdin;
