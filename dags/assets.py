"""What the DAGs tell one another: the asset that every load updates and the coverage waits for."""

from airflow.sdk import Asset

ARTICLES = Asset("articles", uri="newsdelta://articles")

BRIEFINGS = Asset("briefings", uri="newsdelta://briefings")
"""Updated by each briefing that is written; the event tells where it stands and what it says."""
