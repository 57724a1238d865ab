copy staged_topics (line) from stdin;
