import { computed, signal } from "@preact/signals";
import { remembered } from "./remembered";

export const languages = { fr: "Français", en: "English" } as const;
export type Language = keyof typeof languages;
export type Values = Record<string, string | number>;

/** msgid -> its text, or its plural forms in gettext order (one, other). */
export type Catalogue = Record<string, string | string[]>;

const choice = remembered<Language | "">("language", "");
/** The texts of the core are wanted before the first paint; the others come with the screens. */
const catalogues: Record<
  Language,
  { core: () => Promise<Catalogue>; more: () => Promise<Catalogue> }
> = {
  en: { core: async () => ({}), more: async () => ({}) },
  fr: {
    core: async () => inPage("fr") ?? ((await import("./locales/fr.json")).default as Catalogue),
    more: async () => (await import("./locales/fr-more.json")).default as Catalogue,
  },
};

const chosen = signal<Language>("en");
const catalogue = signal<Catalogue>({});
let hasMore: Promise<void> | undefined;
const plurals = computed(() => new Intl.PluralRules(chosen.value));

export const language = computed(() => chosen.value);
/** How days and times are written: 25 November, not November 25. */
export const locale = computed(() => (chosen.value === "en" ? "en-GB" : chosen.value));

/** The text in the chosen language; the English msgid where there is none. */
export function t(msgid: string, values?: Values): string {
  const text = catalogue.value[msgid];
  return fill(typeof text === "string" ? text : msgid, values);
}

/** The form that fits `count`, which also fills `{count}`. In French, 0 is singular. */
export function n(one: string, many: string, count: number, values?: Values): string {
  const forms = catalogue.value[one];
  const [singular, plural] = Array.isArray(forms) ? forms : [one, many];
  const isOne = Array.isArray(forms) ? plurals.value.select(count) === "one" : count === 1;
  return fill((isOne ? singular : plural) ?? one, { count: number(count), ...values });
}

/** A number as people write it here: 1 234 or 1,234. */
export function number(value: number): string {
  // Most are small, and formatters are slow to make.
  return value >= 0 && value < 1000 && Number.isInteger(value)
    ? String(value)
    : value.toLocaleString(locale.value);
}

/** A day as people write it here: "Tuesday 1 December", in French "mardi 1er décembre". */
export function dateText(at: Date | string, style: Intl.DateTimeFormatOptions): string {
  return said(new Intl.DateTimeFormat(locale.value, style).formatToParts(dateOf(at)));
}

/** From one day to another: "Thu 24 – Sat 26 Dec"; one day alone where both are the same. */
export function datesText(first: string, last: string, style: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(locale.value, style);
  return said(format.formatRangeToParts(dateOf(first), dateOf(last)));
}

/** "16:00" as the mails write it: 16:00, in French 16 h. */
export function hourText(wall: string): string {
  if (chosen.value !== "fr") return wall;
  const [hours, minutes] = wall.split(":");
  return `${Number(hours)}\u00a0h${minutes === "00" ? "" : `\u00a0${minutes}`}`;
}

/** The hour of an instant on the wall here: 09:41, in French 9 h 41. */
export function clockText(iso: string): string {
  const at = new Date(iso);
  return hourText([at.getHours(), at.getMinutes()].map(twoDigits).join(":"));
}

/** Loads the language, then switches every text on the screen and `<html lang>` at once. */
export async function setLanguage(next: Language): Promise<void> {
  const hadMore = hasMore !== undefined;
  catalogue.value = await catalogues[next].core();
  hasMore = undefined;
  chosen.value = next;
  if (hadMore) await moreTexts();
  document.documentElement.lang = next;
  choice.value = next;
}

/** Loads the texts of the screens beyond the core; before the first of them is shown. */
export function moreTexts(): Promise<void> {
  hasMore ??= catalogues[chosen.value].more().then(
    (more) => {
      catalogue.value = { ...more, ...catalogue.value };
    },
    (error: unknown) => {
      // The next tap asks again: one bad moment of the network must not last until a restart.
      hasMore = undefined;
      throw error;
    },
  );
  return hasMore;
}

/** What this person chose before, else the first of the phone's languages that we speak. */
export function preferredLanguage(): Language {
  const wanted = [choice.value, ...navigator.languages];
  const known = wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag in languages);
  return (known as Language | undefined) ?? "fr";
}

/** A calendar day is taken at noon, so that no time zone makes it the day before. */
function dateOf(at: Date | string): Date {
  return typeof at === "string" ? new Date(`${at}T12:00`) : at;
}

function said(parts: readonly { type: string; value: string }[]): string {
  const first = chosen.value === "fr" ? "1er" : "1";
  return parts.map(({ type, value }) => (type === "day" && value === "1" ? first : value)).join("");
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** Texts that came with the page; see vite.config.ts. */
function inPage(which: Language): Catalogue | undefined {
  const texts = globalThis.document?.getElementById?.(`texts-${which}`)?.textContent;
  return texts ? (JSON.parse(texts) as Catalogue) : undefined;
}

function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
