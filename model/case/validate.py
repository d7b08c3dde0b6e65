"""The whole of a data set: settings, keys, references, and what must fit together."""

from __future__ import annotations

from dataclasses import replace

from model.case.checks import fit_issues
from model.case.dataset import make_settings, missing_settings
from model.case.draft import Draft
from model.case.reading import Reading
from model.case.records import Records
from model.case.references import reference_issues
from model.case.typed import duplicates
from model.errors import Issue
from model.schema import TABLES, Settings


def validate(draft: Draft) -> tuple[Settings, list[Issue]]:
    """The settings of a draft, and every problem in it."""
    settings, issues = make_settings(draft.given)
    issues += missing_settings(draft.given, settings, draft.file)
    known: dict[str, Records] = {}
    for name, table in TABLES.items():
        records = draft.records[name]
        twice = duplicates(records, table)
        issues += twice
        known[name] = replace(records, unreadable=True) if twice else records
        if table.required and not records.present and not (name == "demand" and settings.kind == "library"):
            hint = "A data set needs at least materials, suppliers and demand."
            issues.append(Issue(draft.files[name], name, message="is missing", hint=hint))
    reading = Reading(known, settings, draft.files, draft.file)
    return settings, issues + reference_issues(reading) + fit_issues(reading)
