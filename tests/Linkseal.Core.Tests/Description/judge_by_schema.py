"""Judges descriptions by the JSON Schema, independently of our own reader.

judge_by_schema.py SCHEMA FILE...   prints FILE, a tab, and "ok" or what the schema has against it.
YAML is read by the core schema of 1.2 as editors do (PyYAML's own rules are those of 1.1, where `off` is a truth value).
What is no YAML at all, or has a key twice (which a schema never sees), counts as "ok": it is the reader's matter.
"""
import json
import re
import sys

import jsonschema
import yaml


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2.2, section 10.3.2."""

    yaml_implicit_resolvers = {}


def plain(tag, pattern, first):
    CoreLoader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)


plain("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""])
plain("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF"))
plain("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789"))
plain("float", r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$", list("-+.0123456789"))


def whole_number(loader, node):
    text = node.value
    return int(text[2:], {"0o": 8, "0x": 16}[text[:2]]) if text[:2] in ("0o", "0x") else int(text)


def mapping(loader, node):
    """Keys are text in JSON, whatever they look like."""
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


CoreLoader.add_constructor("tag:yaml.org,2002:int", whole_number)
CoreLoader.add_constructor("tag:yaml.org,2002:map", mapping)


def verdict(validator, path):
    try:
        with open(path, encoding="utf-8") as file:
            description = yaml.load(file, CoreLoader)
    except yaml.YAMLError:
        return "ok"
    errors = sorted(validator.iter_errors(description), key=lambda e: list(map(str, e.path)))
    return "; ".join("/".join(map(str, e.path)) + ": " + e.message.replace("\n", " ") for e in errors) or "ok"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sys.argv[2:]:
        print(path, verdict(validator, path), sep="\t")


main()
