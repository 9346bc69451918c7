"""Read, check and score the data, and begin the build that the options ask for."""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from mkdocs.config.defaults import MkDocsConfig

from generator.audiences.readers import Readers
from generator.audiences.seen import SeenData
from generator.dataset.approved import Read
from generator.messages.labels import Labels
from generator.mkdocs_plugin.builds import PlainBuild, ServedBuild, StampedBuild, words_for_workers
from generator.mkdocs_plugin.checks import sound_assessment
from generator.mkdocs_plugin.config import ScorebookConfig, folders, serving
from generator.mkdocs_plugin.serve import LazyFiles
from generator.mkdocs_plugin.trees import write_stamped_trees, write_trees
from generator.site import Site
from generator.tools import PLAIN
from generator.turbo.assessing import assess, dump_records
from generator.turbo.job import Job, Settings, begin_job
from generator.turbo.tools import FAST
from generator.turbo.workers import executors, few_collections


@dataclass(frozen=True, eq=False)
class Beginning:
    """What a build begins with. ``readers`` are those of the site, ``None`` if it is for all. With
    ``trees`` each organization gets a tree beside the site."""

    options: ScorebookConfig
    config: MkDocsConfig
    labels: Labels
    readers: Readers | None
    trees: bool = False

    @property
    def drafts(self) -> bool:
        """Whether drafts show."""
        return self.readers.drafts if self.readers else bool(self.options.drafts)

    def seen_data(self, read: Read) -> SeenData:
        """Read, check and score in this process; raises ``PluginError`` with every problem."""
        assessment = sound_assessment(folders(self.options, self.config), self.labels, read)
        public = assessment if self.drafts else assessment.without_drafts()
        return SeenData(public, self.readers)

    def plain(self, read: Read = PLAIN.read) -> PlainBuild:
        """Begin a build in which MkDocs builds every page."""
        seen = self.seen_data(read)
        build = PlainBuild(self._site(seen), seen.found)
        build.whole = seen.whole
        if self.trees:
            build.write_trees = partial(write_trees, build.site, seen, self.config.site_dir)
        return build

    def served(self, read: Read, lazy: LazyFiles) -> PlainBuild:
        """Begin a build for a server, which makes a page when a browser asks for it."""
        if not self.options.turbo:
            return self.plain(read)
        seen = self.seen_data(read)
        return ServedBuild(self._site(seen), seen.found, lazy)

    def _site(self, seen: SeenData) -> Site:
        tools = FAST if self.options.turbo else PLAIN
        return Site(seen.book, seen.cards, self.labels, serving(self.options, self.config), tools)

    def stamped(self, *, staged: bool) -> StampedBuild:
        """Begin the fast build, with an executor.

        If the executor meets a problem, the data is read once more without it, so that all
        problems are reported. Raises ``PluginError`` with them. A folder of the build lies in that
        of a ``staged`` site: if this build is killed, the next one removes both.
        """
        config, options = self.config, self.options
        settings = Settings(
            data=folders(options, config),
            site=config.site_dir,
            language=self.labels.language,
            serving=serving(options, config),
            drafts=self.drafts,
            readers=self.readers,
        )
        with ExitStack() as stack:
            stack.enter_context(few_collections())
            stack.enter_context(words_for_workers(self.labels))
            job = begin_job(settings, config.site_dir if options.cluster or staged else None)
            stack.callback(job.remove)
            workers = executors(len(job.frame.result_files), options.cluster)
            pools = stack.enter_context(workers)
            if not assess(job, pools):
                self._assess_without_turbo(job)
            job.store()
            build = StampedBuild(job, pools, stack.pop_all())
            build.whole = job.whole
            if self.trees:
                build.write_trees = partial(write_stamped_trees, job, pools)
            return build

    def _assess_without_turbo(self, job: Job) -> None:
        """Give a job what one process reads; raises ``PluginError`` if the data has problems."""
        seen = self.seen_data(PLAIN.read)
        job.frame, job.whole = seen.assessment.library, seen.whole
        job.records = dump_records(job, seen.found)
