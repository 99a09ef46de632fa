"""What people wrote, in other languages than the one it was written in: rows, so that a language costs no column."""

import enum
from dataclasses import dataclass, field

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from commission.models.base import Base, fingerprint
from commission.models.sealed import Ours

OF = ("opinion_id", "recommendation_id", "body_id", "commission_id")


class Phrase(enum.StrEnum):
    """What is translated."""

    TITLE = "title"
    SUMMARY = "summary"
    NAME = "name"
    MANDATE = "mandate"
    FUNDER = "funder"
    CHARTER = "charter"
    ACCESS_CHECKED = "access_checked"


OF_TEXTS = (Phrase.TITLE, Phrase.SUMMARY)


@dataclass(frozen=True)
class Multilingual:
    """Words as they were written, and in other languages."""

    first: str
    others: dict[str, str] = field(default_factory=dict)

    def after(self, beginning: str) -> "Multilingual":
        """These words after others that stand in every language."""
        return Multilingual(beginning + self.first, {code: beginning + said for code, said in self.others.items()})


class Translation(Base):
    """Words in another language; append-only, the last of its kind stands. Empty ones say that there are none any more.
    `source` is the fingerprint of the words they translate."""

    __tablename__ = "translation"
    __table_args__ = (
        CheckConstraint(f"{' + '.join(f'(CASE WHEN {each} IS NULL THEN 0 ELSE 1 END)' for each in OF)} = 1", name="of"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    recommendation_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    commission_id: Mapped[int | None] = mapped_column(ForeignKey("commission.id"), index=True)
    phrase: Mapped[Phrase]
    language: Mapped[str]
    words: Mapped[Ours]
    source: Mapped[str]

    @property
    def is_published(self) -> bool:
        """Names, and what the commission says of itself, are everyone's from the first day."""
        return self.phrase not in OF_TEXTS


class Translated:
    """What is also said in other languages. A phrase is the attribute that bears its name."""

    PHRASES: tuple[Phrase, ...]

    @declared_attr
    def translations(cls) -> Mapped[list[Translation]]:
        return relationship(order_by=Translation.id)

    @property
    def translated(self) -> dict[str, dict[str, str]]:
        """The words that stand: by language, by phrase."""
        found = {}
        for each in self.standing.values():
            if each.words:
                found.setdefault(each.language, {})[each.phrase.value] = each.words
        return found

    @translated.setter
    def translated(self, wanted: dict[str, dict[str, str]]) -> None:
        """Have these words in other languages, and no others. Those that stay the same stay of what they translate."""
        for language in {**self.translated, **wanted}:
            for phrase in self.PHRASES:
                words = wanted.get(language, {}).get(phrase, "")
                if words != self.words_in(language, phrase):
                    self.add(phrase, language, words, fingerprint(getattr(self, phrase)))

    @property
    def standing(self) -> dict[tuple[str, Phrase], Translation]:
        return {(each.language, each.phrase): each for each in self.translations}

    def words_in(self, language: str, phrase: Phrase) -> str:
        found = self.standing.get((language, phrase))
        return found.words if found else ""

    def in_languages(self, phrase: Phrase) -> Multilingual:
        others = {each.language: each.words for each in self.standing.values() if each.phrase == phrase and each.words}
        return Multilingual(getattr(self, phrase), others)

    def is_outdated(self, language: str, phrase: Phrase) -> bool:
        """Whether what it translates has changed since."""
        found = self.standing.get((language, phrase))
        return bool(found and found.words) and found.source != fingerprint(getattr(self, phrase))

    def translate_as(self, other: "Translated") -> None:
        """Have the translations of another, each of what it was made from, and no others."""
        its = other.standing
        for language, phrase in {**self.standing, **its}:
            found = its.get((language, phrase))
            self.add(phrase, language, found.words if found else "", found.source if found else "")

    def add(self, phrase: Phrase, language: str, words: str, source: str) -> None:
        self.translations.append(Translation(phrase=phrase, language=language, words=words, source=source))
