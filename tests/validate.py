#!/usr/bin/python3
"""validate.py SCHEMA FILE...: are these files as the schema says, and does it see damage?

Prints a line for each complaint; status 1 if there are any. A schema must know all of its own
words, and leave no object open. Then each file must be valid; and with any one of its members
removed, renamed or made something else it must not be.

This needs Debian's python3-jsonschema."""
import copy
import json
import pathlib
import sys

from jsonschema import Draft202012Validator, RefResolver

# Members whose names are data: the options of a profile.
OPEN = {"switches"}
# Members that a file may lack with nothing else to show it.
OPTIONAL = {"#meta/end", "#meta/stopped", "loop"}
WORDS = set(Draft202012Validator.VALIDATORS) | {
    "$schema", "$defs", "title", "description", "then", "else"}
MAPS = {"properties", "$defs"}  # names to schemas
LISTS = {"allOf", "anyOf", "oneOf"}
PARTS = {"items", "additionalProperties", "not", "if", "then", "else", "contains"}


def check_words(schema, where):
    """Complains of words that mean nothing, and of objects that may have any members."""
    if isinstance(schema, bool):
        return
    for word, value in schema.items():
        if word not in WORDS:
            yield f"{where}: unknown word {word}"
        if word in MAPS:
            for name, part in value.items():
                yield from check_words(part, f"{where}/{word}/{name}")
        elif word in LISTS:
            for i, part in enumerate(value):
                yield from check_words(part, f"{where}/{word}/{i}")
        elif word in PARTS:
            yield from check_words(value, f"{where}/{word}")
    name = where.rsplit("/", 1)[-1]
    if schema.get("type") == "object" and name not in OPEN:
        if schema.get("additionalProperties") is not False:
            yield f"{where}: other members are allowed"
        if "required" not in schema:
            yield f"{where}: no member is required"


def objects(value, path=()):
    """Where the objects of a document are, but for maps of options to on and off."""
    if isinstance(value, dict):
        names = [part for part in path if isinstance(part, str)]
        if names[-1:] == ["options"] and all(isinstance(part, bool) for part in value.values()):
            return
        yield path
        for name, part in value.items():
            yield from objects(part, path + (name,))
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from objects(part, path + (i,))


def at(document, path):
    for part in path:
        document = document[part]
    return document


def damaged(document):
    """Copies of the document with one member removed, renamed or changed; of objects that are
    alike, in one."""
    seen = set()
    for path in objects(document):
        members = at(document, path)
        shape = tuple("*" if isinstance(part, int) else part for part in path)
        for name in list(members):
            kind = (shape, frozenset(members), name, repr(members.get("holds")),
                    repr(members.get("complete")))
            if kind in seen:
                continue
            seen.add(kind)
            optional = "/".join(map(str, path + (name,))) in OPTIONAL
            for damage in ("removed",) * (not optional) + ("renamed", "changed"):
                copied = copy.deepcopy(document)
                value = at(copied, path).pop(name)
                if damage == "renamed":
                    at(copied, path)[name + "_"] = value
                if damage == "changed":
                    at(copied, path)[name] = {"unknown": value}
                yield f"{'/'.join(map(str, path))}/{name} {damage}", copied


def main(schema_file, *files):
    schema_path = pathlib.Path(schema_file).resolve()
    schema = json.loads(schema_path.read_text())
    common_path = schema_path.with_name("common.json")
    common = json.loads(common_path.read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator.check_schema(common)
    complaints = list(check_words(schema, schema_path.name)) + list(check_words(common, common_path.name))
    resolver = RefResolver(schema_path.as_uri(), schema, {common_path.as_uri(): common})
    validator = Draft202012Validator(schema, resolver=resolver)
    tried = 0
    for file in files:
        document = json.loads(pathlib.Path(file).read_text())
        for error in validator.iter_errors(document):
            complaints.append(f"{file}: {error.json_path}: {error.message[:300]}")
        for what, copied in damaged(document):
            tried += 1
            if validator.is_valid(copied):
                complaints.append(f"{file}: {what}, and it is valid all the same")
    print("\n".join(complaints) if complaints else f"{len(files)} files, {tried} damages refused")
    return 1 if complaints or tried == 0 else 0


sys.exit(main(*sys.argv[1:]))
