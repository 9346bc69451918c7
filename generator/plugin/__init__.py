"""The MkDocs edge: nothing else imports mkdocs."""

from generator import collector

with collector.paused():  # modules make much, and no garbage
    from generator.plugin.hooks import ScorebookPlugin

__all__ = ["ScorebookPlugin"]
