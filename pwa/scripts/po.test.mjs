import { expect, test } from "vitest";
import { parsePo } from "./po.mjs";

const po = `msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

#: pwa/src/a.tsx:3 server/rayon/b.py:1
msgid "Not on the shelf"
msgstr "Pas en rayon"

#: pwa/src/a.tsx:4
msgid "{count} to send"
msgid_plural "{count} to send"
msgstr[0] "{count} à envoyer"
msgstr[1] ""
"{count} "
"à envoyer"

#, fuzzy
#: server/rayon/c.py:2
msgid ""
"Say \\"yes\\"\\n"
"twice"
msgstr "Dire « oui »"

#~ msgid "Gone"
#~ msgstr "Parti"
`;

test("texts, plurals, long texts and places are read; what is gone is not", () => {
  expect(parsePo(po)).toEqual([
    {
      msgid: "Not on the shelf",
      plural: undefined,
      texts: ["Pas en rayon"],
      references: ["pwa/src/a.tsx:3", "server/rayon/b.py:1"],
      fuzzy: false,
    },
    {
      msgid: "{count} to send",
      plural: "{count} to send",
      texts: ["{count} à envoyer", "{count} à envoyer"],
      references: ["pwa/src/a.tsx:4"],
      fuzzy: false,
    },
    {
      msgid: 'Say "yes"\ntwice',
      plural: undefined,
      texts: ["Dire « oui »"],
      references: ["server/rayon/c.py:2"],
      fuzzy: true,
    },
  ]);
});
