"""The planted secrets, through a real database and the door."""

import json
from dataclasses import asdict

import pytest

from tests import secrets
from wijkkaart.core.visibility import strip_all
from wijkkaart.record import ROLES, Role
from wijkkaart.register import reading
from wijkkaart.register.database import Database


@pytest.mark.parametrize("role", ROLES)
def test_what_comes_out_of_a_register_is_what_each_role_may_see(database: Database, role: Role) -> None:
    secrets.plant(database)
    _, records, _ = reading.changed(database)
    seen = strip_all(records, role, secrets.TODAY).values()
    output = json.dumps([asdict(record) for record in seen], default=str, ensure_ascii=False)
    secrets.assert_clean(output, role)
    assert secrets.found(output) == secrets.expected(role)
