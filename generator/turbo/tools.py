"""The fast functions, with the signatures and the answers of the plain ones."""

from generator.tools import PLAIN, Tools

FAST: Tools = PLAIN
