"""Processes that each keep a share of the data, and do with it what they are asked.

Each is a copy of this process (``fork``), so that nothing has to be sent to it but questions.
It answers until this process asks no more, or ends.
"""

import gc
import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from multiprocessing.connection import Connection, wait
from threading import Thread
from types import TracebackType
from typing import Any, NamedTuple, Protocol

from generator.turbo.crew import leave_with_parent

_NICE = 5
"""By so much members give way to the process that asks: as long as it plans, they do not know
where to put what they made."""


class Answer(NamedTuple):
    """What a member was asked for."""

    value: Any


class Request(NamedTuple):
    """What a member asks back, while it works on an answer."""

    value: Any


class Progress(NamedTuple):
    """How much more of its work a member has done."""

    done: int


class Failure(NamedTuple):
    """What went wrong in a member, in the words of Python."""

    text: str


class MemberFailed(Exception):
    """A member of the team failed; says how."""


class Home:
    """The process that asks, as a member sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, value: object, meanwhile: Callable[[], bool]) -> Any:
        """Ask back, and do something else ``meanwhile``, a little each time."""
        self._connection.send(Request(value))
        return _heard(self._connection, meanwhile)

    def tell(self, done: int) -> None:
        """Say how much more is done."""
        self._connection.send(Progress(done))


class Member(Protocol):
    """Whoever answers in a process of the team: by the methods that are asked for by name."""

    def ahead(self) -> bool:
        """Do a little of what will be asked for; whether there was any."""


class Team(AbstractContextManager["Team"]):
    """One member in a process of its own for each of ``makers``, which make them there."""

    def __init__(self, makers: Sequence[Callable[[Home], Member]]) -> None:
        context = multiprocessing.get_context("fork")
        self._connections: list[Connection] = []
        self._processes = []
        self._working: list[Connection] = []
        self._questions: list[Thread] = []
        gc.freeze()
        for make in makers:
            ours, theirs = context.Pipe()
            self._connections.append(ours)
            process = context.Process(
                target=_serve, args=(make, theirs, tuple(self._connections)), daemon=True
            )
            process.start()
            self._processes.append(process)
            theirs.close()

    def ask(self, name: str, *facts: Any) -> None:
        """Ask all members for the same; ``answers`` will say what they answer."""
        self.ask_each(name, [facts] * len(self._connections))

    def ask_each(self, name: str, facts: Sequence[tuple[Any, ...]]) -> None:
        """Ask each member for something of its own, beside what this process goes on with: of a
        long question a member that is busy takes only the beginning."""
        for connection, some in zip(self._connections, facts, strict=True):
            question = Thread(target=_put, args=(connection, (name, some)), daemon=True)
            question.start()
            self._questions.append(question)

    def _asked(self) -> None:
        """Wait until all questions are heard."""
        while self._questions:
            self._questions.pop().join()

    def answers(self) -> list[Any]:
        """What the members answer, in their order. Each is heard as soon as it answers, for until
        then it stands idle."""
        left, heard = list(self._connections), {}
        while left:
            for connection in _ready(left):
                heard[connection] = self._answer(connection)
                left.remove(connection)
        self._asked()
        return [heard[connection] for connection in self._connections]

    def begin(self, name: str, *facts: Any) -> None:
        """Ask all members for work in which they ask back, and say how far they are; they are
        to be attended to until all have done it."""
        self.ask(name, *facts)
        self._asked()
        self._working = list(self._connections)

    def attend(self, reply: Callable[[Any], Any], *, patiently: bool) -> int:
        """Reply to what members ask that work, and say how much more they have done; wait for
        the next word of one, if ``patiently``."""
        done = 0
        for connection in _ready(self._working, None if patiently else 0):
            match _received(connection):
                case Answer():
                    self._working.remove(connection)
                case Request(value):
                    _say(connection, reply(value))
                case Progress(more):
                    done += more
                case Failure(text):
                    raise MemberFailed(text)
        return done

    def progress(self, reply: Callable[[Any], Any]) -> Iterator[int]:
        """Attend to the members until all have done their work; says how much more they have."""
        while self._working:
            yield self.attend(reply, patiently=True)

    def _answer(self, connection: Connection) -> Any:
        match _received(connection):
            case Answer(value):
                return value
            case Failure(text):
                raise MemberFailed(text)
        raise MemberFailed("an answer that nobody asked for")

    def of(self, number: int, name: str, *facts: Any) -> Any:
        """What one member answers, which asks nothing back."""
        _say(self._connections[number], (name, facts))
        return self._answer(self._connections[number])

    def dismiss(self) -> None:
        """Let the members go at once."""
        self.__exit__(MemberFailed, None, None)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the members go, at once if something went wrong."""
        for connection, process in zip(self._connections, self._processes, strict=True):
            if kind is not None:
                process.terminate()
            with suppress(OSError):
                connection.send(None)
            process.join()
            connection.close()
        gc.unfreeze()


def _ready(connections: Sequence[Connection], seconds: float | None = None) -> list[Connection]:
    """Those that have something to say, within some ``seconds`` or whenever it is."""
    return [one for one in wait(connections, seconds) if isinstance(one, Connection)]


def _put(connection: Connection, question: object) -> None:
    """Put a question to a member. Why one does not hear it is told in place of its answer."""
    with suppress(OSError):
        connection.send(question)


def _say(connection: Connection, said: object) -> None:
    """Say something to a member. One that failed before hears nothing any more, and has said how
    it failed, if it could."""
    try:
        connection.send(said)
    except ConnectionError:
        while not isinstance(last := _received(connection), Failure):
            pass
        raise MemberFailed(last.text) from None


def _received(connection: Connection) -> Any:
    try:
        return connection.recv()
    except (EOFError, ConnectionResetError):
        return Failure("a process of this build was ended from outside")


def _asked(connection: Connection, member: Member) -> tuple[str, tuple[Any, ...]] | None:
    """What is asked of a member next; until then it works ahead."""
    asked: tuple[str, tuple[Any, ...]] | None = _heard(connection, member.ahead)
    return asked


def _heard(connection: Connection, meanwhile: Callable[[], bool]) -> Any:
    """What is said next; until then something else is done, as long as there is anything."""
    while not connection.poll() and meanwhile():
        pass
    return connection.recv()


def _serve(
    make: Callable[[Home], Member], connection: Connection, others: Sequence[Connection]
) -> None:
    """The life of a member: it answers until nobody asks any more."""
    gc.disable()
    os.nice(_NICE)
    leave_with_parent()
    for other in others:
        other.close()
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        try:
            member = make(Home(connection))
            while (asked := _asked(connection, member)) is not None:
                name, facts = asked
                connection.send(Answer(getattr(member, name)(*facts)))
            os._exit(0)  # its memory goes at once, and not value by value
        except (EOFError, ConnectionError):
            raise
        except Exception:
            connection.send(Failure(traceback.format_exc()))
