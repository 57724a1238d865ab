"""Settings from the environment, all named `NEWSDELTA_…`, read once where a program starts.

No secret has a default. Steps never read the environment: they take what they need as arguments.
"""

from functools import cached_property
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
"""The project's own folder: `sql/`, `dags/` and the catalogue stand below it."""


class Settings(BaseSettings):
    """What a person or a deployment may choose.

    >>> Settings(home="/tmp/x").data_root
    '/tmp/x/batches'
    """

    model_config = SettingsConfigDict(
        env_prefix="NEWSDELTA_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    home: Path = Path("var")
    """State: the embedded Postgres, Airflow's home, batches, logs."""
    database_url: str | None = None
    """libpq URL of the news database; None means the embedded Postgres below `home`."""
    data: str | None = Field(default=None)
    """Data root: a folder or an object store URL; None means `home`/batches."""
    catalogue: Path = ROOT / "crawlers" / "sources"
    """Folder of the sources' YAML files, one folder per region."""
    user_agent: str = "Newsdelta/0.1 (+https://github.com/newsdelta/newsdelta)"
    """Sent with every request; name yourself and a way to reach you."""
    timezone: str = "Asia/Hong_Kong"
    """Time zone of dates a person writes without one, and of the UI; the sources have their own."""
    proxies: str = ""
    """Hosts reached through a proxy: `newsstand.test=http://127.0.0.1:8900`, comma separated;
    a name stands for itself and every host below it."""
    notifier: str = ""
    """Dotted path of an Airflow notifier class that tells of failed tasks and alarms."""
    notifier_args: str = ""
    """JSON object of its arguments; Airflow renders them with `sentence` and `alarms`."""

    mop_up_days: int = Field(default=20, ge=0)
    """Past days that one mop-up has crawled again at most."""

    keep_texts: int | None = Field(default=None, ge=1)
    """Months for which the database keeps the text of an article; None means for ever."""
    keep_pages: int | None = Field(default=None, ge=1)
    """Months for which the data root keeps a batch; None means for ever."""

    @cached_property
    def data_root(self) -> str:
        """The data root as a path or URL."""
        return self.data or str(self.home.absolute() / "batches")

    @cached_property
    def proxy_map(self) -> dict[str, str]:
        """Domain to proxy URL.

        >>> Settings(proxies="a.test=http://127.0.0.1:1").proxy_map
        {'a.test': 'http://127.0.0.1:1'}
        """
        pairs = [pair.partition("=") for pair in self.proxies.split(",") if pair.strip()]
        return {domain.strip(): url.strip() for domain, _, url in pairs}
