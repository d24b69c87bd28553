// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";

vi.mock("./locales/fr.json", () => ({
  default: {
    "Not on the shelf": "Pas en rayon",
    "Bay {bay}": "Travée {bay}",
    "{count} to send": ["{count} action à envoyer", "{count} actions à envoyer"],
  },
}));

const network = vi.hoisted(() => ({ isThere: true }));
vi.mock("./locales/fr-more.json", () => ({
  get default() {
    if (!network.isThere) throw new TypeError("Failed to fetch");
    return { "Taken back": "Annulé" };
  },
}));

import {
  clockText,
  datesText,
  dateText,
  hourText,
  language,
  moreTexts,
  n,
  number,
  preferredLanguage,
  setLanguage,
  t,
} from "./texts";

beforeEach(() => setLanguage("en"));

test("English is the msgid", () => {
  expect(t("Not on the shelf")).toBe("Not on the shelf");
  expect(n("{count} book", "{count} books", 0)).toBe("0 books");
  expect(n("{count} book", "{count} books", 1)).toBe("1 book");
});

test("French changes every text and the language of the page at once", async () => {
  await setLanguage("fr");
  expect(t("Not on the shelf")).toBe("Pas en rayon");
  expect(t("Bay {bay}", { bay: 12 })).toBe("Travée 12");
  expect(document.documentElement.lang).toBe("fr");
  expect(language.value).toBe("fr");
});

test("in French 0 is singular", async () => {
  await setLanguage("fr");
  const toSend = (count: number) => n("{count} to send", "{count} to send", count);
  expect([0, 1, 2].map(toSend)).toEqual([
    "0 action à envoyer",
    "1 action à envoyer",
    "2 actions à envoyer",
  ]);
  expect(toSend(2_000_000)).toContain("actions");
});

test("a text that French lacks is shown in English, with English plurals", async () => {
  await setLanguage("fr");
  expect(t("New words")).toBe("New words");
  expect(n("{count} book", "{count} books", 0)).toBe("0 books");
});

test("texts that did not come are asked for again", async () => {
  await setLanguage("fr");
  network.isThere = false;
  await expect(moreTexts()).rejects.toThrow();
  network.isThere = true;
  await moreTexts();
  expect(t("Taken back")).toBe("Annulé");
});

test("a placeholder without a value stays visible; a value is never read as a placeholder", () => {
  expect(t("Bay {bay}")).toBe("Bay {bay}");
  expect(t("{title} by {author}", { title: "{author}", author: "Camus" })).toBe(
    "{author} by Camus",
  );
});

test("numbers are written as people write them", async () => {
  expect(number(12345)).toBe("12,345");
  await setLanguage("fr");
  expect(number(12345)).toMatch(/^12\s345$/);
});

test("the chosen language is remembered", async () => {
  await setLanguage("fr");
  expect(preferredLanguage()).toBe("fr");
});

test("an hour is written as in the mails of its language", async () => {
  const morning = new Date(2026, 10, 24, 9, 5).toISOString();
  expect([hourText("16:00"), clockText(morning)]).toEqual(["16:00", "09:05"]);
  await setLanguage("fr");
  expect([hourText("16:00"), hourText("18:30"), clockText(morning)]).toEqual([
    "16\u00a0h",
    "18\u00a0h\u00a030",
    "9\u00a0h\u00a005",
  ]);
});

test("the first of a month has a name of its own in French", async () => {
  const long = { weekday: "long", day: "numeric", month: "long" } as const;
  const short = { weekday: "short", day: "numeric" } as const;
  expect(dateText("2026-12-01", long)).toBe("Tuesday 1 December");
  await setLanguage("fr");
  expect(dateText("2026-12-01", long)).toBe("mardi 1er décembre");
  expect(dateText(new Date(2026, 11, 1, 18), short)).toBe("mar. 1er");
  expect(dateText("2026-12-11", long)).toBe("vendredi 11 décembre");
  expect(datesText("2026-12-01", "2026-12-04", long)).toMatch(/1er.*4 décembre/);
});
