# One image for every Newsdelta service of a cluster; docker-compose.yml says which runs what.
FROM python:3.11-slim

# The uid and group that Airflow's Helm chart expects.
RUN useradd --uid 50000 --gid 0 --home-dir /var/lib/airflow --shell /usr/sbin/nologin newsdelta \
 && install -d -o newsdelta -g 0 -m 0770 /var/lib/newsdelta /var/lib/airflow /var/lib/airflow/logs \
 && install -d -o newsdelta -g 0 -m 0700 /var/lib/secrets \
 && install -d -o newsdelta -g 0 -m 0755 /var/lib/server-secrets

ENV PATH=/opt/venv/bin:$PATH \
    VIRTUAL_ENV=/opt/venv \
    PYTHONUNBUFFERED=1 \
    XDG_RUNTIME_DIR=/tmp

# The lock first: a change of the code alone installs nothing anew.
WORKDIR /opt/newsdelta
COPY requirements/bootstrap.txt requirements/cluster.txt requirements/
RUN python -m venv /opt/venv \
 && pip install --quiet --no-cache-dir --disable-pip-version-check \
        --require-hashes --requirement requirements/bootstrap.txt \
 && uv pip install --quiet --no-cache --system-certs --compile-bytecode \
        --require-hashes --requirement requirements/cluster.txt

COPY . .
RUN uv pip install --quiet --no-cache --no-deps --no-build-isolation --editable . \
 && python -m compileall -q .

ENV NEWSDELTA_HOME=/var/lib/newsdelta \
    AIRFLOW_HOME=/var/lib/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/newsdelta/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/newsdelta/plugins \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__LOGGING__BASE_LOG_FOLDER=/var/lib/airflow/logs
USER newsdelta
WORKDIR /var/lib/airflow
CMD ["newsdelta", "--help"]
