"""What is said of values that cannot be read, and the line that puts them right.

Only an error needs these texts.
"""

import re
import unicodedata

from vsm_cli.language import message
from vsm_cli.loading.amounts import PART
from vsm_cli.loading.rates import RATE_UNITS

PROBLEMS = {
    "duration": message("{value} is not a duration"),
    "duration-in": message("{value} is not a duration"),
    "unit": message("{value} has no unit"),
    "range": message("{value} is a range, where one duration is meant"),
    "unknown": message("{value} says that the value is not known"),
    "too-long": message("{value} is longer than any duration that can be meant"),
    "spread": message(
        "a spread is min and max, min, likely and max, mean and sd, or two percentiles"
    ),
    "share": message("{value} is not a share between 0 % and 100 %"),
    "share-in": message("{value} is not a share between 0 % and 100 %"),
    "percent": message("{value} is not a share between 0 and 1"),
    "score": message("this is not a measured satisfaction"),
    "nps": message("{value} is not a number from -100 to 100"),
    "settings": message("this does not say what would stand where"),
    "rate": message("{value} is not a rate"),
    "rate-in": message("{value} is not a rate"),
    "rate-unit": message("{value} does not say in which time"),
    "date": message("{value} is not a date of the calendar"),
    "date-in": message("{value} is not a date as it is written here"),
    "number": message("{value} is not a number of 0 or more"),
    "number-in": message("{value} is not a number of 0 or more"),
    "seconds": message("{value} is not a number of seconds above 0, {most} at most"),
    "one-to-five": message("{value} is not a whole number from 1 to 5"),
    "bool": message("{key} is true or false, not {value}"),
    "word": message("{value} is not one of {words}"),
    "no-word": message("{value} is not one of {words}"),
    "entry": message("an entry is true or a share, not {value}"),
    "accepts": message("accepts names data: one id, several, or an id with its criteria"),
    "next": message("next names steps: one, several, or each with its share"),
    "next-shares": message("next names steps: one, several, or each with its share"),
    "branch": message("each item of the list is one branch: a step, alone or with its share"),
    "branch-twice": message("{value} stands twice in the list, with different shares"),
    "branch-alone": message("a branch that only some take needs another one beside it"),
    "log-values": message("these are columns of the log, each with the values that count"),
    "log-source": message("a source is files of the log, or a table: {{table: NAME}}"),
    "target": message("a target is a duration, or percentiles with a duration each"),
    "id": message("{value} is not an id: letters, digits, - and _ are allowed"),
    "reserved": message("{value} has a meaning of its own and cannot be an id"),
}
_WRITE = message("write {key}: {text}")
HELPS = {
    "duration": message("write for example 15m, 1h 30m, 2d, PT15M or 15分钟"),
    "duration-in": _WRITE,
    "unit": message("write {value}m for minutes, {value}h for hours or {value}d for days"),
    "range": message("write {key}: {text}, or the shorter end"),
    "unknown": message("leave {key} out: what is not written counts as not known"),
    "spread": message(
        "write for example {{min: 5m, likely: 10m, max: 1h}} or {{min: 5m, max: 1h}}"
    ),
    "share": message("write for example 30% or 0.3"),
    "share-in": _WRITE,
    "percent": message("if a percentage is meant, write {value}%"),
    "score": message(
        "write 72%, 3.6/5 (or /7, /10, /100), {{score: 3.6/5, answers: 120}} or {{nps: 20}}"
    ),
    "settings": message("write places with values: {{wait: 1d}}"),
    "rate": message("write for example 40/week or 120/月"),
    "rate-in": _WRITE,
    "rate-unit": message("write {value}/month, {value}/week, {value}/day or {value}/year"),
    "number-in": _WRITE,
    "one-to-five": message("write 5 for the most, 3 for the middle, 1 for the least"),
    "bool": message("write {key}: true or {key}: false"),
    "next-shares": message("write next: {{{choice}}}"),
    "branch": message("write {apart}"),
    "branch-alone": message(
        "if the others go elsewhere, write next: {{{branch}, ELSEWHERE: }}; the name of a step"
        " in place of ELSEWHERE"
    ),
    "date": message("write year, month and day, for example 2026-03-13"),
    "date-in": _WRITE,
    "log-values": message("write for example {{state: New}} or {{state: [New, Open]}}"),
    "log-source": message("write for example exports/incidents-*.csv"),
    "target": message("write for example lead: 5d or lead: {{p95: 8d}}"),
    "word": message("did you mean {nearest}?"),
}
_UNKNOWN = {
    "tbd", "tba", "tbc", "todo", "n/a", "na", "n.a.", "?", "??", "???", "-", "--", "–", "—",
    "unknown", "not known", "don't know", "none", "x", "xx", "未知", "待定", "待确认", "待补充",
    "不详", "不清楚", "不知道", "暂无", "无",
}  # fmt: skip


def refusal(kind: str, value: object) -> tuple[str, dict[str, object]]:
    """The problem that fits a wrong duration, share, rate, number or date best, with the text
    that was probably meant where the value holds one."""
    if not isinstance(value, str):
        return kind, {}
    text = unicodedata.normalize("NFKC", value).strip()
    if text.casefold() in _UNKNOWN:
        return "unknown", {}
    find = {"duration": _duration, "share": _share, "rate": _rate, "number": _number, "date": _date}
    found = find[kind](text) if kind in find else None
    return (f"{kind}-in", {"text": found}) if found else (kind, {})


def _duration(text: str) -> str | None:
    text = re.sub(r"(\d),(\d)", r"\1.\2", text)
    if clock := re.fullmatch(r"(\d+):([0-5]\d)", text):
        return f"{int(clock[1])}h {int(clock[2])}m"
    if both := re.fullmatch(r"(\d+)\s*h\s*(\d+)", text):
        return f"{both[1]}h {both[2]}m"
    if re.fullmatch(r"\d+(\.\d+)?\s*M", text):
        return text.casefold()
    found = re.search(PART, text.casefold())
    return found[0] if found and found[0][0] != "-" and "-" not in text[: found.start()] else None


def _share(text: str) -> str | None:
    found = re.search(r"(?<![-\d.,])(\d{1,2}(?:[.,]\d+)?|100)\s*(?:%|percent|pct)", text)
    return found[1].replace(",", ".") + "%" if found else None


def _rate(text: str) -> str | None:
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text.casefold())
    count = re.search(r"(?<![-\d.])\d+(?:\.\d+)?", plain)
    units = "|".join(
        sorted((u for u in RATE_UNITS if len(u) > 1 or not u.isascii()), key=len)[::-1]
    )
    unit = re.search(rf"daily|weekly|monthly|yearly|{units}", plain)
    if not count or not unit:
        return None
    each = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
    return f"{count[0]}/{each.get(unit[0]) or unit[0]}"


def _number(text: str) -> str | None:
    found = re.match(r"\d+(?:\.\d+)?(?=\s*[^\W\d_]+$)", text)
    return found[0] if found else None


def _date(text: str) -> str | None:
    found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None
