"""What comes into the register is made alike, refused with reasons, or let in with a question."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkkaart import catalogue
from wijkkaart.core import schedules
from wijkkaart.core.validation import InvalidRecord, cleaned, warnings
from wijkkaart.errors import WijkkaartError
from wijkkaart.record import EMPTY, FIELDS, FieldType, RecordKind, fields_of

K, T = RecordKind, FieldType


def one(name: str, value: Any, kind: RecordKind = K.LOCATION) -> Any:
    """The clean value of one field."""
    return cleaned(kind, {name: value})[name]


def why(name: str, value: Any, kind: RecordKind = K.LOCATION) -> str:
    """What is said of a value that's refused."""
    with pytest.raises(InvalidRecord) as refused:
        one(name, value, kind)
    assert set(refused.value.problems) == {name}
    assert isinstance(refused.value, WijkkaartError)
    return refused.value.problems[name]


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("0334637289", "033 463 7289"),
        ("033-463 72 89", "033 463 7289"),
        ("+31 33 4637289", "033 463 7289"),
        ("0031612345678", "06 12345678"),
        ("06-12345678", "06 12345678"),
        ("(0180) 123 456", "0180 123 456"),
        ("+32 2 555 12 12", "+32 2 555 12 12"),
        ("112", "112"),
        ("14 033", "14 033"),
        ("14033", "14033"),
        ("0900-8844", "0900-8844"),
        ("033 12", "033 12"),
    ],
)
def test_phone_numbers_are_written_as_in_the_netherlands(written: str, clean: str) -> None:
    assert one("phones", [written]) == [{"number": clean, "description": ""}]


def test_phones_have_a_description_are_there_once_and_are_numbers() -> None:
    both = [
        {"number": "0334637289", "description": " balie\n"},
        {"number": "033 463 7289", "description": "balie"},
    ]
    assert one("phones", both) == [{"number": "033 463 7289", "description": "balie"}]
    assert one("phones", ["", {"number": ""}]) == []
    for wrong in ("bel de balie", "06 123 <script>", "1" * 41):
        assert "is geen telefoonnummer" in why("phones", [wrong])
    for wrong in ("0334637289", [{"nummer": "033"}], ["033"] * 11, [3]):
        why("phones", wrong)


@pytest.mark.parametrize("written", [" Info@Oost.NL ", "mailto:Info@oost.nl"])
def test_mail_addresses_lose_what_isnt_part_of_them(written: str) -> None:
    assert one("email", written) == "Info@oost.nl"


@pytest.mark.parametrize(
    "wrong",
    ["info", "info@oost", "a b@oost.nl", "a@b@c.nl", "<a@b.nl>", "a..b@c.nl", "a@" + "b" * 260 + ".nl", 3],
)
def test_what_is_no_mail_address_is_refused(wrong: Any) -> None:
    assert why("email", wrong).startswith("E-mail: ")


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("oost.nl", "https://oost.nl"),
        ("HTTP://Www.Oost.nl/Pad?a=1#b", "http://www.oost.nl/Pad?a=1#b"),
        ("https://oost.nl:8443/x", "https://oost.nl:8443/x"),
        ("oost.nl:8080", "https://oost.nl:8080"),
        ("https://café.nl", "https://café.nl"),
    ],
)
def test_web_addresses_get_their_scheme(written: str, clean: str) -> None:
    assert one("website", written) == clean


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://oost.nl",
            "https://",
            "https://oost",
            "geen adres",
        ),
        *(
            "https://naam:geheim@oost.nl",
            'https://oost.nl/"><script>',
            "https://oost.nl:99999",
            "https://[::1",
        ),
        *("https://oost.nl/" + "a" * 2000, "java\nscript:alert(1)", "//oost.nl"),
    ],
)
def test_what_is_no_web_address_is_refused(wrong: str) -> None:
    assert "geen webadres" in why("website", wrong)


def test_dates_are_days_that_exist() -> None:
    assert [one("opened", each) for each in ("2026-11-22", "22-11-2026", "1-3-2026", "")] == [
        "2026-11-22",
        "2026-11-22",
        "2026-03-01",
        "",
    ]
    assert "bestaat" in why("opened", "2026-02-30")
    for wrong in ("morgen", "2026", "0026-01-01", "٢٠٢٦-٠١-٠١", 2026):
        why("opened", wrong)


def test_codes_have_their_form() -> None:
    assert one("postcode", "3811ab") == "3811 AB"
    assert one("gemeente", "gm0307") == "GM0307"
    assert one("kvk", " 1234 5678 ", K.ORGANIZATION) == "12345678"
    assert one("service_area", ["bu03070101", "GM0307", "GM0307"], K.SERVICE) == ["BU03070101", "GM0307"]
    for name, wrong in (
        ("postcode", "0811 AB"),
        ("postcode", "3811"),
        ("postcode", "3811 SS"),
        ("gemeente", "Amersfoort"),
    ):
        why(name, wrong)
    why("kvk", "1234567", K.ORGANIZATION)
    why("service_area", ["Randenbroek"], K.SERVICE)


def test_points_lie_in_the_netherlands_and_ages_are_of_people() -> None:
    assert (one("latitude", "52,16"), one("longitude", 5)) == (52.16, 5.0)
    assert one("latitude", "") is None
    for name, wrong in (
        ("latitude", 5.38),
        ("longitude", 52.1),
        ("latitude", float("nan")),
        ("latitude", True),
    ):
        why(name, wrong)
    assert why("minimum_age", 130, K.SERVICE) == "Vanaf leeftijd: een leeftijd ligt tussen 0 en 120 jaar."
    assert one("minimum_age", 0, K.SERVICE) == 0.0


def test_choices_are_those_of_the_lists_in_their_order() -> None:
    assert one("target_groups", ["ouderen", "kinderen", "ouderen"]) == ["kinderen", "ouderen"]
    assert one("status", "temporarily closed") == "temporarily closed"
    assert one("category", "bewoner", K.CONTACT) == "bewoner"
    assert "staat niet in de lijst" in why("category", "bewoner")
    assert "staat niet in de lijst" in why("languages", ["Klingon"], K.SERVICE)
    why("target_groups", "ouderen")
    for value in (1, "ja"):
        why("approximate", value)
    assert one("approximate", False) is False


def test_schedules_are_whole_and_right() -> None:
    (found,) = one(
        "schedules",
        [{"freq": "WEEKLY", "byday": "TU", "opens_at": "09:30", "except": ["2026-12-29", "2026-12-22"]}, {}],
    )
    assert found == schedules.full(
        freq="WEEKLY", byday="TU", opens_at="09:30", **{"except": ["2026-12-22", "2026-12-29"]}
    )
    for wrong in (
        {"freq": "DAILY"},
        {"freq": "WEEKLY", "byday": "XX"},
        {"opens_at": "half tien"},
        {"dag": "di"},
        "di",
        {"freq": ["WEEKLY"]},
        {"except": 3},
    ):
        why("schedules", [wrong])


def test_rows_of_links_are_whole() -> None:
    rows = one("locations", [{"location_id": " l "}, {"location_id": ""}, {"description": "zaal"}], K.SERVICE)
    assert rows == [{"location_id": "l", "description": "", "schedules": []}]
    (member,) = one("members", [{"contact_id": "c", "since": "1-2-2026"}], K.NETWORK)
    assert member == {
        "organization_id": "",
        "contact_id": "c",
        "role": "",
        "since": "2026-02-01",
        "until": "",
    }
    for wrong in ([{"place": "l"}], "l", [1], [{"location_id": 3}], [{"location_id": "l"}] * 201):
        why("locations", wrong, K.SERVICE)


def test_consent_says_when_to_what_how_and_for_what() -> None:
    given_ = {"date": "1-2-2026", "text_version": "2", "channel": "brief", "scope": ["phones", "name"]}
    assert one("consent", given_, K.CONTACT) == {
        "date": "2026-02-01",
        "text_version": "2",
        "channel": "brief",
        "scope": ["name", "phones"],
        "withdrawn": "",
    }
    assert one("consent", {"scope": []}, K.CONTACT) == {}
    assert "ontbreekt de tekst" in why("consent", given_ | {"text_version": ""}, K.CONTACT)
    assert "openbaar" in why("consent", given_ | {"scope": ["remark"]}, K.CONTACT)
    why("consent", given_ | {"bsn": "1"}, K.CONTACT)


def test_text_is_text_without_what_cant_be_seen() -> None:
    assert one("name", "  De\tHoek\n\x00\u202e nr. 1 ") == "De Hoek nr. 1"
    assert one("description", "a  b \r\n\r\n\r\n\r\nc\x07") == "a b\n\nc"
    assert one("name", "Cafe\u0301 👩‍👩‍👧") == "Café 👩‍👩‍👧"
    assert "te lang" in why("name", "x" * 301)
    assert "te lang" in why("description", "x" * 10_001)
    why("name", "x" * 10_000_000)
    why("name", 3)


def test_all_that_is_wrong_is_told_at_once_and_what_must_be_there_may_be_left_alone() -> None:
    with pytest.raises(InvalidRecord) as refused:
        cleaned(K.LOCATION, {"name": " ", "email": "x", "kleur": "rood", "city": "Ede"})
    assert refused.value.problems == {
        "name": "Naam: dit moet ingevuld zijn.",
        "email": "E-mail: 'x' is geen e-mailadres, zoals naam@voorbeeld.nl.",
        "kleur": "Het veld 'kleur' bestaat niet.",
    }
    assert cleaned(K.LOCATION, {"city": "Ede"}) == {"city": "Ede"}
    assert cleaned(K.LOCATION, {"city": None, "phones": None}) == {"city": "", "phones": []}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["number", "freq", "except", "scope", "location_id", "date", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@settings(max_examples=400)
@given(data=st.data())
def test_whatever_comes_is_cleaned_for_good_or_refused(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(K))
    field = data.draw(st.sampled_from(FIELDS[kind]))
    value = data.draw(anything | st.lists(anything, max_size=2))
    try:
        clean = cleaned(kind, {field.name: value})
    except InvalidRecord:
        return
    assert cleaned(kind, clean) == clean
    assert isinstance(clean[field.name], type(EMPTY.get(field.type, ""))) or field.type in {T.NUMBER, T.BOOL}
    assert isinstance(warnings(kind, clean), dict)


def test_what_is_odd_is_asked_and_not_refused() -> None:
    evening, turned = (
        {"freq": "WEEKLY", "byday": "FR", "opens_at": at, "closes_at": "02:00"} for at in ("20:00", "09:00")
    )
    fine = cleaned(
        K.LOCATION,
        {
            "phones": ["0334637289", "112"],
            "schedules": [evening],
            "opened": "2020-01-01",
            "latitude": 52,
            "longitude": 5,
        },
    )
    assert warnings(K.LOCATION, fine) == {}
    odd = cleaned(
        K.LOCATION,
        {
            "phones": ["033 12"],
            "schedules": [turned],
            "opened": "2020-01-01",
            "closed": "2019-01-01",
            "status": "moved",
            "latitude": 52,
        },
    )
    assert set(warnings(K.LOCATION, odd)) == {"phones", "schedules", "closed", "moved_to", "latitude"}
    assert "033 12" in warnings(K.LOCATION, odd)["phones"]
    assert set(warnings(K.SERVICE, {"minimum_age": 12.0, "maximum_age": 4.0})) == {"maximum_age"}
    assert set(warnings(K.SERVICE, {"status": "closed"})) == {"closed"}


def test_every_list_of_choices_exists_and_has_plain_labels() -> None:
    names = {field.options for fields in FIELDS.values() for field in fields if field.options}
    for name in names:
        terms = catalogue.options(name)
        assert terms
        labels = [term.label for term in terms.values()]
        assert len(set(labels)) == len(labels)
        assert all(key == term.id for key, term in terms.items())
    languages = catalogue.options("language").values()
    assert all(len(term.code) == 3 for term in languages)
    assert "initiatief" in catalogue.options("legal_status")
    assert "toestemming" in catalogue.options("lawful_basis")
    assert all(fields_of(kind)["name"].required for kind in K)
