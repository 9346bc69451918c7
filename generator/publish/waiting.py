"""Say what waits for its approval, so that it is not published as it is now."""

from generator.dataset.library import load_frame
from generator.messages.labels import Labels
from generator.publish.inputs import short_path
from generator.publish.project import Project


def lines_on_waiting(project: Project, labels: Labels) -> tuple[str, ...]:
    """Return a line for each result and edition that waits, and why; none, if a project needs no
    approval."""
    if project.approved is None:
        return ()
    root = project.config.parent
    frame, _ = load_frame(project.standards, project.results, project.approved)
    return tuple(
        labels(f"publish.waits.{one.why}", file=short_path(str(one.path), root))
        for one in frame.waiting
    )
