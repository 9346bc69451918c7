"""Pages as values → pages as Markdown: templates, made into functions that print values."""

from generator.rendering.environment import Remembered, compile_all, environment
from generator.rendering.printing import escaped

__all__ = ["Remembered", "compile_all", "environment", "escaped"]
