"""The follow-up as a table: one row for each recommendation and each body it is put to."""

import csv
import io
from collections.abc import Iterable, Iterator

from commission.words.tongues import FIRST, WRITTEN_IN

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(avis: dict) -> Iterator[dict]:
    """The rows of an avis. A recommendation that is put to nobody has one too, without a body."""
    for asked in avis["recommendations"]:
        for row in asked["addressees"] or [None]:
            yield {**of_avis(avis), **of_request(asked), **(of_body(row) if row else {}), "url": asked["url"],
                   "as_of": avis["as_of"]}


def of_avis(avis: dict) -> dict:
    return {"avis": avis["number"], **labelled("avis_title", avis["title"]), "adopted_on": avis["adopted_on"],
            "published_on": avis["published_on"], "version": avis["version"]}


def of_request(asked: dict) -> dict:
    """What is asked, and what the commission says."""
    said = asked["assessments"][-1] if asked["assessments"] else {}
    return {
        "recommendation": asked["ref"], **labelled("title", asked["title"]), "text": asked["text"],
        "why": asked["why"], "done_when": asked["done_when"], "theme": asked["theme"],
        "still_asked": yes(asked["still_asked"]), "followed_with": asked["followed_with"],
        "closed_on": asked["closed_on"], **term("outcome", asked["outcome"]),
        **term("assessment", said.get("judgement")), "assessed_on": said.get("on"), "assessment_text": said.get("text"),
    }


def of_body(row: dict) -> dict:
    """What one body answered and did: the last of each."""
    answer = row["answers"][-1] if row["answers"] else {}
    work = row["work"][-1] if row["work"] else {}
    return {
        "body": row["body"], **labelled("body_name", row["name"]), "body_name_then": row["name_then"],
        **term("role", row["role"]), "sent_on": row["sent_on"], "reply_wished_by": row["reply_wished_by"],
        "overdue": yes(row["overdue"]), "reminders": " ".join(row["reminders"]),
        **term("response", row["response"]), "answered_on": answer.get("on"), "answer_words": answer.get("words"),
        "names_a_day": answer.get("names_a_day"), "former_days": " ".join(row["former_days"]),
        "points_to": answer.get("points_to"), "leads": answer.get("leads"), "next_step": answer.get("next_step"),
        "observation": row["observations"][-1]["words"] if row["observations"] else None,
        "last_step": row["ladder"][-1]["height"]["key"] if row["ladder"] else None,
        "letters": " ".join(each["url"] for each in row["letters"]),
        **term("implementation", row["implementation"]),
        "implementation_on": work.get("on"), **term("basis", work.get("basis")), "note": work.get("note"),
        "evidence": " ".join(shown["link"] for shown in work.get("evidence", []) if shown["link"]),
        **term("body_outcome", row["outcome"]),
    }


def term(name: str, value: dict | None) -> dict:
    """A value by its key, and its words in both languages."""
    return {name: value["key"], **labelled(name, value["label"])} if value else {}


def labelled(name: str, words: dict[str, str]) -> dict:
    return {f"{name}_{code}": words.get(code) for code in (FIRST, WRITTEN_IN)}


def yes(value: bool) -> str:
    return "true" if value else "false"


def written(columns: Iterable[str], lines: Iterable[dict]) -> str:
    """A table as it is read by spreadsheets and programs (RFC 4180)."""
    columns, out = list(columns), io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(columns)
    table.writerows([cell(line.get(name)) for name in columns] for line in lines)
    return out.getvalue()


def cell(value) -> str:
    """A spreadsheet would take words that begin so for a formula, and run it: an apostrophe stands before them."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
