"""The fast functions, with the signatures and the answers of the plain ones."""

from dataclasses import replace

from generator.tools import PLAIN
from generator.turbo import fast_yaml, template_compiler, xlsx_shell

FAST = replace(
    PLAIN,
    read=fast_yaml.read,
    environment=template_compiler.environment,
    workbook=xlsx_shell.workbook,
)
