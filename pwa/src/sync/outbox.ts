import type { Writing } from "../store/database";
import { type RandomBytes, uuid7 } from "../store/ids";
import { getMeta, putMeta, type Session } from "../store/meta";
import { isPersonal, sealedOf } from "../store/personal";
import type { About, ActionName, Kept, Payloads, Recorded } from "../store/recorded";
import { type Store, storeIdentity } from "../store/store";

/** Something a person did, before it has an id and a number. */
export interface Deed<N extends ActionName = ActionName> {
  name: N;
  subject: string;
  payload: Payloads[N];
  /** Version of the subject on the screen; 0 where it has none. */
  seen: number;
  about: About;
}

export type Record = <N extends ActionName>(deed: Deed<N>) => Promise<Kept>;

interface OutboxNeeds {
  store: Store;
  now: () => number;
  randomBytes: RandomBytes;
}

/** Thrown when nobody is signed in: an action without its author would be worth nothing. */
export class NobodySignedIn extends Error {
  override name = "NobodySignedIn";
}

/**
 * Writes a deed down. The promise resolves when it is on the disk, and only then may a screen say
 * "saved". The number is taken in the same transaction, so that numbers have no gaps.
 */
export function createRecorder({ store, now, randomBytes }: OutboxNeeds): Record {
  return (deed) => {
    // Made once, outside: a second try after a dropped connection must not record it twice.
    const id = uuid7(now(), randomBytes);
    const at = new Date(now()).toISOString();
    const write = (written: Deed) =>
      store.connection.write(["meta", "outbox"], async (writing) => {
        const known = await writing.objectStore("outbox").index("id").get(id);
        return known ?? put(writing, written, { id, at });
      });
    return isPersonal(deed.name) ? sealed(deed, write) : write(deed);
  };

  /** A person is on the disk in no other way; in memory the deed is as it was. */
  async function sealed(deed: Deed, write: (written: Deed) => Promise<Kept>): Promise<Kept> {
    const payload = (await sealedOf(deed.payload)) as unknown as Deed["payload"];
    const kept = await write({ ...deed, payload });
    return { ...kept, action: { ...kept.action, payload: deed.payload } };
  }

  async function put(writing: Writing, deed: Deed, stamp: { id: string; at: string }) {
    const session = await getMeta(writing, "session");
    if (!session) throw new NobodySignedIn("Sign in before recording anything.");
    const identity = await storeIdentity(writing, { now, randomBytes });
    const kept = newKept(deed, stamp, session, identity);
    await writing.objectStore("outbox").put(kept);
    await putMeta(writing, "nextNumber", kept.number + 1);
    return kept;
  }
}

function newKept(
  deed: Deed,
  stamp: { id: string; at: string },
  session: Session,
  identity: { store: string; nextNumber: number },
): Kept {
  const action: Recorded = {
    id: stamp.id,
    store: identity.store,
    number: identity.nextNumber,
    v: 1,
    by: session.staff.id,
    shift: session.shift,
    name: deed.name,
    subject: deed.subject,
    seen: deed.seen,
    at: stamp.at,
    payload: deed.payload,
  };
  return {
    number: action.number,
    action,
    about: deed.about,
    state: "waiting",
    outcome: null,
    why: null,
    judgedAt: null,
    isRead: true,
  };
}

const MOST_ACTIONS = 200;
// The server takes 256 KiB; the envelope needs a little of it.
const MOST_BYTES = 250 * 1024;

/** The oldest waiting actions that fit in one request. */
export function nextBatch(
  actions: readonly Kept[],
  most = MOST_ACTIONS,
  except: ReadonlySet<number> = new Set(),
): Recorded[] {
  const batch: Recorded[] = [];
  let bytes = 0;
  for (const { state, action } of actions) {
    if (state !== "waiting" || except.has(action.number)) continue;
    bytes += new TextEncoder().encode(JSON.stringify(action)).length + 1;
    if (batch.length > 0 && (bytes > MOST_BYTES || batch.length >= most)) break;
    batch.push(action);
  }
  return batch;
}
