"""Airflow for the tests: a home of its own, set before Airflow is first imported."""

import os
import sys
import tempfile

from crawlers.settings import ROOT

HOME = tempfile.mkdtemp(prefix="newsdelta-airflow-")
os.environ["AIRFLOW_HOME"] = HOME
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
os.environ["AIRFLOW__CORE__DAGS_FOLDER"] = str(ROOT / "dags")
sys.path.append(str(ROOT / "dags"))  # Airflow puts its DAG folder there too
