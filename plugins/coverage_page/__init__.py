"""The Coverage page: who covers what, where, how much, how early, and what is left out.

A FastAPI app over the SQL views, read in the analysts' role; it knows nothing of Airflow but the
address it stands below.
"""

from coverage_page.app import make_app

__all__ = ["make_app"]
