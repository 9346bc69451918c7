"""The paths of the downloads of editions, years, organizations and scorecards."""

from generator.urls import beside, card_page, edition_page, organization_page, year_page


def edition_file(edition: str, name: str, format: str) -> str:
    """Return the path of a download of an edition; ``name`` is ``edition`` or one of its tables."""
    return beside(edition_page(edition), f"{name}-{edition}.{format}")


def results_file(year: int, format: str) -> str:
    """Return the path of a download of the results of a year."""
    return beside(year_page(year), f"results-{year}.{format}")


def organization_file(organization: str, format: str) -> str:
    """Return the path of a download of an organization."""
    return beside(organization_page(organization), f"{organization}-years.{format}")


def card_file(year: int, organization: str, format: str) -> str:
    """Return the path of a download of a scorecard."""
    return beside(card_page(year, organization), f"{organization}-{year}.{format}")


def path_between(start: str, target: str) -> str:
    """Return the relative path from a file to another.

    The other file lies under the folder of the first, or under another folder of the root.
    """
    folder = start[: start.rindex("/") + 1]
    if target.startswith(folder):
        return target.removeprefix(folder)
    return "../" * start.count("/") + target
