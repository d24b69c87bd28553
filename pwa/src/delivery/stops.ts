import type { ActionName, Kept } from "../store/recorded";
import { isUndoable } from "../sync/deeds";
import { takenBack } from "../sync/taken-back";

export type ParcelStatus =
  | "left"
  | "closed"
  | "out"
  | "delivered"
  | "absent"
  | "refused"
  | "wrong_address"
  | "incident";

export interface StopParcel {
  id: string;
  /** What its label says. */
  number: string;
  status: ParcelStatus;
  /** It was scanned onto the bike, whatever became of it since. */
  loaded?: boolean;
}

/** One door of today. */
export interface Stop {
  id: string;
  stop: number | null;
  bell: string;
  line: string;
  postcode: string;
  town: string;
  lon: number | null;
  lat: number | null;
  instructions: string;
  phone: string;
  caretaker: boolean;
  parcels: StopParcel[];
}

export interface Round {
  /** "2026-11-24". */
  day: string;
  said: string;
  window: string;
  stops: Stop[];
  /** Stops of the day without a closed bag: their numbers are missing in the list. */
  unpacked: number;
}

const after: Partial<Record<ActionName, ParcelStatus>> = {
  load_parcel: "out",
  deliver_parcel: "delivered",
  report_absent: "absent",
  report_refused: "refused",
  report_wrong_address: "wrong_address",
  report_incident: "incident",
};

/**
 * The server's stops with what was recorded here on top. The first outcome of a parcel stands until
 * it is taken back; the server may have said it, too, before it heard of that.
 */
export function ridden({ stops }: Round, actions: readonly Kept[]): Stop[] {
  const undone = takenBack(actions);
  return stops.map((stop) => ({
    ...stop,
    parcels: stop.parcels.map((parcel) =>
      actions.reduce((one, kept) => step(one, kept, undone), parcel),
    ),
  }));
}

function step(
  parcel: StopParcel,
  { action, outcome }: Kept,
  undone: ReadonlySet<string>,
): StopParcel {
  const status = action.subject === parcel.id ? after[action.name] : undefined;
  if (!status) return parcel;
  if (undone.has(action.id))
    return status === parcel.status
      ? { ...parcel, status: parcel.loaded ? "out" : "closed" }
      : parcel;
  // Whoever was faster or contradicts it was at this door, too: nobody is sent there again.
  if (outcome === "refused" || !isUnderWay(parcel)) return parcel;
  return { ...parcel, status, ...(status === "out" && { loaded: true }) };
}

/** What was recorded of parcels and did not end as meant: the server has since heard otherwise. */
export function contradicted(actions: readonly Kept[]): number {
  const asMeant: readonly Kept["outcome"][] = [null, "applied", "duplicate"];
  return actions.filter(({ action, outcome }) => after[action.name] && !asMeant.includes(outcome))
    .length;
}

/**
 * The stops as they are ridden to. Where nobody scans, every packed parcel rides; once one was
 * scanned onto the bike, the others stand at the library, and nobody may be billed for them.
 */
export function setOut(stops: readonly Stop[]): Stop[] {
  const isScanned = stops.some(({ parcels }) => parcels.some(({ loaded }) => loaded));
  return stops.map((stop) => ({
    ...stop,
    parcels: stop.parcels.map((parcel) =>
      isScanned && parcel.status === "closed" ? { ...parcel, status: "left" } : parcel,
    ),
  }));
}

/** The bike is being loaded, or it has left. */
export function hasBegun(stops: readonly Stop[]): boolean {
  return stops.some(({ parcels }) =>
    parcels.some(({ status, loaded }) => loaded || status !== "closed"),
  );
}

/** None of its parcels rides. */
export function isLeft({ parcels }: Stop): boolean {
  return parcels.every(({ status }) => status === "left");
}

/** What this person said of the parcels of a stop, as far as it can be taken back. */
export function takeable(
  { parcels }: Stop,
  actions: readonly Kept[],
  person: number | undefined,
): Kept[] {
  return parcels
    .filter((parcel) => !isUnderWay(parcel))
    .flatMap(({ id, status }) => {
      const said = ({ action }: Kept) => action.subject === id && after[action.name] === status;
      const last = actions.findLast((kept) => said(kept) && isUndoable(kept, actions, person));
      return last ? [last] : [];
    });
}

/** The stop of which this person spoke last; undefined where nothing can be taken back any more. */
export function lastStop(
  stops: readonly Stop[],
  actions: readonly Kept[],
  person: number | undefined,
): Stop | undefined {
  const newest = (stop: Stop) =>
    Math.max(0, ...takeable(stop, actions, person).map(({ number }) => number));
  const spoken = stops.filter((stop) => newest(stop) > 0);
  return spoken.sort((one, other) => newest(other) - newest(one))[0];
}

/** Nobody has said yet how it ended. */
export function isUnderWay({ status }: StopParcel): boolean {
  return status === "closed" || status === "out";
}

/** The first door at which something is still to be handed over. */
export function nextStop(stops: readonly Stop[]): Stop | undefined {
  return stops.find(({ parcels }) => parcels.some(isUnderWay));
}

/** Parcels that are not on the bike yet. */
export function toLoad(stops: readonly Stop[]): StopParcel[] {
  return stops.flatMap(({ parcels }) => parcels).filter(({ status }) => status === "closed");
}

/** What has to be brought back to the library. */
export function toBringBack(stops: readonly Stop[]): StopParcel[] {
  return stops
    .flatMap(({ parcels }) => parcels)
    .filter((parcel) => !isUnderWay(parcel) && !["delivered", "left"].includes(parcel.status));
}

/** Opens the phone's own map; the one place where a door leaves the app. */
export function mapLink({ lon, lat, line, postcode, town }: Stop): string {
  const address = encodeURIComponent(`${line}, ${postcode} ${town}`);
  return lon === null || lat === null
    ? `geo:0,0?q=${address}`
    : `geo:${lat},${lon}?q=${lat},${lon}`;
}
