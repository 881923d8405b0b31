"""Pages made before anybody asks: real addresses, under the address by which readers come."""

import pytest
from django.test import Client
from ikpweb.config.wsgi import application
from ikpweb.portal.kept import KEPT
from ikpweb.portal.warm import FIRST, LATER, visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keep_the_connection")]


def test_every_address_is_one_that_answers_and_is_kept() -> None:
    found = visit(application, (*FIRST, *LATER), "http://127.0.0.1:8000")
    assert found == ["200 OK"] * (len(FIRST) + len(LATER))
    assert len(KEPT) == len(FIRST) + len(LATER) - 1  # suggestions are of free words


def test_a_reader_gets_what_was_made_for_his_address(client: Client, django_assert_num_queries: object) -> None:
    visit(application, ("/daerah/15/",), "http://127.0.0.1:8000")
    with django_assert_num_queries(1):  # type: ignore[operator] # a fixture of pytest-django
        assert client.get("/daerah/15/", headers={"Host": "127.0.0.1:8000"}).status_code == 200


def test_what_goes_wrong_stops_nothing() -> None:
    assert visit(application, ("/daerah/zz/", "/"), "http://nobody.example") == ["400 Bad Request"] * 2
    assert visit(application, ("/daerah/zz/",), "http://127.0.0.1") == ["404 Not Found"]
