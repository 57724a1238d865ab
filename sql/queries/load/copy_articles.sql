copy staged_articles (line) from stdin;
