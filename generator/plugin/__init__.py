"""The MkDocs edge: nothing else imports mkdocs."""

from generator.plugin.hooks import ScorebookPlugin

__all__ = ["ScorebookPlugin"]
