// node judge.mjs NODE_MODULES MANIFEST…: one line for each thing that the published schema of a Secret refuses; the exit code is then 1.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...manifests] = process.argv.slice(2);
const { Secret } = await import(pathToFileURL(join(modules, "kubernetes-models/v1/Secret.js")));

// The validators let an unknown key pass, as a lenient API server does, and a misspelt one would be lost in silence: the published types know the keys.
const keysOf = (types) => {
  const declared = readFileSync(join(modules, types), "utf8").match(/export interface I\w+ [\s\S]*?^}/m)[0];
  return new Set([...declared.matchAll(/^ {4}"(\w+)"\??:/gm)].map((match) => match[1]));
};
const known = { secret: keysOf("kubernetes-models/v1/Secret.d.ts"), metadata: keysOf("@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta.d.ts") };
const unknown = (object, keys, where) => Object.keys(object ?? {}).filter((key) => !keys.has(key)).map((key) => `${where}${key}: no such key`);

const faults = (manifest) => {
  const found = [...unknown(manifest, known.secret, ""), ...unknown(manifest.metadata, known.metadata, "metadata.")];
  // The model's constructor would put in what is missing.
  for (const key of ["apiVersion", "kind"]) if (!(key in manifest)) found.push(`${key}: missing`);
  try {
    new Secret(manifest).validate();
  } catch (error) {
    found.push(error.message);
  }
  return found;
};

for (const path of manifests) {
  for (const fault of faults(JSON.parse(readFileSync(path, "utf8")))) {
    console.log(`${path}: ${fault}`);
    process.exitCode = 1;
  }
}
