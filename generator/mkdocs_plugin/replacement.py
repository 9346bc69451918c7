"""Replace the site when a build has succeeded, and leave it alone when one has failed.

While MkDocs builds, ``site_dir`` of its configuration is a hidden folder beside the site; so all
plugins, hooks and workers write there. The command ``mkdocs build`` calls ``on_shutdown`` last,
after it has counted the warnings of a strict build; a program that calls ``build()`` itself may
never do so, and gets its site at the end of ``on_post_build``.
"""

import inspect
import logging
import math
import sys
from functools import cached_property
from pathlib import Path

import click
import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from generator.messages.labels import Labels, labels
from generator.mkdocs_plugin.config import ScorebookConfig, refuse_site_over_data
from generator.mkdocs_plugin.lock import PATIENCE, Busy
from generator.mkdocs_plugin.staging import MOUNT_POINT, Staging, begin_staging

COMMANDS = ("build", "gh-deploy")
"""The commands of MkDocs that call ``on_shutdown`` when a build has ended."""
log = logging.getLogger("mkdocs.plugins.scorebook")


class Replacement:
    """The replacement of the site of one configuration, from the first event to the last."""

    def __init__(self) -> None:
        self._in_place = self._awaits_shutdown = self._finished = False
        self._outer_error: BaseException | None = None
        self._staging: Staging | None = None

    @property
    def is_staged(self) -> bool:
        """Say whether the site is built in a hidden folder."""
        return self._staging is not None

    def start(self, *, in_place: bool) -> None:
        """Learn at the start of a command whether it builds in the folder of the site itself."""
        self._in_place = in_place
        self._awaits_shutdown = _is_build_command()
        self._outer_error = sys.exc_info()[1]

    def begin(self, config: MkDocsConfig) -> None:
        """Have MkDocs build in a hidden folder; raises ``PluginError`` where that is impossible."""
        if self._in_place or (self._staging and config.site_dir == str(self._staging.folder)):
            return  # the second is a build that a plugin has begun within this one
        self._give_up()
        self._config, self._site_dir, self._finished = config, config.site_dir, False
        self.labels = labels_of(config)
        try:
            self._staging = begin_staging(Path(config.site_dir), self._tell_waiting)
        except Busy as error:
            facts = {"process": error, "minutes": round(PATIENCE / 60)}
            raise PluginError(self.labels("console.busy", **facts)) from None
        except OSError as error:
            facts = {"folder": config.site_dir, "error": error}
            raise PluginError(self.labels("console.unwritable", **facts)) from None
        self._tell_obstacle(self._staging)
        config.site_dir = str(self._staging.folder)

    def follow(self, config: MkDocsConfig) -> None:
        """Let the site go where another plugin has set ``site_dir`` since."""
        staging = self._staging
        if staging is None or config.site_dir == str(staging.folder):
            return
        chosen = Path(config.site_dir)
        if chosen.is_relative_to(staging.folder):
            chosen = Path(self._site_dir) / chosen.relative_to(staging.folder)
        self._config, self._site_dir = config, str(chosen)
        self._staging = staging.aimed_at(chosen)
        config.site_dir = str(staging.folder)

    def finish(self) -> None:
        """Note that all plugins are done; replace the site if nothing else is to come."""
        self._finished = True
        if self._staging and not self._awaits_shutdown and not _has_warnings(self._config):
            self._replace()

    def fail(self) -> None:
        """Note that the build has failed."""
        self._finished = False
        if not self._awaits_shutdown:
            self._give_up()

    def end(self) -> None:
        """Replace the site if the command has succeeded so far; else leave the old one alone."""
        if self._finished and sys.exc_info()[1] is self._outer_error:
            self._replace()
        elif self._staging:
            self._give_up()
            if Path(self._site_dir).exists():
                log.info(self.labels("console.site_kept", folder=self._site_dir))

    def _replace(self) -> None:
        staging = self._staging
        if staging is None:
            return
        try:
            staging.put_in_place()
            log.info(self.labels("console.placed", folder=self._site_dir))
        except OSError as error:
            facts = {"folder": self._site_dir, "error": error}
            raise PluginError(self.labels("console.not_placed", **facts)) from None
        finally:
            self._give_up()

    def _give_up(self) -> None:
        """Remove the hidden folder with the site that stands in it now."""
        if self._staging:
            self._staging.remove()
            self._staging, self._finished = None, False
            self._config.site_dir = self._site_dir

    def _tell_waiting(self, process: str) -> None:
        log.info(self.labels("console.waiting", process=process))

    def _tell_obstacle(self, staging: Staging) -> None:
        name = "mounted" if staging.obstacle == MOUNT_POINT else "one_by_one"
        if staging.obstacle:
            facts = {"folder": staging.site, "parent": staging.site.parent}
            log.info(self.labels(f"console.{name}", **facts, error=staging.obstacle))


class ReplacingPlugin(BasePlugin[ScorebookConfig]):
    """A plugin that replaces the site: what it does first and last at the events of a build."""

    @cached_property
    def replacement(self) -> Replacement:
        """The replacement of the site."""
        return Replacement()

    @event_priority(math.inf)  # before others ask where the site is built
    def begin_replacement(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have the site built in a hidden folder."""
        refuse_site_over_data(self.config, config, labels_of(config))
        self.replacement.begin(config)
        return config

    @event_priority(-math.inf)
    def follow_configuration(self, *, config: MkDocsConfig) -> None:
        """Notice where other plugins want the site."""
        refuse_site_over_data(self.config, config, labels_of(config))
        self.replacement.follow(config)

    @event_priority(-math.inf)  # after all who write to the site
    def finish_replacement(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Replace the site, or note that it can be replaced."""
        self.replacement.finish()


def labels_of(config: MkDocsConfig) -> Labels:
    """Return the labels in the language of a site."""
    return labels(str(config.theme.get("language") or "zh"))


def _is_build_command() -> bool:
    """Say whether a command of MkDocs itself builds; it calls ``on_shutdown``, come what may."""
    context = click.get_current_context(silent=True)
    command = context.command if context else None
    if command is None or command.callback is None or command.name not in COMMANDS:
        return False
    own = Path(mkdocs.__file__).with_name("__main__.py")
    return inspect.getfile(command.callback) == str(own)


def _has_warnings(config: MkDocsConfig) -> bool:
    """Say whether MkDocs is about to end a strict build because of warnings.

    It counts them with a handler of its logger while it builds, and looks after all plugins.
    """
    host = type(config).__module__.partition(".")[0]  # ProperDocs has its own
    handlers = logging.getLogger(host).handlers
    return any(handler.get_counts() for handler in handlers if hasattr(handler, "get_counts"))
