#!/usr/bin/env python3
"""Renders Lightrun's chart, version by version, with what Linkseal writes, and looks whether the two fit together.

    bench/lightrun-chart.py HELM CHART [VERSION...]

HELM: helm 3.10 or newer. CHART: a git clone of lightrun-platform/lightrun-helm-chart, with its tags. VERSION: tags; left out: all from v3.9.4 on.
Needs ./build release, git and python3-yaml. For each version and each way of describing it:
every Secret that a pod wants is there, with every key that it wants; every Secret that we write is wanted; nothing is a hook; no address between pods is plaintext.
The last line counts; the exit code is 1 where anything does not fit.
"""
import pathlib, re, subprocess, sys, tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINKSEAL = ROOT / "artifacts/release/linkseal"
FIRST = (3, 9, 4)
OWN = {"lightrun-public"}  # the example's public certificate: the user's, not the chart's and not ours

# What is changed in examples/lightrun.yaml (settings) or in its values.
WAYS = {
    "as the example": ({}, {}),
    "one certificate for all": ({"shared": "true"}, {}),
    "nothing verified": ({"verification": "false"}, {}),
    "into the values": ({"into": "values"}, {}),
    "one Keycloak": ({}, {"clusterMode: true": "clusterMode: false"}),
    "no data streamer": ({}, {"data_streamer:\n    enabled: true": "data_streamer:\n    enabled: false"}),
    "its own database": ({}, {"db_local: false": "db_local: true"}),
    "another Redis": ({}, {'redis:\n    port: "6379"': 'redis:\n    external: { enabled: true, endpoint: redis.example.com }\n    port: "6379"'}),
    "a long name": ({}, {"general:\n": "general:\n  nameOverride: a-very-very-long-name-of-a-release\n"}),
}


def run(*command, cwd=None):
    return subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True)


def checkout(chart, version, folder):
    archive = subprocess.run(["git", "-C", chart, "archive", version, "chart"], capture_output=True, check=True).stdout
    subprocess.run(["tar", "x", "-C", folder], input=archive, check=True)
    return folder / "chart"


def describe(folder, version, settings, values):
    text = (ROOT / "examples/lightrun.yaml").read_text().replace("version: 3.50.0", f"version: {version[1:]}")
    added = "".join(f"  {key}: {value}\n" for key, value in settings.items())
    (folder / "linkseal.yaml").write_text(text.replace("leaf:\n", added + "leaf:\n", 1))
    (folder / "lightrun").mkdir()
    own = (ROOT / "examples/lightrun/values.yaml").read_text()
    for old, new in values.items():
        assert old in own, old
        own = own.replace(old, new, 1)
    (folder / "lightrun/values.yaml").write_text(own)
    (folder / "lightrun/public-ca.crt").write_bytes((ROOT / "examples/lightrun/public-ca.crt").read_bytes())


def wanted(node, names, keys):
    """The names of Secrets below a node, and the keys that are wanted of them."""
    if isinstance(node, list):
        for item in node:
            wanted(item, names, keys)
    if not isinstance(node, dict):
        return
    volumes = {v["name"]: v.get("secret", {}).get("secretName") for v in node.get("volumes") or [] if isinstance(v, dict)}
    for container in (node.get("containers") or []) + (node.get("initContainers") or []) if volumes else []:
        keys.update((volumes[m["name"]], m["subPath"]) for m in container.get("volumeMounts") or [] if volumes.get(m["name"]) and m.get("subPath"))
    for key, value in node.items():
        if key == "secretName" and isinstance(value, str):
            names.add(value)
            keys.update((value, item["key"]) for item in node.get("items") or [])
        if key in ("secretKeyRef", "secretRef") and isinstance(value, dict):
            names.add(value["name"])
        if key == "secret" and isinstance(value, dict) and "name" in value:
            names.add(value["name"])
            keys.update((value["name"], item["key"]) for item in value.get("items") or [])
        wanted(value, names, keys)


def faults(helm, chart, version, settings, values):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        describe(folder, version, settings, values)
        applied = run(LINKSEAL, "apply", "--yes", cwd=folder)
        if applied.returncode:
            return ["apply: " + applied.stderr.strip()]
        files = [folder / "lightrun/values.yaml", *folder.glob("**/linkseal-values.yaml")]
        rendered = run(helm, "template", "lightrun", chart, "-n", "lightrun", *sum((["-f", f] for f in files), []))
        if rendered.returncode:
            return ["helm: " + rendered.stderr.strip().splitlines()[0]]
        documents = [d for d in yaml.safe_load_all(rendered.stdout) if d]
        theirs = {d["metadata"]["name"]: d for d in documents if d["kind"] == "Secret"}
        ours = {m["metadata"]["name"]: m for f in (folder / ".linkseal/out").iterdir() for m in yaml.safe_load_all(f.read_text()) if m}
        names, keys = set(), set()
        wanted(documents, names, keys)
        return (
            [f"nobody makes the Secret {n}" for n in sorted(names - theirs.keys() - ours.keys() - OWN)]
            + [f"nobody wants the Secret {n}" for n in sorted(ours.keys() - names)]
            + [f"{n} has no {k}" for n, k in sorted(keys) if n in ours and k not in ours[n]["data"]]
            + [f"{n} is a hook" for n, d in theirs.items() if "helm.sh/hook" in (d["metadata"].get("annotations") or {})]
            + [f"plaintext: {url}" for url in sorted(set(re.findall(r"\b(?:http|amqp|redis)://lightrun[\w.-]*:\d+", rendered.stdout)))]
        )


def main(helm, chart, *versions):
    tags = versions or sorted((t for t in run("git", "-C", chart, "tag").stdout.split() if t.startswith("v")), key=number)
    counts = {"fit": 0, "do not": 0, "can't be rendered without us either": 0}
    for version in (t for t in tags if number(t) >= FIRST):
        with tempfile.TemporaryDirectory() as name:
            templates = checkout(chart, version, pathlib.Path(name))
            if run(helm, "template", "lightrun", templates, "-f", ROOT / "examples/lightrun/values.yaml").returncode:
                counts["can't be rendered without us either"] += 1
                print(f"{version}: the chart itself can't be rendered")
                continue
            for way, (settings, values) in WAYS.items():
                found = faults(helm, templates, version, settings, values)
                counts["do not" if found else "fit"] += 1
                for fault in found:
                    print(f"{version}, {way}: {fault}")
    print(", ".join(f"{number} {what}" for what, number in counts.items() if number))
    return 1 if counts["do not"] else 0


def number(tag):
    return tuple(int(part) for part in re.findall(r"\d+", tag))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
