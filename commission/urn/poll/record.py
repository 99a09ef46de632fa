"""What an archive says, proved or not: the data of its events, read into objects."""

from dataclasses import dataclass, field

from commission.urn.algebra.digits import fingerprint
from commission.urn.algebra.group import sha256_hex
from commission.urn.algebra.wire import Element, Fault, about, read, write
from commission.urn.archive.chain import Chain, ChainStep
from commission.urn.keyholders.trustees import Trustees

from .ballot import Ballot, tracker
from .election import Election
from .tally import OwnedDecryption, PartialDecryption, Result, SizedTally, Tally

Roll = list[Element]


@dataclass(frozen=True)
class Setup:
    """The hashes of the three texts frozen before the first ballot."""

    election: str
    trustees: str
    credentials: str

    @property
    def announced(self) -> list[str]:
        return [self.election, self.trustees, self.credentials]


BRINGS = {
    "Setup": (Election, Trustees, Roll, Setup),
    "Ballot": (Ballot,),
    "EndBallots": (),
    "EncryptedTally": (Tally, SizedTally),
    "PartialDecryption": (PartialDecryption, OwnedDecryption),
    "Result": (Result,),
}


@dataclass
class Record:
    """An election as its archive tells it so far; trackers stand beside ballots, parts under their owners."""

    election: Election
    trustees: Trustees
    roll: Roll
    setup: Setup
    ballots: list[Ballot] = field(default_factory=list)
    trackers: list[str] = field(default_factory=list)
    closed: bool = False
    tally: Tally | None = None
    size: SizedTally | None = None
    parts: dict[int, PartialDecryption] = field(default_factory=dict)
    result: Result | None = None

    @classmethod
    def of(cls, chain: Chain) -> "Record":
        """Read all data of a chain, or raise Fault where it is not what its event announces."""
        if not chain.steps:
            raise Fault("the archive holds no election")
        setup, *others = chain.steps
        with about("the setup"):
            record = cls(*_objects(setup))
        for height, step in enumerate(others, start=1):
            with about("event {height} ({type})", height=height, type=step.type):
                record._take(step, *_objects(step))
        return record

    @property
    def fingerprint(self) -> str:
        """The digits read aloud before the first ballot: they stand for the questions, the trustees and the roll."""
        return fingerprint(write(Setup, self.setup))

    def _take(self, step, *objects):
        match step.type:
            case "Ballot":
                self.ballots += objects
                self.trackers += map(tracker, step.data)
            case "EndBallots":
                self.closed = True
            case "EncryptedTally":
                self.tally, self.size = objects
            case "PartialDecryption":
                self._take_part(*objects)
            case "Result":
                self._take_result(*objects)

    def _take_part(self, part, owned):
        if owned.owner in self.parts:
            raise Fault("its owner has decrypted already")
        self.parts[owned.owner] = part

    def _take_result(self, result):
        if [len(row) for row in result.result] != [question.width for question in self.election.questions]:
            raise Fault("it has not one number for each answer")
        self.result = result


def setup(election: Election, trustees: Trustees, roll: Roll) -> list[bytes]:
    """Give the data of the first event; sorted, the roll says nothing of who is who."""
    texts = [write(Election, election), write(Trustees, trustees), write(Roll, sorted(roll))]
    return [*texts, write(Setup, Setup(*map(sha256_hex, texts)))]


def opening(chain: Chain) -> tuple[Election, Trustees, Roll, Setup]:
    """Read what was frozen before the first ballot, or raise Fault."""
    return tuple(_objects(chain.steps[0]))


def _objects(step: ChainStep):
    kinds = BRINGS[step.type]
    if len(kinds) != len(step.data):
        raise Fault("it brings more or less data than its type asks for")
    objects = [read(kind, text) for kind, text in zip(kinds, step.data, strict=True)]
    if len(objects) > 1 and objects[-1].announced != [sha256_hex(text) for text in step.data[:-1]]:
        raise Fault("its last data does not name the others by their hashes")
    return objects
