import { t } from "../texts";
import type { Who } from "./trouble";

export type Texts = Readonly<Record<string, string>>;

/** A piece of a mail that is written where it is true. */
export interface Passage {
  name: string;
  /** It may be left out. */
  optional: boolean;
  /** Placeholders it cannot do without, and others it may have. */
  must: string[];
  may: string[];
}

export interface Version {
  id: string;
  at: string;
  who: Who | null;
  /** Empty: it went back to Rayon's own text. */
  passages: Texts;
}

export interface Wording {
  kind: string;
  language: string;
  passages: Passage[];
  /** Placeholders that any passage may have; of these a subject has only the first. */
  everywhere: string[];
  /** Rayon's own text, in passages. */
  ours: Texts;
  occasions: string[];
  /** The newest first; it is in force. */
  versions: Version[];
}

export interface Shown {
  occasion: string;
  subject: string;
  text: string;
}

/** Every mail, in the order in which patrons get them. */
export const mails: readonly (readonly [string, () => string])[] = [
  ["message", () => t("Ready, not found, to come")],
  ["correction", () => t("Correction of what was announced")],
  ["new_date", () => t("New last day")],
  ["reminder", () => t("Reminder on the eve of the last day")],
  ["expired", () => t("Not collected in time")],
  ["delivery", () => t("Home delivery")],
  ["cart", () => t("Visit of the bike cart")],
  ["cart_confirm", () => t("Subscribing to the bike cart")],
  ["cart_reserve", () => t("Reserving for the bike cart")],
];

const passages: Record<string, readonly [() => string, () => string]> = {
  subject: [() => t("Subject"), () => t("It shows on locked phones: no name and no title.")],
  greeting: [() => t("Greeting"), () => t("Always at the beginning.")],
  ready: [() => t("What is ready"), () => t("Written where documents wait for the patron.")],
  code: [() => t("Pick-up code"), () => t("Written where there is one; its picture comes below.")],
  hours: [() => t("Days and hours"), () => t("When one can come, up to the last day.")],
  on_phone: [
    () => t("Being told on a phone"),
    () => t("Written where phones can be told and documents wait."),
  ],
  by_phone: [
    () => t("A phone tells this patron"),
    () => t("Written where one does: it may be lost, and this link ends it."),
  ],
  not_found: [() => t("What was not found"), () => t("Written where a search has ended in vain.")],
  as_agreed: [
    () => t("The delivery comes all the same"),
    () => t("Written where something not found was to be brought home."),
  ],
  to_come: [() => t("Still to come"), () => t("Written where something is still looked for.")],
  corrected: [
    () => t("What was announced by mistake"),
    () => t("The reason for this mail, so it is always there."),
  ],
  kept: [
    () => t("What waits, and until when"),
    () => t("Once for each last day, where there are several."),
  ],
  closed: [() => t("Closures"), () => t("Written where closures put the day off.")],
  expired: [
    () => t("What was not collected"),
    () => t("The reason for this mail, so it is always there."),
  ],
  put_right: [
    () => t("Something else was said before"),
    () => t("Written where a mail before this one was wrong."),
  ],
  ordered: [() => t("The delivery is ordered"), () => t("Written when it has been ordered.")],
  price: [() => t("Its price"), () => t("Written where it costs something.")],
  riding: [() => t("The courier is on the way"), () => t("Written when the parcel has left.")],
  delivered: [() => t("It was delivered"), () => t("Written once it was handed over.")],
  missed: [() => t("It was not delivered"), () => t("Written when the parcel comes back.")],
  due: [() => t("What is due"), () => t("Written where something will be on the bill.")],
  nothing_due: [() => t("Nothing is due"), () => t("Written where one might expect a bill.")],
  return_box: [
    () => t("Where to give documents back"),
    () => t("Written once they were delivered."),
  ],
  announced: [() => t("The cart comes"), () => t("Written on the eve of a visit.")],
  changed: [() => t("The visit has changed"), () => t("Written where it was announced otherwise.")],
  cancelled: [() => t("The visit is called off"), () => t("Written where it does not come.")],
  rain: [() => t("When it rains"), () => t("Written where the stop has another place for that.")],
  because: [() => t("Why"), () => t("Written where somebody gave a reason.")],
  page: [() => t("All visits"), () => t("The page of the stop.")],
  leave: [() => t("No more of these mails"), () => t("Everybody must be able to leave.")],
  reserve: [() => t("The link to reserve"), () => t("Without it nothing is reserved.")],
  confirm: [() => t("The link to confirm"), () => t("Without it nobody is subscribed.")],
  closing: [
    () => t("Closing"),
    () => t("Always at the end; the library’s name follows by itself."),
  ],
};

/** How a passage is called, and when it is written. */
export function passageWords(name: string): { label: string; when: string } {
  const [label, when] = passages[name] ?? [() => name, () => ""];
  return { label: label(), when: when() };
}

const occasions: Record<string, () => string> = {
  ready: () => t("documents wait"),
  not_found: () => t("one was not found"),
  all: () => t("a bit of everything"),
  ordered: () => t("ordered"),
  riding: () => t("on its way"),
  delivered: () => t("delivered"),
  missed: () => t("nobody opened"),
  put_right: () => t("put right"),
  announced: () => t("announced"),
  changed: () => t("changed"),
  cancelled: () => t("called off"),
};

export function occasionText(occasion: string): string {
  return occasions[occasion]?.() ?? t("as usual");
}

/** What is in force: a library's own words, or Rayon's. */
export function inForce({ versions, ours }: Wording): Texts {
  const newest = versions[0]?.passages ?? {};
  return isOwn(newest) ? newest : ours;
}

export function isOwn(texts: Texts): boolean {
  return Object.keys(texts).length > 0;
}

/** Whether it would be lost: nobody has had these words in force, and Rayon has others. */
export function isUnsaved(draft: Texts, { versions, ours }: Wording): boolean {
  const known = [ours, ...versions.map(({ passages }) => passages)];
  return !known.some((texts) => isSame(texts, draft));
}

export function isSame(one: Texts, other: Texts): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? "").trim() === (other[name] ?? "").trim());
}
