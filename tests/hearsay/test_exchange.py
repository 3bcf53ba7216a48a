"""To other tools and back: rows are equal, offsets are those of the text as received, and faults have sentences."""

import csv
import json
import zipfile
from xml.etree import ElementTree as ET

import pytest

import toy
from hearsay import tables
from hearsay.exchange import annotations, convert, dna, refi
from hearsay.reading import open_reading


@pytest.fixture
def reading(tmp_path):
    return open_reading(toy.write(tmp_path))


@pytest.fixture
def seeds():
    return open_reading("seeds")


@pytest.mark.parametrize(
    ("to", "name", "load"), [("refi-qda", "x.qdpx", refi.load), ("webannotation", "x.json", annotations.load)]
)
def test_a_coding_comes_back_as_it_went(seeds, tmp_path, to, name, load):
    out = tmp_path / name
    said = convert.export(seeds, to, out)
    assert said == f"{len(seeds.statements)} statements in {out}"
    back = load(out, seeds.corpus.texts)
    sent = convert.coded_rows(seeds)
    assert back.equals(tables.sort(sent, "doc_id", "content_spans"))


@pytest.mark.parametrize(
    ("to", "name", "load"), [("refi-qda", "x.qdpx", refi.load), ("webannotation", "x.json", annotations.load)]
)
def test_what_the_machine_reads_may_be_imported_where_its_rows_only_link_others_too(tmp_path, to, name, load):
    text = "Ana Lee said that Bo Reyl told the council that the crane was safe, CNN reported.\n"
    (tmp_path / "port.txt").write_text(text, "utf-8")
    read = open_reading(tmp_path, "machine")
    assert "relay" in set(read.statements["form"])
    convert.export(read, to, out := tmp_path / name)
    assert set(load(out, read.corpus.texts)["id"]) == set(read.statements["id"][read.statements["form"] != "relay"])


@pytest.mark.parametrize("to", [*convert.WRITERS, "frictionless"])
def test_the_same_reading_gives_the_same_bytes(reading, tmp_path, to):
    one, two = tmp_path / "one", tmp_path / "two"
    for out in (one, two):
        convert.export(reading, to, out)
    files = [(one, two)] if one.is_file() else [(p, two / p.name) for p in sorted(one.iterdir())]
    assert files
    assert all(a.read_bytes() == b.read_bytes() for a, b in files)


def test_agreements_go_to_dna_and_come_back(reading, tmp_path):
    out = tmp_path / "events.csv"
    convert.export(reading, "dna", out)
    with out.open(encoding="utf-8", newline="") as file:
        events = list(csv.DictReader(file, delimiter=";"))
    back = dna.load(out, reading.corpus.texts).set_index("id")
    sent = reading.statements.set_index("id")
    assert len(events) > 1
    for event in events:
        before, after = sent.loc[event["statement_id"]], back.loc[event["statement_id"]]
        assert (after["doc_id"], after["actor"]) == (
            before["doc_id"],
            reading.names.get(before["actor"], before["actor"]),
        )
        stance = "affirms" if event["agreement"] == "1" else "denies"
        assert f"{event['concept']}:{stance}" in tables.items(before["stances"])
        assert f"{event['concept']}:{stance}" in tables.items(after["stances"])


def test_an_actor_told_by_his_name_has_its_key_once_it_is_imported(reading, tmp_path):
    convert.export(reading, "dna", tmp_path / "events.csv")
    convert.import_coding(tmp_path / "events.csv", reading.corpus.folder, "vera")
    found = tables.read(reading.corpus.folder / "coding" / "vera.csv")
    assert set(found["actor"]) <= set(reading.statements["actor"])


def test_a_stance_that_is_no_yes_or_no_is_counted_and_left_out(reading, tmp_path):
    rows = convert.coded_rows(reading).assign(stances="checked:qualifies")
    told = dna.export(rows, "agreed", reading, tmp_path / "events.csv")
    assert told.startswith(f"0 agreements ({len(rows)} stances left out")


def test_a_project_has_its_users_codes_texts_and_selections_in_the_order_of_the_standard(reading, tmp_path):
    convert.export(reading, "refi-qda", tmp_path / "p.qdpx")
    with zipfile.ZipFile(tmp_path / "p.qdpx") as pack:
        root = ET.fromstring(pack.read("project.qde"))
        texts = {n: pack.read(n).decode() for n in pack.namelist() if n.startswith("Sources/")}
    assert [child.tag.removeprefix(refi.TAG) for child in root] == ["Users", "CodeBook", "Sources"]
    assert sorted(texts.values()) == sorted(reading.corpus.texts.values())
    known = {code.get("guid") for code in root.iter(f"{refi.TAG}Code")}
    assert {ref.get("targetGUID") for ref in root.iter(f"{refi.TAG}CodeRef")} <= known
    for source in root.iter(f"{refi.TAG}TextSource"):
        text = texts["Sources/" + source.get("plainTextPath").removeprefix("internal://")]
        for selection in source.iter(f"{refi.TAG}PlainTextSelection"):
            a, b = int(selection.get("startPosition")), int(selection.get("endPosition"))
            assert text[a:b].strip() == text[a:b] != ""


def test_what_another_tool_coded_comes_as_passages_with_its_codes_in_the_note(reading, tmp_path):
    doc, text = next(iter(reading.corpus.texts.items()))
    project = (
        f'<Project xmlns="{refi.SPACE}" name="p"><CodeBook><Codes><Code guid="c" name="doubt" isCodable="true"/></Codes>'
        f'</CodeBook><Sources><TextSource guid="s" name="{doc}.txt"><PlainTextSelection guid="x" name="q" '
        'startPosition="0" endPosition="9"><Coding guid="y"><CodeRef targetGUID="c"/></Coding></PlainTextSelection>'
        "</TextSource></Sources></Project>"
    )
    with zipfile.ZipFile(tmp_path / "theirs.qdpx", "w") as pack:
        pack.writestr("project.qde", project)
    found = refi.load(tmp_path / "theirs.qdpx", reading.corpus.texts)
    assert found[["doc_id", "content", "note"]].to_numpy().tolist() == [[doc, text[:9], "doubt"]]


def test_an_annotation_is_found_by_its_quotation_where_the_text_has_moved(reading, tmp_path):
    convert.export(reading, "webannotation", tmp_path / "a.jsonld")
    moved = {doc: "\n\n" + text for doc, text in reading.corpus.texts.items()}
    back = annotations.load(tmp_path / "a.jsonld", moved)
    assert sorted(back["content"]) == sorted(convert.coded_rows(reading)["content"])
    assert all(
        tables.words_at(moved[r.doc_id], tables.parse_spans(r.content_spans)) == r.content for r in back.itertuples()
    )


def test_two_people_s_codings_stand_under_their_names(reading, tmp_path):
    convert.export(reading, "refi-qda", tmp_path / "theirs.qdpx")
    folder = reading.corpus.folder
    assert "statements in coding/vera.csv" in convert.import_coding(tmp_path / "theirs.qdpx", folder, "vera")
    assert "statements in coding/otto.csv" in convert.import_coding(tmp_path / "theirs.qdpx", folder, "otto", "ai")
    again = open_reading(folder)
    assert {"vera", "otto"} <= set(again.codings)
    assert again.coders.set_index("by").loc[["vera", "otto"], "type"].tolist() == ["person", "ai"]
    with pytest.raises(ValueError, match=r"coding/vera\.csv is there already"):
        convert.import_coding(tmp_path / "theirs.qdpx", folder, "vera")


def test_a_package_describes_each_table_by_its_dictionary(reading, tmp_path):
    convert.export(reading, "frictionless", tmp_path / "pack")
    package = json.loads((tmp_path / "pack" / "datapackage.json").read_text("utf-8"))
    assert {r["name"] for r in package["resources"]} == set(reading.tables())
    for resource in package["resources"]:
        with (tmp_path / "pack" / resource["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert package["$schema"] == convert.PACKAGE


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.qdpx", b"no zip", r"x\.qdpx: expected a REFI-QDA project"),
        ("x.jsonld", b"{", r"x\.jsonld: expected JSON"),
        ("x.jsonld", b"{}", r"x\.jsonld: expected an annotation collection"),
        ("x.jsonld", b'[{"target": "doc"}]', r"annotation 1: expected targets with a source"),
        ("x.jsonld", b'[{"target": {"source": "nowhere"}}]', r"annotation 1: .* a position or a quotation"),
        ("x.jsonld", b'[{"target": {"source": "d", "selector": "#x"}}]', r"annotation 1: .* a position or a quotation"),
        ("x.csv", b"a;b\n1;2\n", r"x\.csv: expected DNA's event list, parted by semicolons"),
        (
            "x.csv",
            b"statement_id;document_id;concept;agreement;start_position;stop_position\n1;;c;1;0;1\n",
            r"x\.csv, row 2: expected \['document_id'",
        ),
        (
            "x.csv",
            b"statement_id;document_id;concept;agreement;start_position;stop_position\n1;d;c;1;0;x\n",
            r"x\.csv, row 2: expected \['stop_position'\] to be filled, positions with whole numbers",
        ),
        ("x.odt", b"", r"x\.odt: expected \.qdpx"),
    ],
)
def test_a_file_that_is_none_of_these_is_refused_with_its_reason(reading, tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ValueError, match=said):
        convert.import_coding(path, reading.corpus.folder, "vera")


def test_a_project_that_defines_entities_is_refused(reading, tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.qdpx", "w") as pack:
        pack.writestr("project.qde", '<!DOCTYPE p [<!ENTITY a "b">]><p>&a;</p>')
    with pytest.raises(ValueError, match="without a DOCTYPE"):
        refi.load(tmp_path / "bomb.qdpx", {})
