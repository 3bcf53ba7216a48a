"""A Frictionless Data Package (https://datapackage.org, version 2): every table of a reading, with its dictionary."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from hearsay import tables

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DICTIONARY = {table.name: table for table in tables.ALL}


def export(title: str, name: str, found: Mapping[str, pd.DataFrame], out: Path) -> int:
    """Write the tables and datapackage.json into a folder; returns the number of tables."""
    out.mkdir(parents=True, exist_ok=True)
    for key in found:
        tables.write(found[key], out / f"{key}.csv")
    resources = [_resource(key) for key in sorted(found)]
    package = {"$schema": PROFILE, "name": name, "title": title, "resources": resources}
    (out / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return len(resources)


def _resource(key: str) -> dict[str, Any]:
    table = DICTIONARY[key]
    fields: list[dict[str, Any]] = []
    for column, meaning in table.columns.items():
        fields.append({"name": column, "type": "string", "description": meaning})
        if values := [value for value in table.allowed.get(column, ()) if value]:
            fields[-1]["constraints"] = {"enum": values}
    schema = {"fields": fields, "missingValues": [""]} | ({"primaryKey": list(table.key)} if table.key else {})
    about = {"name": key, "path": f"{key}.csv", "type": "table", "title": table.row}
    return about | {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema}
