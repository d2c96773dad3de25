"""Looking up addresses: only the address that was asked for is taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publishers import locatieserver as fake
from tests.publishers.server import Publishers, status
from wijkkaart.errors import FetchError
from wijkkaart.sources import locatieserver
from wijkkaart.sources.client import Client
from wijkkaart.sources.geocoder import Address, Found, best, same_city, split_line
from wijkkaart.sources.locatieserver import Locatieserver

FREE = "/pdok-api/bzk/locatieserver/search/v3_1/free"


def _doc(street: str, number: int, postcode: str, **more: object) -> fake.Doc:
    city, gemeente = more.pop("city", "Amersfoort"), more.pop("gemeente", "GM0307")
    return fake.doc(street, number, postcode, str(city), str(gemeente), **more)  # type: ignore[arg-type]


BOOK = [
    _doc("Utrechtseweg", 9, "3811NA"),
    _doc("Utrechtseweg", 11, "3811NA"),
    _doc("Utrechtseweg", 11, "3811NA", letter="A"),
    _doc("Utrechtseweg", 13, "3811NA", letter="B"),
    _doc("Johan van Oldenbarneveltlaan", 23, "3818HA", bag="0307010000000023", point=(5.37, 52.151)),
    _doc("Kerkweg", 5, "3821AB"),
    _doc("Kerkweg", 5, "1181AB", city="Amstelveen", gemeente="GM0362", point=(4.86, 52.3)),
]


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as client:
        yield client


@pytest.fixture
def geocoder(publishers: Publishers, client: Client) -> Locatieserver:
    fake.serve(publishers, BOOK)
    return Locatieserver(client)


@pytest.mark.parametrize(
    ("address", "label", "exact"),
    [
        (Address("3811 na", "11"), "Utrechtseweg 11, 3811NA Amersfoort", True),
        (Address("3811NA", "11a"), "Utrechtseweg 11A, 3811NA Amersfoort", True),
        (Address("3811NA", "11 -13"), "Utrechtseweg 11, 3811NA Amersfoort", False),
        (Address("3811NA", "11 C"), "Utrechtseweg 11, 3811NA Amersfoort", False),
        (Address("3811NA", "13"), "Utrechtseweg 13B, 3811NA Amersfoort", False),
        (Address("", "5", "KERKWEG", "AMSTELVEEN"), "Kerkweg 5, 1181AB Amstelveen", True),
        (Address("9999ZZ", "5", "Kerkweg", "Amstelveen"), "Kerkweg 5, 1181AB Amstelveen", True),
        (Address("", "23", "Johan van Oldenbarneveltln.", "AMERSFOORT"), BOOK[4]["weergavenaam"], True),
        (Address("1111AA", "99", bag="0307010000000023"), BOOK[4]["weergavenaam"], True),
    ],
)
def test_an_address_is_found_however_it_is_written(
    geocoder: Locatieserver, address: Address, label: str, exact: bool
) -> None:
    found = geocoder.find(address)
    assert found is not None
    assert (found.label, found.exact) == (label, exact)


@pytest.mark.parametrize(
    "address",
    [
        Address("3811NA", "10"),
        Address("3811NB", "11", "Andere weg", "Amersfoort"),
        Address("", "5", "Kerkweg", "Leusden"),
        Address("", "5", "Kerkweg", "Amersfoort", gemeente="GM0362"),
        Address("", "", "Kerkweg", "Amersfoort"),
        Address("3811NA", ""),
        Address(),
    ],
)
def test_another_address_than_was_asked_is_never_taken(geocoder: Locatieserver, address: Address) -> None:
    assert geocoder.find(address) is None


def test_the_point_is_longitude_first(geocoder: Locatieserver) -> None:
    found = geocoder.find(Address("3818HA", "23"))
    assert found is not None
    assert (found.lon, found.lat, found.gemeente) == (5.37, 52.151, "GM0307")


def test_many_addresses_are_asked_together_and_come_back_in_their_order(
    publishers: Publishers, geocoder: Locatieserver
) -> None:
    asked = [
        Address(each["postcode"], str(each["huisnummer"]) + each.get("huisletter", "")) for each in BOOK
    ] * 9
    found = geocoder.find_all(asked)
    assert [each.label if each else None for each in found] == [each["weergavenaam"] for each in BOOK] * 9
    assert publishers.count(FREE) == 1
    assert len(geocoder.replies) == 1


def test_what_is_not_found_together_is_asked_by_itself(
    publishers: Publishers, geocoder: Locatieserver
) -> None:
    publishers.inject(FREE, status(400, '{"error": {"msg": "undefined field", "code": 400}}'), times=1)
    found = geocoder.find_all([Address("3811NA", "9"), Address("3811NA", "11"), Address("3811NA", "12")])
    assert [each is not None for each in found] == [True, True, False]
    assert publishers.count(FREE) == 4


def test_a_service_that_is_down_is_said_to_be(publishers: Publishers, geocoder: Locatieserver) -> None:
    publishers.inject(FREE, status(503))
    with pytest.raises(FetchError, match="storing"):
        geocoder.find_all([Address("3811NA", "9")])


def test_answers_are_kept_on_disk(publishers: Publishers, geocoder: Locatieserver, tmp_path: Path) -> None:
    geocoder.find(Address("3811NA", "9"))
    with Client(publishers.settings(tmp_path)) as again:
        assert Locatieserver(again).find(Address("3811NA", "9")) is not None
    assert publishers.count(FREE) == 1


@pytest.mark.parametrize(
    "body", ['{"foo": 1}', "[]", '{"response": {"docs": null}}', '{"response": {"docs": [1]}}']
)
def test_an_answer_of_another_shape_is_refused(publishers: Publishers, client: Client, body: str) -> None:
    publishers.give(FREE, body)
    with pytest.raises(FetchError, match="antwoord dat wijkkaart niet kent"):
        Locatieserver(client).find(Address("3811NA", "9"))


def test_suggestions_stay_within_the_gemeente_and_can_be_looked_up(geocoder: Locatieserver) -> None:
    assert len(geocoder.suggest("kerkweg 5")) > 1
    suggestions = geocoder.suggest("kerkweg 5", "GM0362")
    assert suggestions[0].label == "Kerkweg 5, 1181AB Amstelveen"
    assert not any("Amersfoort" in each.label for each in suggestions)
    found = geocoder.lookup(suggestions[0].id)
    assert found is not None
    assert found.gemeente == "GM0362"
    assert geocoder.lookup("adr-weg") is None
    assert geocoder.suggest("  ") == []


def test_the_nearest_address_counts_only_when_it_is_near(geocoder: Locatieserver) -> None:
    near = geocoder.reverse(52.1512, 5.3701)
    assert near is not None
    assert near.label == BOOK[4]["weergavenaam"]
    assert geocoder.reverse(52.5, 6.0) is None


def test_a_gemeente_is_found_by_name_or_code(geocoder: Locatieserver) -> None:
    assert geocoder.gemeente("amersfoort") == [("GM0307", "Amersfoort")]
    assert geocoder.gemeente("GM0362") == geocoder.gemeente("0362") == [("GM0362", "Amstelveen")]
    assert geocoder.gemeente("GM9999") == []
    assert set(geocoder.gemeente("Amstersfoort")) == {("GM0307", "Amersfoort"), ("GM0362", "Amstelveen")}


def test_signs_of_the_query_language_in_an_address_do_no_harm(
    publishers: Publishers, geocoder: Locatieserver
) -> None:
    geocoder.find(Address("", "5", 'Kerkweg" OR type:* (', "x) AND *:*"))
    asked = publishers.requests[-1].args["q"]
    assert not set(asked) & set('"():*&|!{}[]^~?\\/')


def test_probe_asks_for_one_address(publishers: Publishers, client: Client) -> None:
    fake.serve(publishers, [_doc("Dam", 1, "1012JS", city="Amsterdam", gemeente="GM0363")])
    assert locatieserver.probe(client) == "Vond Dam 1, 1012JS Amsterdam."


def test_probe_says_when_the_address_is_not_there(publishers: Publishers, client: Client) -> None:
    fake.serve(publishers, BOOK)
    with pytest.raises(FetchError, match="1012JS 1"):
        locatieserver.probe(client)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Speellaan 3 B", ("Speellaan", "3 B")),
        ("Speellaan 12-14", ("Speellaan", "12-14")),
        ("Laan 1940-1945", ("Laan", "1940-1945")),
        ("Dorpsplein", ("Dorpsplein", "")),
        ("'s-Gravenweg 7hs", ("'s-Gravenweg", "7hs")),
    ],
)
def test_a_line_is_split_at_its_first_number(line: str, parts: tuple[str, str]) -> None:
    assert split_line(line) == parts


def test_towns_are_the_same_however_they_are_written() -> None:
    for first, second in [
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("Den Haag", "s-Gravenhage"),
        ("IJSSELSTEIN UT", "IJsselstein"),
        ("Hengelo (O)", "Hengelo"),
        ("Súdwest", "Sudwest"),
    ]:
        assert same_city(first) == same_city(second)
    assert same_city("Oudewater") != same_city("Ouderkerk")


@given(
    asked=st.builds(Address, st.sampled_from(["3811NA", "3811 nb", ""]), st.sampled_from(["1", "2A", ""])),
    there=st.lists(
        st.builds(
            Found,
            id=st.uuids().map(str),
            label=st.just(""),
            lon=st.just(5.0),
            lat=st.just(52.0),
            postcode=st.sampled_from(["3811NA", "3811NB"]),
            house=st.sampled_from([1, 2, 3]),
            addition=st.sampled_from(["", "A", "B"]),
        )
    ),
)
def test_what_is_taken_always_has_the_postcode_and_number_asked_for(
    asked: Address, there: list[Found]
) -> None:
    found = best(asked, there)
    if found:
        assert (found.postcode, found.house) == (asked.compact_postcode, asked.house)
        assert found.exact == (found.addition == asked.addition)


@pytest.mark.shared
def test_recorded_answers_are_read(publishers: Publishers, client: Client, shared: Path) -> None:
    recorded = shared / "api/locatieserver"
    geocoder = Locatieserver(client)
    base = FREE.removesuffix("free")
    publishers.give(FREE, (recorded / "v3_1_free_adres_fl_ster.json").read_bytes())
    publishers.give(base + "lookup", (recorded / "v3_lookup.json").read_bytes())
    publishers.give(base + "suggest", (recorded / "v3_suggest.json").read_bytes())
    found = geocoder.find(Address("1011 PN", "1"))
    assert found is not None
    assert (found.label, found.lon, found.lat) == ("Amstel 1, 1011PN Amsterdam", 4.90016547, 52.3676456)
    assert (found.gemeente, found.bag) == ("GM0363", "0363010012143319")
    assert geocoder.find(Address("1011PN", "3")) is None
    looked_up = geocoder.lookup("adr-bf54db721969487ed33ba84d9973c702")
    assert looked_up is not None
    assert looked_up.streets == ("Europalaan", "Europaln")
    suggestions = geocoder.suggest("Westeringlaan 18")
    assert suggestions[0].label == "Westeringlaan 18A-1, 5993CG Maasbree"
    assert len(suggestions) == 10


@pytest.mark.shared
def test_a_recorded_error_is_told_in_dutch(publishers: Publishers, client: Client, shared: Path) -> None:
    body = (shared / "api/locatieserver/v3_error.json").read_text()
    publishers.inject("*/lookup", status(400, body, "application/json"))
    with pytest.raises(FetchError, match="neemt de vraag niet aan"):
        Locatieserver(client).lookup("adr-1")
