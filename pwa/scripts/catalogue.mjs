// Makes src/locales/fr.json (texts of the core, wanted at once) and fr-more.json (all the others):
// the client's half of the one gettext catalogue.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { core } from "../core-files.mjs";
import { parsePo } from "./po.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const catalogue = here("../../server/rayon/locales/fr/LC_MESSAGES/messages.po");
const sources = here("../src");
const target = here("../src/locales");

const files = readdirSync(sources, { recursive: true }).filter(
  (path) => /\.tsx?$/.test(path) && !/\.test(ing)?\./.test(path),
);
const code = (wanted) =>
  files
    .filter((path) => core.test(join("src", path)) === wanted)
    .map((path) => readFileSync(join(sources, path), "utf8"))
    .join("\n");
const coreCode = code(true);
const otherCode = code(false);

const isIn = (text) => (entry) => text.includes(JSON.stringify(entry.msgid));
const isTranslated = ({ texts, fuzzy }) => !fuzzy && texts.length > 0 && texts.every(Boolean);

const entries = existsSync(catalogue) ? parsePo(readFileSync(catalogue, "utf8")) : [];
const wanted = entries.filter(isTranslated);
const inCore = wanted.filter(isIn(coreCode));
const elsewhere = wanted.filter((entry) => isIn(otherCode)(entry) && !inCore.includes(entry));

mkdirSync(target, { recursive: true });
for (const [name, part] of Object.entries({ "fr.json": inCore, "fr-more.json": elsewhere })) {
  const texts = Object.fromEntries(
    part.map(({ msgid, plural, texts }) => [msgid, plural === undefined ? texts[0] : texts]),
  );
  writeFileSync(join(target, name), `${JSON.stringify(texts, null, 1)}\n`);
}
