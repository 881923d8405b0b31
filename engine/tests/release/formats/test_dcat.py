"""A record that a catalogue harvests, read as the linked data that it is."""

import json

import pytest

from engine.tests.release.formats.typed import example, small
from ikp.release.formats import Distribution, as_dcat, figures_of

PAGE = "https://ikp.example/rilis/contoh-sintetis.1/"
FILES = [
    Distribution(
        f"{PAGE}data/contoh-sintetis.1.csv", "contoh-sintetis.1.csv", "text/csv; charset=utf-8", 12, "ab" * 32
    ),
    Distribution(f"{PAGE}data/contoh-sintetis.1.json", "contoh-sintetis.1.json", "application/json", 34, "cd" * 32),
]


@pytest.mark.extras
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser still uses it
def test_the_record_is_a_dataset_with_its_distributions() -> None:
    from rdflib import Graph, Literal, Namespace, URIRef
    from rdflib.namespace import DCAT, DCTERMS, RDF

    spdx = Namespace("http://spdx.org/rdf/terms#")
    graph = Graph().parse(data=as_dcat(example(), PAGE, FILES).decode(), format="json-ld")
    page = URIRef(PAGE)
    assert (page, RDF.type, DCAT.Dataset) in graph
    assert (page, DCTERMS.identifier, Literal("contoh-sintetis.1")) in graph
    titles = {title.language: str(title) for title in graph.objects(page, DCTERMS.title) if isinstance(title, Literal)}
    assert set(titles) == {"id", "en"}
    assert all(title.startswith("SINTETIS") for title in titles.values())
    files = list(graph.objects(page, DCAT.distribution))
    assert len(files) == 2
    first = URIRef(FILES[0].address)
    assert (first, DCAT.mediaType, URIRef("https://www.iana.org/assignments/media-types/text/csv")) in graph
    assert str(graph.value(first, DCAT.byteSize)) == "12"
    assert str(graph.value(graph.value(first, spdx.checksum), spdx.checksumValue)).lower() == "ab" * 32
    issued = graph.value(page, DCTERMS.issued)
    assert isinstance(issued, Literal)
    assert issued.toPython() is not None
    assert b"previousVersion" not in as_dcat(example(), PAGE)


def test_a_correction_names_the_version_before() -> None:
    figures = figures_of(small(version=2, previous="ef" * 32))
    told = json.loads(as_dcat(figures, "https://ikp.example/rilis/coba.2/"))
    assert told["dcat:previousVersion"] == {"@id": "https://ikp.example/rilis/coba.1/"}
    assert told["dcat:version"] == "2"
    assert "dct:license" not in told  # a release names none, and none is made up
