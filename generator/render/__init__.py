"""Pages as values → pages as Markdown: templates, made into functions that print values."""

from generator.render.environment import compile_all, environment
from generator.render.printing import means_something
from generator.turbo.remembered import Remembered

__all__ = ["Remembered", "compile_all", "environment", "means_something"]
