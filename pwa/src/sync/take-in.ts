import { allTables, type Writing } from "../store/database";
import { getMeta, putMeta } from "../store/meta";
import { holdsPerson, isPersonal, withoutPerson } from "../store/personal";
import { isUnreadable, type Kept } from "../store/recorded";
import type { Change, PickState } from "../store/shapes";
import type { Store } from "../store/store";
import type { Answer, Judged } from "./answer";

/** What the request said, to tell whether its answer still fits. */
export interface Asked {
  store: string;
  epoch: string | null;
  cursor: number;
}

const FINISHED_FOR_MS = 24 * 3600 * 1000;
// As long as a server may be restored from a backup that does not know an action any more.
const KEPT_FOR_MS = 72 * 3600 * 1000;

/**
 * Writes an answer down, in one transaction: outcomes, rows and cursor together, or nothing. False
 * where the server took something for known that is not here: then all of it is to be asked for.
 */
export function takeIn(
  store: Store,
  asked: Asked,
  answer: Answer,
  newStoreId: () => string,
): Promise<boolean> {
  return store.connection.write(allTables, async (writing) => {
    if ((await getMeta(writing, "store")) !== asked.store) return true;
    if (asked.epoch !== answer.epoch) await sendAllAgain(writing);
    await writeOutcomes(writing, answer, newStoreId);
    // Another tab was faster: its cursor says what is here, and this answer would rewind it.
    if (((await getMeta(writing, "cursor")) ?? 0) !== asked.cursor) return true;
    if (answer.reset) await forgetBase(writing);
    let isAllHere = true;
    for (const change of answer.changes) {
      if (!(await writeChange(writing, change))) isAllHere = false;
    }
    await putMeta(writing, "epoch", answer.epoch);
    await putMeta(writing, "cursor", isAllHere ? answer.cursor : 0);
    if (isAllHere && !answer.more) await settle(writing, answer.server_time);
    return isAllHere;
  });
}

/**
 * Of an answer that finds no room here: what became of what was sent, so that what waits behind it
 * leaves as well. Epoch and cursor stay, and with them the rows are asked for again. False where
 * that is not written down either.
 */
export async function takeInOutcomes(
  store: Store,
  asked: Asked,
  answer: Answer,
  newStoreId: () => string,
): Promise<boolean> {
  // What a restored server has forgotten is sent again first, and that goes with its rows.
  if (asked.epoch !== null && asked.epoch !== answer.epoch) return false;
  // Apart, and first: on a full disk, too, things can be deleted.
  await store.connection.write(["outbox", "walks", "picks"], (writing) =>
    forgetOld(writing, answer.server_time),
  );
  return store.connection.write(["meta", "outbox"], async (writing) => {
    if ((await getMeta(writing, "store")) !== asked.store) return false;
    // Another tab knows of a restore since: what was judged before it may be forgotten there.
    if (((await getMeta(writing, "epoch")) ?? null) !== asked.epoch) return false;
    await writeOutcomes(writing, answer, newStoreId);
    return true;
  });
}

/**
 * A restored server may have forgotten what it once acknowledged; so may one of which only outcomes
 * have found room here yet, as nothing says of which life they are. Sending twice does no harm.
 */
async function sendAllAgain(writing: Writing): Promise<void> {
  await changeEach(writing, ["sent", "kept"], waitingAgain);
}

/** To be sent to a server that may not know it; of a person who was taken in nothing is left. */
export function waitingAgain(kept: Kept): Kept {
  const isGone = isPersonal(kept.action.name) && !holdsPerson(kept);
  return isGone ? kept : { ...kept, state: "waiting" };
}

async function writeOutcomes(
  writing: Writing,
  answer: Answer,
  newStoreId: () => string,
): Promise<void> {
  const outbox = writing.objectStore("outbox");
  for (const judged of answer.outcomes) {
    const kept = await outbox.index("id").get(judged.id);
    if (kept?.state !== "waiting") continue;
    await outbox.put(withoutPerson(judge(kept, judged, answer.server_time)));
  }
  // This memory was copied onto another phone, and both count on: from here on we are another.
  if (answer.outcomes.some(({ why }) => why?.code === "number_reused")) {
    await putMeta(writing, "store", newStoreId());
  }
}

/** Where nearly every document goes that is cleared or put back: nobody has to read it. */
const AS_EXPECTED: ReadonlySet<string> = new Set(["to_the_stacks", "goes_home", "shelve_it"]);

function judge(kept: Kept, { outcome, why }: Judged, judgedAt: string): Kept {
  // Applied with a word to it ("somebody waits for this: keep it") wants to be read as well.
  const isSilent = why === null || AS_EXPECTED.has(why.code);
  const isAsMeant = (outcome === "applied" || outcome === "duplicate") && isSilent;
  // After a restore the same verdict may come again: what was read stays read.
  const isNews = kept.outcome !== outcome;
  const isRead = isAsMeant || (!isNews && kept.isRead);
  return { ...kept, state: "sent", outcome, why, judgedAt, isRead };
}

async function forgetBase(writing: Writing): Promise<void> {
  await writing.objectStore("walks").clear();
  await writing.objectStore("picks").clear();
}

/** False for a change of something that should be here and is not. */
async function writeChange(writing: Writing, change: Change): Promise<boolean> {
  if (change.kind === "branch") {
    if (change.data) await putMeta(writing, "branch", change.data);
  } else if (change.kind === "floor") {
    if (change.data) await putMeta(writing, "floorFile", change.data.file);
  } else if (change.kind === "walk") {
    if (change.data) await writing.objectStore("walks").put(change.data);
    else await dropWalk(writing, change.id);
  } else if (change.kind === "pick") {
    if (change.data) await writing.objectStore("picks").put(change.data);
    else await writing.objectStore("picks").delete(change.id);
  } else if (change.kind === "pick_state") {
    return writePickState(writing, change.data);
  }
  return true;
}

async function writePickState(writing: Writing, state: PickState): Promise<boolean> {
  const picks = writing.objectStore("picks");
  const known = await picks.get(state.id);
  // Of a walk that was forgotten since its end nothing is shown any more.
  if (!known) return (await writing.objectStore("walks").get(state.walk)) === undefined;
  await picks.put({ ...known, ...state, hold: { ...known.hold, ...state.hold } });
  return true;
}

async function dropWalk(writing: Writing, id: string): Promise<void> {
  await writing.objectStore("walks").delete(id);
  const picks = writing.objectStore("picks");
  for (const key of await picks.index("walk").getAllKeys(id)) await picks.delete(key);
}

/** Everything that followed from the sent actions is here: the rows speak for them now. */
async function settle(writing: Writing, serverTime: string): Promise<void> {
  await changeEach(writing, ["sent"], (kept) => ({ ...kept, state: "kept" }));
  await putMeta(writing, "syncedAt", serverTime);
  await forgetOld(writing, serverTime);
}

async function forgetOld(writing: Writing, serverTime: string): Promise<void> {
  const outbox = writing.objectStore("outbox");
  for (const kept of await outbox.index("state").getAll("kept")) {
    const isOver = kept.isRead && isOld(kept.judgedAt, serverTime, KEPT_FOR_MS);
    const isNowhereElse = holdsPerson(kept) || isUnreadable(kept);
    if (isOver && !isNowhereElse) await outbox.delete(kept.number);
  }
  for (const { id, finished_at } of await writing.objectStore("walks").getAll()) {
    if (isOld(finished_at, serverTime, FINISHED_FOR_MS)) await dropWalk(writing, id);
  }
}

/** By the server's clock on both sides: a phone that believes it is 2099 forgets nothing. */
function isOld(since: string | null, serverTime: string, most: number): boolean {
  return since !== null && Date.parse(serverTime) - Date.parse(since) > most;
}

async function changeEach(
  writing: Writing,
  states: Kept["state"][],
  change: (kept: Kept) => Kept,
): Promise<void> {
  const outbox = writing.objectStore("outbox");
  for (const state of states) {
    for (const kept of await outbox.index("state").getAll(state)) await outbox.put(change(kept));
  }
}
