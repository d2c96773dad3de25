"""Writing what a file brings: all of it in one transaction, or nothing."""

from wijkkaart.intake.plan import Outcome, Step
from wijkkaart.record import FieldType, fields_of
from wijkkaart.register.database import Database
from wijkkaart.register.history import Action
from wijkkaart.register.saving import Author, save_in
from wijkkaart.register.writing import editing


def apply(db: Database, steps: list[Step], author: Author) -> int:
    """Write the new and changed records; how many there were. History says "ingelezen".

    Raises EditConflict when somebody changed the same in the meantime, InvalidRecord, RegisterError:
    then nothing was written.
    """
    new = [step for step in steps if step.outcome is Outcome.NEW]
    changed = [step for step in steps if step.outcome is Outcome.CHANGED]
    if not new and not changed:
        return 0
    with editing(db, author, Action.IMPORT) as edit:
        for step in _in_order(new):
            edit.create(step.row.kind, step.values, key=step.id, example=step.row.example)
        for step in changed:
            save_in(edit, step.id, step.base, step.values)
    return len(new) + len(changed)


def _in_order(steps: list[Step]) -> list[Step]:
    """What is pointed at before what points at it; what points at each other as it comes."""
    waiting = {step.id: step for step in steps}
    found: list[Step] = []
    while waiting:
        free = [step for step in waiting.values() if not waiting.keys() & (_pointed(step) - {step.id})]
        for step in free or [next(iter(waiting.values()))]:
            found.append(waiting.pop(step.id))
    return found


def _pointed(step: Step) -> set[str]:
    fields = fields_of(step.row.kind)
    found = {str(value) for name, value in step.values.items() if fields[name].type is FieldType.RECORD}
    for name, value in step.values.items():
        if fields[name].type is FieldType.RECORDS_AT:
            found |= {part for row in value for key, part in row.items() if key.endswith("_id")}
    return found
