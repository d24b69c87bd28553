import { signal } from "@preact/signals";

/** What the badge on every screen says about sending. Counts of actions of this phone. */
export interface SyncState {
  /** Saved here, not yet sent. */
  waiting: number;
  /** Came back with an answer that a person has to read, or to settle. */
  attention: number;
  online: boolean;
  /** Numbers of actions that our server answered it cannot read. */
  setAside: readonly number[];
  /** The server and this app are of versions that do not understand each other. */
  misunderstood: boolean;
  /** The server does not know this phone any more. */
  forgotten: boolean;
}

export const syncState = signal<SyncState>({
  waiting: 0,
  attention: 0,
  online: globalThis.navigator?.onLine ?? true,
  setAside: [],
  misunderstood: false,
  forgotten: false,
});
