copy staged_marks (line) from stdin;
