"""The form of a record, made from `record.FIELDS`: a widget a type of field, and a draft that stays."""
