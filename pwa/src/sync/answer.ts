import { type Outcome, outcomes, type Why } from "../store/recorded";
import type { Change } from "../store/shapes";

/** What became of one action. */
export interface Judged {
  id: string;
  outcome: Outcome;
  why: Why | null;
}

/** The server's answer to POST /api/sync. */
export interface Answer {
  epoch: string;
  server_time: string;
  outcomes: Judged[];
  reset: boolean;
  changes: Change[];
  cursor: number;
  more: boolean;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isFilled: Check = (value) => typeof value === "string" && value !== "";
const isFlag: Check = (value) => typeof value === "boolean";
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime: Check = (value) => isText(value) && !Number.isNaN(Date.parse(value as string));
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const shaped =
  (fields: Record<string, Check>): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(fields).every(([key, check]) => check((value as Record<string, unknown>)[key]));

const isOutcome: Check = (value) => (outcomes as readonly unknown[]).includes(value);
const isJudged = shaped({
  id: isFilled,
  outcome: isOutcome,
  why: orNull(shaped({ code: isText, text: isText })),
});

// What the screens lean on; a row without it would break them.
const isCopy = shaped({
  barcode: isText,
  lines: listOf(isText),
  location: isCount,
  parts: isCount,
});
const data: Record<string, Check> = {
  walk: shaped({ id: isFilled, name: isText, day: isText, status: isText, version: isCount }),
  pick: shaped({
    id: isFilled,
    walk: isFilled,
    position: isCount,
    status: isText,
    version: isCount,
    hold: shaped({ id: isFilled, wants: isText }),
    target: orNull(isCopy),
    copies: listOf(isCopy),
    isbns: listOf(isText),
  }),
  pick_state: shaped({
    id: isFilled,
    walk: isFilled,
    position: isCount,
    status: isText,
    version: isCount,
    hold: shaped({ id: isFilled, status: isText }),
  }),
  floor: shaped({ file: isFilled }),
  branch: shaped({ name: isText, locations: listOf(shaped({ id: isCount, name: isText })) }),
};

/** A kind that this version does not know yet is let through, and ignored later. */
function isChange(value: unknown): boolean {
  if (!shaped({ kind: isFilled, id: () => true })(value)) return false;
  const change = value as { kind: string; data: unknown };
  const check = Object.hasOwn(data, change.kind) ? data[change.kind] : undefined;
  return check === undefined || orNull(check)(change.data);
}

const isAnswer = shaped({
  epoch: isFilled,
  server_time: isTime,
  outcomes: listOf(isJudged),
  reset: isFlag,
  changes: listOf(isChange),
  cursor: isCount,
  more: isFlag,
});

/**
 * The answer, or undefined for anything else: the page of a captive portal, half an answer, another
 * server. Only an answer acknowledges anything.
 */
export function readAnswer(body: unknown): Answer | undefined {
  return isAnswer(body) ? (body as Answer) : undefined;
}

const isOurs = shaped({ epoch: isFilled, server_time: isTime, outcomes: Array.isArray });

/** Whether it is our server that says what this version of the app cannot read. */
export function isFromOurServer(body: unknown): boolean {
  return isOurs(body);
}
