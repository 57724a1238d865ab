"""Makes no DAG: shows the mistakes in the catalogue's files as this file's import error.

Each names the file, the key and the fix. The sites whose files are in order go on meanwhile.
"""

# Airflow reads only files that name both a dag and airflow, as these lines do.

from crawlers.settings import Settings
from crawlers.sources import load_catalogue

load_catalogue(Settings().catalogue)
