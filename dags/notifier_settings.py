"""Makes no DAG: shows a mistake in the notifier's settings as this file's import error.

The sites go on meanwhile, without a notifier.
"""

# Airflow reads only files that name both a dag and airflow, as these lines do.

from notify import teller

from crawlers.settings import Settings

settings = Settings()
teller(settings.notifier, settings.notifier_args)
