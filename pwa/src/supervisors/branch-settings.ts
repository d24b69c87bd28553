import { t } from "../texts";

/** The rules of a branch by name, as the server keeps them. */
export type Rules = Record<string, unknown>;

/** What `GET /branch-settings` tells; `usual`: what holds where nothing was set. */
export interface BranchRules {
  about: Record<AboutKey, string>;
  settings: Rules;
  usual: Rules;
  kinds: Names;
}

/** What Rayon calls a kind of document, by its code. A library has kinds of its own, too. */
export type Names = Readonly<Record<string, string>>;

export type AboutKey = "name" | "address" | "phone" | "email";

/**
 * How a rule is written on the screen: `amount` in whole numbers, `euros` kept in cents, `kilos`
 * kept in grams, `counts` as "student 250, social 0", `kinds` as
 * "DVD 3, Game 1", `place` as longitude and latitude.
 */
export type Form =
  | "amount"
  | "decimal"
  | "euros"
  | "kilos"
  | "time"
  | "yes"
  | "words"
  | "text"
  | "counts"
  | "kinds"
  | "weekdays"
  | "place"
  | "choice";

export interface Rule {
  key: string;
  form: Form;
  label: () => string;
  /** What it does, in one sentence. */
  effect: () => string;
  options?: () => readonly (readonly [string, string])[];
}

export interface RuleGroup {
  title: () => string;
  rules: readonly Rule[];
}

/** Every rule that can be set, in the order of a morning. */
export const groups: readonly RuleGroup[] = [
  {
    title: () => t("Requests"),
    rules: [
      {
        key: "holds_per_patron",
        form: "amount",
        label: () => t("Documents per patron"),
        effect: () => t("So many a patron may have asked for or waiting at once."),
      },
      {
        key: "holds_per_kind",
        form: "kinds",
        label: () => t("Of one kind"),
        effect: () => t("Fewer of some kinds: the kind and the number, such as “DVD 3, Game 1”."),
      },
      {
        key: "card_prefixes",
        form: "words",
        label: () => t("Cards begin with"),
        effect: () => t("A scanned number of 14 digits that begins so is a patron’s card."),
      },
      {
        key: "barcode_pattern",
        form: "text",
        label: () => t("Shape of the barcodes"),
        effect: () => t("A regular expression; empty: any number is taken for a barcode."),
      },
    ],
  },
  {
    title: () => t("In the stacks"),
    rules: [
      {
        key: "turning_metres",
        form: "decimal",
        label: () => t("Turning back, in metres"),
        effect: () =>
          t("Nobody is led back inside an aisle unless that saves so many metres; 0: always."),
      },
      {
        key: "looks",
        form: "amount",
        label: () => t("Looks before not found"),
        effect: () => t("So often somebody looks before a document counts as not found."),
      },
      {
        key: "second_look_after_minutes",
        form: "amount",
        label: () => t("Second look, minutes"),
        effect: () => t("The same person looks again only after this time."),
      },
    ],
  },
  {
    title: () => t("Messages to patrons"),
    rules: [
      {
        key: "notices_by",
        form: "choice",
        label: () => t("Messages are sent by"),
        effect: () => t("Ready and not found are told by one of the two, never by both."),
        options: () => [
          ["rayon", "Rayon"],
          ["ils", t("the ILS")],
        ],
      },
      {
        key: "ready_when",
        form: "choice",
        label: () => t("Ready is told"),
        effect: () => t("The earliest moment at which a patron is told that a document waits."),
        options: () => [
          ["found", t("when it is found")],
          ["walk_finished", t("when the walk is finished")],
          ["shelved", t("when it is in its slot")],
        ],
      },
      {
        key: "settle_minutes",
        form: "amount",
        label: () => t("Minutes before a message"),
        effect: () => t("A message waits this long, so that a scan can still be taken back."),
      },
      {
        key: "notify_by",
        form: "time",
        label: () => t("Told at the latest at"),
        effect: () => t("At this hour what is decided is told, even while walks are open."),
      },
      {
        key: "titles_in_mail",
        form: "yes",
        label: () => t("Titles in mails"),
        effect: () => t("Mails name the documents."),
      },
      {
        key: "titles_to_shared_addresses",
        form: "yes",
        label: () => t("Titles to shared addresses"),
        effect: () => t("They do so even where one address serves several patrons."),
      },
    ],
  },
  {
    title: () => t("Hold shelf"),
    rules: [
      {
        key: "kept_days",
        form: "amount",
        label: () => t("Kept, in pick-up days"),
        effect: () => t("A document waits so long; who was told a day before keeps that day."),
      },
      {
        key: "loans_in",
        form: "choice",
        label: () => t("Loans are made in"),
        effect: () => t("Where a document is lent to the patron who collects it."),
        options: () => [
          ["ils", t("the ILS")],
          ["rayon", "Rayon"],
        ],
      },
      {
        key: "titles_on_slips",
        form: "yes",
        label: () => t("Titles on slips"),
        effect: () => t("Hold slips name the document, though others at the shelf can read them."),
      },
    ],
  },
  {
    title: () => t("Home delivery"),
    rules: [
      {
        key: "delivery_days",
        form: "weekdays",
        label: () => t("Delivery days"),
        effect: () => t("On these days parcels ride, unless the branch is closed."),
      },
      {
        key: "delivery_cutoff",
        form: "time",
        label: () => t("Cut-off"),
        effect: () => t("An order at this very hour is for the next time already."),
      },
      {
        key: "delivery_from",
        form: "time",
        label: () => t("Delivered from"),
        effect: () => t("Patrons are told that the courier comes from this hour on."),
      },
      {
        key: "delivery_to",
        form: "time",
        label: () => t("Delivered until"),
        effect: () => t("What is on its way later than this is late."),
      },
      {
        key: "delivery_cancel_until",
        form: "time",
        label: () => t("Cancelled until"),
        effect: () =>
          t("On the day itself, a delivery costs nothing when it is cancelled by then."),
      },
      {
        key: "parcel_grams",
        form: "kilos",
        label: () => t("A parcel weighs at most, in kg"),
        effect: () => t("What is heavier is proposed as two parcels."),
      },
      {
        key: "parcel_fee_cents",
        form: "euros",
        label: () => t("Price of a parcel, in euros"),
        effect: () => t("It goes onto the monthly statement of who pays."),
      },
      {
        key: "delivery_rates",
        form: "counts",
        label: () => t("Other prices, in cents"),
        effect: () => t("By category of the patron who pays, such as “student 250, social 0”."),
      },
      {
        key: "position",
        form: "place",
        label: () => t("Longitude and latitude"),
        effect: () => t("Where the courier starts, such as “2.2870, 48.8930”."),
      },
    ],
  },
  {
    title: () => t("Bike cart"),
    rules: [
      {
        key: "cart_grams",
        form: "kilos",
        label: () => t("The cart carries at most, in kg"),
        effect: () => t("A document that would make it heavier is refused when it is loaded."),
      },
      {
        key: "cart_loan_days",
        form: "amount",
        label: () => t("Days of a loan in the street"),
        effect: () => t("It is due at the first visit after as many days."),
      },
      {
        key: "cart_loans",
        form: "amount",
        label: () => t("Loans in the street"),
        effect: () => t("For a patron whose own limit the ILS does not say."),
      },
      {
        key: "cart_first_loans",
        form: "amount",
        label: () => t("First loans"),
        effect: () => t("For who registers in the street, until the library has completed it."),
      },
      {
        key: "cart_not_collected",
        form: "choice",
        label: () => t("Not collected at the stop"),
        effect: () => t("Where a reserved document waits that nobody came for."),
        options: () => [
          ["hold_shelf", t("on the hold shelf")],
          ["next_visit", t("for the next visit")],
        ],
      },
    ],
  },
];

/** A rule as text of its form field. */
export function written(form: Form, value: unknown, kinds: Names = {}): string {
  if (value === null || value === undefined) return "";
  switch (form) {
    case "euros":
      return (Number(value) / 100).toFixed(2);
    case "kilos":
      return String(Number(value) / 1000);
    case "time":
      return String(value).slice(0, 5);
    case "words":
    case "weekdays":
    case "place":
      return (value as unknown[]).join(", ");
    case "counts":
    case "kinds":
      return Object.entries(value as object)
        .map(([name, count]) => `${(form === "kinds" && kinds[name]) || name} ${count}`)
        .join(", ");
    default:
      return String(value);
  }
}

/** What was written, as the server takes it; undefined where it cannot be read. */
export function read(form: Form, text: string, kinds: Names = {}): unknown {
  const words = text
    .split(/[,;]\s+|[,;]$|;/)
    .map((word) => word.trim())
    .filter(Boolean);
  switch (form) {
    case "amount":
      return /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : undefined;
    case "decimal":
      return decimal(text);
    case "euros":
      return scaled(text, 100);
    case "kilos":
      return scaled(text, 1000);
    case "time":
      return /^\d\d:\d\d$/.test(text) ? text : undefined;
    case "yes":
      return text === "true";
    case "words":
      return words;
    case "weekdays":
      return words.map(Number);
    case "counts":
      return counts(words);
    case "kinds":
      return counts(words, kinds);
    case "place":
      return place(words);
    default:
      return text.trim();
  }
}

function decimal(text: string): number | undefined {
  const plain = text.trim().replace(",", ".");
  return /^-?\d{1,6}(\.\d{1,8})?$/.test(plain) ? Number(plain) : undefined;
}

function scaled(text: string, by: number): number | undefined {
  const amount = decimal(text);
  return amount === undefined || amount < 0 ? undefined : Math.round(amount * by);
}

function counts(words: readonly string[], names: Names = {}): Record<string, number> | undefined {
  const codes = new Map(Object.entries(names).map(([code, name]) => [name.toLowerCase(), code]));
  const codeOf = (name = "") => codes.get(name.toLowerCase()) ?? name;
  const pairs = words.map((word) => /^(.+?)\s+(\d{1,6})$/.exec(word));
  if (pairs.some((pair) => !pair)) return undefined;
  const found = new Map(pairs.map((pair) => [codeOf(pair?.[1]), Number(pair?.[2])]));
  // Said twice, or by its name and by its code: which of the two figures is meant?
  return found.size === pairs.length ? Object.fromEntries(found) : undefined;
}

function place(words: readonly string[]): [number, number] | null | undefined {
  if (words.length === 0) return null;
  const [east, north] = words.map(decimal);
  return words.length === 2 && east !== undefined && north !== undefined
    ? [east, north]
    : undefined;
}
