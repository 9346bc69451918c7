"""The MkDocs edge: nothing else imports mkdocs."""

from generator.turbo import collector

with collector.paused():  # modules make much, and no garbage: to look once would take long
    from generator.mkdocs_plugin.hooks import ScorebookPlugin

    collector.spare()

__all__ = ["ScorebookPlugin"]
