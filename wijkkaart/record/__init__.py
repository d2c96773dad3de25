"""The records of the register: their kinds, their fields, and who may see each of them.

Names and cardinalities follow Open Referral HSDS 3.0 (`organization`, `service`, `location`,
`service_at_location`, `schedule`, `contact`, `phone`); what it lacks (visibility, consent, networks,
notes) is added. Everything that is asked, shown, checked, exported or hidden goes by these definitions.
"""

from wijkkaart.record.fields import EMPTY, FIELDS, LINK_COLUMNS, SCOPED, Field, FieldType, Shelf, fields_of
from wijkkaart.record.record import FieldMeta, Record
from wijkkaart.record.words import INITIATIVE, ROLES, STATUS_LABELS, RecordKind, Role, Status, may_see

__all__ = [
    "EMPTY",
    "FIELDS",
    "INITIATIVE",
    "LINK_COLUMNS",
    "ROLES",
    "SCOPED",
    "STATUS_LABELS",
    "Field",
    "FieldMeta",
    "FieldType",
    "Record",
    "RecordKind",
    "Role",
    "Shelf",
    "Status",
    "fields_of",
    "may_see",
]
