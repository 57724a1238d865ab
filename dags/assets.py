"""What the DAGs tell one another: the asset that every load updates and the coverage waits for."""

from airflow.sdk import Asset

ARTICLES = Asset("articles", uri="newsdelta://articles")
