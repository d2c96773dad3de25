"""What a check says of a value that can't be right."""


class Wrong(ValueError):
    """Why a value can't be right: Dutch, without capital or full stop; shown behind the field's label."""
