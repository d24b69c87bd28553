import { type RandomBytes, uuid7 } from "../store/ids";
import { isOnlyHere, opened } from "../store/personal";
import type { Recorded } from "../store/recorded";
import type { Store } from "../store/store";
import { storeIdentity } from "../store/store";
import { type Answer, isFromOurServer, readAnswer } from "./answer";
import { fetchFloor } from "./floor-file";
import { nextBatch } from "./outbox";
import { type Asked, takeIn, takeInOutcomes, waitingAgain } from "./take-in";
import { type Unsent, unsent } from "./unsent";

/** How one request to the server ended. */
export type Exchanged =
  // Set aside: numbers of actions that the server does not even read; they stay here.
  | { kind: "done"; more: boolean; setAside?: readonly number[] }
  | { kind: "wait"; seconds: number }
  | { kind: "failed"; reached: boolean }
  // Our server has what was sent, but what is new could not be written down here.
  | { kind: "full" }
  // Our server answered, but one of us is older than the other: nothing is lost, nothing leaves.
  | { kind: "misunderstood" }
  | { kind: "revoked"; lost: number }
  // Our server does not know this phone any more: all stays here until it is enrolled again.
  | { kind: "forgotten" }
  | { kind: "not-enrolled" };

interface ExchangeNeeds {
  store: Store;
  fetch: typeof fetch;
  now: () => number;
  randomBytes: RandomBytes;
}

const TIMEOUT_MS = 20_000;

/** Sends the oldest waiting actions, takes the answer in. One call, one request. */
export function createExchange(needs: ExchangeNeeds): () => Promise<Exchanged> {
  const { store } = needs;
  let most = 200;
  // Before an action is blamed: does the server read an envelope of ours at all, without any?
  let envelope: "unasked" | "asking" | "fine" = "unasked";
  // What the server will not even read; the others must not wait behind it.
  const setAside = new Set<number>();
  // What a server of this epoch has, without room here to write that down: the others leave, too.
  let heard: { epoch: string; numbers: ReadonlySet<number> } | undefined;

  return async () => {
    const { credential, epoch = null, cursor = 0, ...meta } = await store.meta();
    if (credential === undefined) return { kind: "not-enrolled" };
    const known: Asked = { store: meta.store ?? (await newStore()), epoch, cursor };
    const isRestored = heard && epoch !== null && heard.epoch !== epoch;
    const asked = heard && isRestored ? { ...known, epoch: heard.epoch, cursor: 0 } : known;
    const isAsking = envelope === "asking";
    const kept = (await store.actions())
      .map((one) => (isRestored ? waitingAgain(one) : one))
      .filter(({ number }) => !heard?.numbers.has(number));
    const batch = isAsking ? [] : nextBatch(kept, most, setAside);
    const actions = await readable(batch);
    const left = unsent(kept, batch, needs.now());
    const response = await post(needs.fetch, credential, { ...asked, actions }, left);
    if (!response) return { kind: "failed", reached: false };
    if (response.status === 200) return accept({ known, asked }, actions, response.body);
    return refuse(
      response,
      actions.map(({ number }) => number),
      credential,
    );
  };

  /** What was sealed and cannot be opened any more does not hold the others back. */
  async function readable(batch: readonly Recorded[]): Promise<Recorded[]> {
    const found = await Promise.all(batch.map((action) => opened(action).catch(() => null)));
    batch.forEach(({ number }, index) => {
      if (found[index] === null) setAside.add(number);
    });
    return found.filter((action) => action !== null);
  }

  async function newStore(): Promise<string> {
    const identity = await store.connection.write(["meta"], (w) => storeIdentity(w, needs));
    return identity.store;
  }

  /** `known` is what stands in the memory; `asked`, what was said with the request. */
  async function accept(
    { known, asked }: { known: Asked; asked: Asked },
    sent: Recorded[],
    body: unknown,
  ): Promise<Exchanged> {
    const answer = readAnswer(body);
    if (!answer && isFromOurServer(body)) return { kind: "misunderstood" };
    if (!answer || !answers(asked, sent, answer)) return { kind: "failed", reached: false };
    const newId = () => uuid7(needs.now(), needs.randomBytes);
    if (envelope === "asking") envelope = "fine";
    else {
      envelope = "unasked";
      most = 200;
    }
    const isAllHere = await takeIn(store, known, answer, newId).catch(() => "no room");
    if (isAllHere === "no room") {
      const isNoted = await takeInOutcomes(store, known, answer, newId).catch(() => false);
      if (!isNoted) hear(answer, sent);
      return { kind: "full" };
    }
    heard = undefined;
    // What was said and heard is safe: a floor that finds no room here must not undo that.
    await fetchFloor(needs).catch(() => undefined);
    const left = nextBatch(await store.actions(), 1, setAside).length > 0;
    return { kind: "done", more: answer.more || left || !isAllHere, ...unread() };
  }

  function hear({ epoch, outcomes }: Answer, sent: readonly Recorded[]): void {
    const before = heard?.epoch === epoch ? heard.numbers : [];
    const judged = outcomes.length > 0 ? sent.map(({ number }) => number) : [];
    heard = { epoch, numbers: new Set([...before, ...judged]) };
  }

  function unread(): { setAside?: readonly number[] } {
    return setAside.size > 0 ? { setAside: [...setAside] } : {};
  }

  async function refuse(
    { status, code, retryAfter }: Reply,
    sent: number[],
    by: string,
  ): Promise<Exchanged> {
    if (status === 401 && code === "device_revoked") return revoke();
    if (status === 401 && code === "not_enrolled") return forgotten(by);
    if (status === 429 || status === 503) return { kind: "wait", seconds: retryAfter };
    const isUnreadable = [400, 413, 422].includes(status) && code !== "";
    if (!isUnreadable) return { kind: "failed", reached: code !== "" };
    if (sent.length === 0) {
      envelope = "unasked";
      return { kind: "misunderstood" };
    }
    if (envelope === "unasked") {
      envelope = "asking";
      return { kind: "done", more: true };
    }
    if (sent.length === 1) setAside.add(sent[0] ?? 0);
    most = Math.max(1, Math.floor(sent.length / 2));
    return { kind: "done", more: true };
  }

  /** Unless it was enrolled anew while this was on its way. */
  async function forgotten(by: string): Promise<Exchanged> {
    const { credential } = await store.meta();
    return credential === by ? { kind: "forgotten" } : { kind: "failed", reached: true };
  }

  async function revoke(): Promise<Exchanged> {
    const lost = (await store.actions()).filter(isOnlyHere).length;
    await store.wipe();
    return { kind: "revoked", lost };
  }
}

/**
 * Whether this is the answer to what was sent, and not one meant for another phone. A restored
 * server judges nothing before it has heard again what came earlier.
 */
function answers({ epoch }: Asked, sent: Recorded[], answer: Answer): boolean {
  const judged = new Set(answer.outcomes.map(({ id }) => id));
  if (judged.size === 0 && epoch !== null && epoch !== answer.epoch) return true;
  return judged.size === sent.length && sent.every(({ id }) => judged.has(id));
}

interface Reply {
  status: number;
  body: unknown;
  /** The server's machine code; empty where it was not our server that answered. */
  code: string;
  /** Seconds. */
  retryAfter: number;
}

const USUAL_WAIT_S = 10;
const LONGEST_WAIT_S = 3600;

/** The reply, or undefined where none came in time. */
async function post(
  fetch: typeof globalThis.fetch,
  credential: string,
  body: object,
  left: Unsent,
): Promise<Reply | undefined> {
  const headers = {
    "Content-Type": "application/json",
    "X-Rayon": "1",
    Authorization: `Device ${credential}`,
    // No field of the envelope: a server of before refuses one that it does not know.
    "X-Rayon-Unsent": JSON.stringify(left),
    // What this version understands beside whole rows; a server of before does not look.
    "X-Rayon-Reads": "pick_state",
  };
  try {
    const response = await fetch("/api/sync", {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "error",
      cache: "no-store",
      credentials: "same-origin",
    });
    const answer: unknown = await response.json().catch(() => null);
    const code = (answer as { code?: unknown } | null)?.code;
    const retryAfter = Number(response.headers.get("Retry-After") ?? USUAL_WAIT_S);
    return {
      status: response.status,
      body: answer,
      code: typeof code === "string" ? code : "",
      retryAfter: retryAfter >= 0 ? Math.min(retryAfter, LONGEST_WAIT_S) : USUAL_WAIT_S,
    };
  } catch {
    return undefined;
  }
}
