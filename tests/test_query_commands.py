"""The commands `query` and `validate`, as a user types them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import rdf_data
from paperlattice.query.catalogue import QueryError
from paperlattice.query.commands import query
from paperlattice.validation.commands import validate


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return rdf_data.write(tmp_path_factory.mktemp("place") / "output")


def run(command, *arguments, **options):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], **options)


def test_the_list_names_every_query_with_its_parameters():
    result = run(query, "--list")
    assert result.exit_code == 0
    assert "papers-with\n" in result.output
    assert (
        '--entity  an entity, by any of its names (for example "diffusion model")' in result.output
    )


def test_a_query_by_name_takes_its_parameters_as_options(directory):
    result = run(
        query, "papers-with", "--dataset", "NSD", "--method=diffusion model", "--data", directory
    )
    assert result.exit_code == 0, result.output
    assert "Images from the visual cortex" in result.output
    assert result.output.endswith("2 rows\n")


@pytest.mark.parametrize("way", ["text", "file", "stdin"])
def test_free_sparql_comes_in_three_ways(directory, tmp_path, way):
    sparql = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/paperlattice/ontology#Paper> }"
    (tmp_path / "q.rq").write_text(sparql)
    arguments = {"text": ["--text", sparql], "file": ["--file", tmp_path / "q.rq"], "stdin": []}[
        way
    ]
    result = run(
        query, *arguments, "--format", "json", "--data", directory,
        input=sparql if way == "stdin" else None,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["results"]["bindings"][0]["n"]["value"] == "6"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["entity", "--text", "ASK {}"], "one of them"),
        (["entity", "--entity"], "needs a value"),
        (["entity", "--entity", "diffusion", "model"], "quote values"),
        (["--texxt", "ASK {}"], "no such"),
    ],
)
def test_bad_usage_ends_with_status_2(directory, arguments, message):
    result = run(query, *arguments, "--data", directory)
    assert result.exit_code == 2
    assert message.lower() in result.output.lower()


@pytest.mark.parametrize(
    "arguments",
    [["no-such-query"], ["entity"], ["entity", "--entity", "a", "--entity", "b"], ["--text", "x"]],
)
def test_what_a_user_can_mend_is_an_error_of_the_package(directory, arguments):
    result = run(query, *arguments, "--data", directory)
    assert isinstance(result.exception, QueryError)


def test_validate_is_silent_on_a_sound_output_and_fails_on_another(directory, tmp_path):
    assert run(validate, directory).exit_code == 0
    result = run(validate, tmp_path)
    assert result.exit_code == 1
    assert "graph.nq: the file is missing" in result.output
