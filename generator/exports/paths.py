"""Where the downloads of cards, years and organizations lie."""

from generator.urls import beside, card_page, organization_page, year_page


def card_file(year: int, organization: str, form: str) -> str:
    """The path of a card's download."""
    return beside(card_page(year, organization), f"{organization}-{year}.{form}")


def results_file(year: int, form: str) -> str:
    """The path of a year's download."""
    return beside(year_page(year), f"results-{year}.{form}")


def organization_file(organization: str, form: str) -> str:
    """The path of an organization's download."""
    return beside(organization_page(organization), f"{organization}-years.{form}")


def path_between(start: str, target: str) -> str:
    """The way from a file to another that lies under its folder, or under another one of the
    site's root."""
    folder = start[: start.rindex("/") + 1]
    if target.startswith(folder):
        return target.removeprefix(folder)
    return "../" * start.count("/") + target
