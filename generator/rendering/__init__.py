"""Pages as values → pages as Markdown: templates, made into functions that print values."""

from generator.rendering.environment import Remembered, environment
from generator.rendering.printing import escaped

__all__ = ["Remembered", "environment", "escaped"]
