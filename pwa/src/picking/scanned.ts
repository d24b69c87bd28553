import type { Scan } from "../scanning/validate";
import type { How, NoScanReason } from "../store/recorded";
import type { Copy } from "../store/shapes";
import { actions } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { moreTexts, t } from "../texts";
import { late } from "../ui/late";
import type { ResultKind } from "../ui/results";
import { howOf, reportFound, reportFoundWithoutScan, reportSeen } from "./doing";
import { type Meaning, meaningOfScan } from "./meaning";
import { notedHere } from "./noted";
import { type Found, incompleteQuestion } from "./question";
import { type LastResult, lastResult, showResult } from "./result";
import { understood } from "./typed";
import type { WalkState } from "./walk";
import { slipText, titleOf } from "./words";

/** `home`: the bay in which the document belongs, where this phone knows. */
type Told = LastResult & { home?: string | null };

/** Carries out what a scan means: records what is to be recorded, and tells the person. */
export async function onScan(state: WalkState, walk: string, scan: Scan): Promise<void> {
  const read = await understood(state, scan);
  const noted = notedHere(actions.value, state.picks);
  const meaning = meaningOfScan({ ...state, noted }, read);
  const how = howOf(scan.via);
  if (meaning.kind === "found" && meaning.isNoted) {
    askWhetherSound(meaning, how);
  } else if (meaning.kind === "found" && meaning.isCompleted && meaning.isElsewhere) {
    askWhether(meaning, how);
  } else if (meaning.kind === "found") {
    await take(meaning, how);
  } else if (meaning.kind === "chosen") {
    const choosing = await late(() => import("./choosing"));
    await choosing?.choose(meaning.pick, meaning.barcode, how);
  } else if (meaning.kind === "not-on-list") {
    await recordSeen(state, meaning.barcode, walk);
  } else {
    showResult(whole(resultOf(meaning), read));
  }
}

async function take(found: Found, how: How): Promise<void> {
  if (found.asksComplete) incompleteQuestion.value = { found, how };
  else await recordFound(found, how);
}

/** One mistyped sign of four is the end of another barcode: what is not on the screen is shown first. */
function askWhether(found: Found, how: How): void {
  const { pick, copy } = found;
  const detail = [copy.call_number, titleOf(pick), copy.barcode].filter(Boolean).join(" · ");
  const word = t("Is it this one?");
  showResult({ kind: "unknown", word, detail, asks: () => take(found, how) });
}

/** A damaged copy, or an empty case, is not taken for a good one unawares. */
function askWhetherSound(found: Found, how: How): void {
  const advice = t("Put it aside and take another copy.");
  const detail = [titleOf(found.pick), found.copy.barcode, advice].filter(Boolean).join(" · ");
  const word = t("Noted as not usable");
  const agree = t("It can be lent");
  showResult({ kind: "refused", word, detail, agree, asks: () => take(found, how) });
}

/** Says the whole barcode where only its end was typed: the person compares it with the label. */
function whole(result: LastResult, { text, isCompleted }: Pick<Scan, "text" | "isCompleted">) {
  if (!isCompleted) return result;
  return { ...result, detail: [text, result.detail].filter(Boolean).join(" · ") };
}

export async function recordFound(found: Found, how: How, complete?: boolean): Promise<void> {
  const { pick, copy } = found;
  const undoes = await reportFound(pick, copy.barcode, how, { complete, sound: found.isNoted });
  if (!undoes) return;
  // The slip comes first, it is written on: a line may be too short for all.
  const about = [slipText(pick.hold.slip), found.isCompleted && copy.barcode, titleOf(pick)];
  const detail = about.filter(Boolean).join(" · ");
  showResult({ kind: foundKind(found), detail, undoes });
  if (!pick.spot?.away) await offerEdges(copy);
}

/** Asks where it stood, when that was near the edge of its bay; the answer is already shown. */
async function offerEdges(copy: Copy): Promise<void> {
  const shownNow = lastResult.value;
  // Without it nothing is asked; the find is saved.
  const whereabouts = await import("../shelves/whereabouts").catch(() => undefined);
  const edges = (await whereabouts?.edgesOf(copy)) ?? [];
  if (shownNow && lastResult.value === shownNow && edges.length > 0) {
    lastResult.value = { ...shownNow, edges };
  }
}

export async function recordFoundByHand(
  pick: ShownPick,
  reason: NoScanReason,
  complete?: boolean,
): Promise<void> {
  const undoes = await reportFoundWithoutScan(pick, reason, complete);
  if (undoes) showResult({ kind: "found", detail: aboutSlip(pick), undoes });
}

function foundKind({ isOther, isElsewhere }: Found): ResultKind {
  if (isElsewhere) return "found-further";
  return isOther ? "found-other-copy" : "found";
}

/** The bay in front of which the person stands now. */
function spotOf({ picks, current }: WalkState): string | null {
  return picks.find(({ id }) => id === current)?.spot?.bay ?? null;
}

async function recordSeen(state: WalkState, barcode: string, walk: string): Promise<void> {
  if (!(await reportSeen(barcode, walk))) return;
  const detail = t("{barcode}. Leave it where it stands.", { barcode });
  const unknown: Told = { kind: "far", word: t("Not on the list"), detail };
  const { home = null, ...told } = (await tellWhere(state, barcode)) ?? unknown;
  const misplaced = { barcode, seen: spotOf(state), home, walk };
  showResult(told.kind === "far" ? { ...told, misplaced } : told);
}

/** How far it is from this document to the one on the screen, where this phone can know. */
async function tellWhere(state: WalkState, barcode: string): Promise<Told | null> {
  try {
    // Its texts are not those of the pick: without them it would speak English.
    const [{ whereabouts }] = await Promise.all([import("../shelves/whereabouts"), moreTexts()]);
    return await whereabouts(state, barcode);
  } catch {
    return null;
  }
}

type Silent = Exclude<Meaning, { kind: "found" | "chosen" | "not-on-list" }>;

/** What to tell where nothing is recorded. */
function resultOf(meaning: Silent): LastResult {
  switch (meaning.kind) {
    case "already-found":
      return alreadyFound(meaning.pick);
    case "spare":
      return {
        kind: "already-found",
        word: t("One copy is enough"),
        detail: t("{title} is found already. Put this one back.", { title: titleOf(meaning.pick) }),
      };
    case "no-longer-wanted":
      return {
        kind: "refused",
        word: t("No longer wanted"),
        detail: t("The hold was cancelled. Put the document back."),
      };
    case "isbn":
      return aboutIsbn(meaning);
    case "card":
      return { kind: "card" };
    case "unreadable":
      return aboutUnreadable(meaning);
  }
}

function alreadyFound(pick: ShownPick): LastResult {
  const isChoice = pick.hold.wants === "selection";
  const word = isChoice ? { word: t("Already chosen") } : {};
  return { kind: "already-found", ...word, detail: aboutSlip(pick) };
}

function aboutSlip(pick: Found["pick"]): string {
  return [slipText(pick.hold.slip), titleOf(pick)].filter(Boolean).join(" · ");
}

function aboutIsbn({ pick }: Extract<Meaning, { kind: "isbn" }>): LastResult {
  if (!pick) return { kind: "isbn" };
  const detail = t("It belongs to {title}.", { title: titleOf(pick) });
  return { kind: "isbn", detail, offers: pick };
}

function aboutUnreadable(meaning: Extract<Meaning, { kind: "unreadable" }>): LastResult {
  const { raw, fault, isTyped } = meaning;
  if (isTyped && fault === "partial") return aboutPart(raw);
  const advice =
    fault === "partial" || fault === "check-digit"
      ? t("Only part of the label was read. Scan it again, or type the number.")
      : t("Scan the library’s label, or type the number under the bars.");
  return { kind: "unknown", detail: [raw.slice(0, 40), advice].join(" · ") };
}

/** Typed, and not the end of exactly one barcode of this walk. */
function aboutPart(raw: string): LastResult {
  const advice = t("Type the end that the screen shows, or the whole number under the bars.");
  return {
    kind: "unknown",
    word: t("Part of a number"),
    detail: `${raw.slice(0, 40)} · ${advice}`,
  };
}
