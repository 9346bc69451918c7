"""Pages as values → pages as Markdown: templates, made into functions that print values."""

from generator.rendering.environment import compile_all, environment
from generator.rendering.printing import means_something
from generator.rendering.remembered import Remembered

__all__ = ["Remembered", "compile_all", "environment", "means_something"]
