"""Problems of workbooks in words, each with its cell."""

from collections.abc import Mapping

from generator.messages.labels import Labels
from generator.problem import shorten
from generator.workbook.drafts import CellProblem


def line(problem: CellProblem, say: Labels) -> str:
    """Return a problem in words, with its cell: ``file.xlsx!sheet!B5``."""
    facts = {name: _in_words(name, shorten(str(f)), say) for name, f in problem.facts.items()}
    place = f"{problem.cell}: " if problem.cell.sheet else ""
    return f"{place}{_sentence(problem, facts, say)}"


def _in_words(name: str, fact: str, say: Labels) -> str:
    """Return a fact in words of the office: fields by their headings, steps and states by name."""
    section = say.section("workbook")
    if name in ("field", "fields", "wanted"):
        headings = {**say.section("ui")["field"], **section["headings"]}
        return "、".join(headings.get(field, field) for field in fact.split(", "))
    if name == "step":
        return str(say.section("console")["steps"].get(fact, fact))
    return str(section["words"].get(fact, fact)) if name in ("before", "after", "state") else fact


def _sentence(problem: CellProblem, facts: Mapping[str, str], say: Labels) -> str:
    own = say.section("workbook")["problems"].get(problem.code)
    if own is None:
        message, remedies = say(f"problems.{problem.code}.message", **facts), []
    else:
        message = say(f"workbook.problems.{problem.code}.message", **facts)
        remedies = [say(f"workbook.problems.{problem.code}.remedy", **facts)]
    if near := facts.get("near"):
        remedies = [say("console.near", near=near), *remedies]
    return f"{message} ({' '.join(remedies)})" if remedies else message
