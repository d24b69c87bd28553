// Makes src/locales/fr.json, the client's half of the one gettext catalogue.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parsePo } from "./po.mjs";

const source = new URL("../../server/rayon/locales/fr/LC_MESSAGES/messages.po", import.meta.url);
const target = new URL("../src/locales/fr.json", import.meta.url);

const isOurs = ({ references }) =>
  references.length === 0 || references.some((place) => /\.tsx?(:|$)/.test(place));
const isTranslated = ({ texts, fuzzy }) => !fuzzy && texts.length > 0 && texts.every(Boolean);

const entries = existsSync(source) ? parsePo(readFileSync(source, "utf8")) : [];
const catalogue = Object.fromEntries(
  entries
    .filter((entry) => isOurs(entry) && isTranslated(entry))
    .map(({ msgid, plural, texts }) => [msgid, plural === undefined ? texts[0] : texts]),
);

mkdirSync(new URL(".", target), { recursive: true });
writeFileSync(target, `${JSON.stringify(catalogue, null, 1)}\n`);
