"""Rules of a schedule between our own form and a row of HSDS; both have the names of RFC 5545."""

import json
from typing import Any

_SAME = ("freq", "byday", "bymonthday", "dtstart", "until", "valid_from", "valid_to", "description")
_OURS = ("except", "extra", "holidays", "school_holidays")
"""What HSDS can't say: an attribute has it exactly, `notes` in words."""
_WORDS = {
    ("holidays", "closed"): "Niet op feestdagen.",
    ("holidays", "open"): "Ook op feestdagen.",
    ("school_holidays", "closed"): "Niet in schoolvakanties.",
    ("school_holidays", "open"): "Ook in schoolvakanties.",
    ("school_holidays", "only"): "Alleen in schoolvakanties.",
}


def schedule_row(rule: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The row of a rule, and the attributes with what it can't say. Once only is a rule with count 1."""
    row: dict[str, Any] = {name: rule[name] for name in _SAME if rule.get(name)}
    for name in ("opens_at", "closes_at"):
        if rule.get(name):
            row[name] = f"{rule[name]}:00"
    if rule.get("freq"):
        row["interval"] = int(rule.get("interval") or 1)
    else:
        row["count"] = 1
    rest = {name: _text(rule[name]) for name in _OURS if rule.get(name)}
    notes = [_WORDS[(name, str(rule.get(name)))] for name in _OURS if (name, str(rule.get(name))) in _WORDS]
    notes += [f"Niet op {', '.join(rule['except'])}."] if rule.get("except") else []
    notes += [f"Ook op {', '.join(rule['extra'])}."] if rule.get("extra") else []
    if notes:
        row["notes"] = " ".join(notes)
    return row, rest


def rule_of(row: dict[str, Any], attributes: dict[str, str]) -> dict[str, Any]:
    """The rule of a row and its attributes; of another's row what we can't keep stays in `description`."""
    rule: dict[str, Any] = {name: str(row[name]) for name in _SAME if row.get(name)}
    for name in ("opens_at", "closes_at"):
        if row.get(name):
            rule[name] = str(row[name])[:5]
    if rule.get("freq"):
        rule["interval"] = int(float(row.get("interval") or 1))
    else:
        rule["freq"] = ""
    for name in _OURS:
        if name in attributes:
            text = attributes[name]
            rule[name] = json.loads(text) if name in ("except", "extra") else text
    if row.get("notes") and not any(name in attributes for name in _OURS):
        said = [rule.get("description", ""), str(row["notes"])]
        rule["description"] = " ".join(part for part in said if part)
    return rule


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
