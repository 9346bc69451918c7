"""The MkDocs edge: nothing else imports mkdocs."""

from generator import collector

with collector.paused():  # modules make much, and no garbage: to look once would take long
    from generator.plugin.hooks import ScorebookPlugin

    collector.spare()

__all__ = ["ScorebookPlugin"]
