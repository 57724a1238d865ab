"""A source in words: the page a person reads in the Airflow UI."""

from crawlers.sources import Source


def describe(source: Source) -> str:
    """Markdown of what is crawled, how, and how politely."""
    names = " · ".join(dict.fromkeys(filter(None, (source.name, source.native_name))))
    lists = source.discovery
    home = [f"feeds and sitemaps that `{source.home}` names"] if lists.autodetect else []
    ways = [
        *(f"feed `{url}`" for url in lists.feeds),
        *(f"feed `{url}`, articles and all" for url in lists.feeds_with_text),
        *(f"sitemap `{url}`" for url in lists.sitemaps),
        *(f"section `{section.url}`" for section in lists.sections),
        *(f"day archive `{archive.url}`" for archive in lists.archives),
        *(f"JSON list `{api.url}`" for api in lists.all_apis(source.home)),
        *home,
    ]
    polite = source.politeness
    lines = [
        f"### {names}",
        f"{source.home} — {source.kind}, {', '.join(source.languages)}",
        source.notes.strip(),
        ""
        if source.verified
        else "Nobody has seen these lists at work lately: watch the first runs.",
        "Articles are found by:",
        "\n".join(f"- {way}" for way in ways),
        f"At most {polite.concurrency} request(s) at a time, {polite.delay:g} s apart"
        f"{f', {polite.hours} only' if polite.hours else ''}; "
        f"a crawl ends after {polite.run_minutes:g} minutes.",
        "A run is about the news published in its data interval. Trigger it with a window of your "
        "own, or start a backfill for past days: known URLs are not fetched again.",
    ]
    return "\n\n".join(line for line in lines if line)
