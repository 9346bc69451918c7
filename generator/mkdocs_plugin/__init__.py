"""The plugin of MkDocs. No other package imports mkdocs."""

from generator.mkdocs_plugin.plugin import ScorebookPlugin

__all__ = ["ScorebookPlugin"]
