"""What happens to a page: crawl, dedupe, clean, load. Knows nothing of Airflow."""
