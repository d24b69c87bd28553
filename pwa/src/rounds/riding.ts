import type { Kept, Registration } from "../store/recorded";
import { record } from "../sync/sending";
import { newId } from "./new-id";
import type { Reader, Riding, Street, StreetStop } from "./street";
import * as deeds from "./street-deeds";

type Done = Promise<Kept | undefined>;

export function load(street: Street, one: Riding, how: deeds.Read): Done {
  return record(deeds.load(street, one, how));
}

export function handOver(one: Riding, reader: Reader | null, how: deeds.Read): Done {
  return record(deeds.handOver(one, reader, how));
}

export function lend(street: Street, scanned: deeds.Scanned, reader: Reader): Done {
  return record(deeds.lend(street, scanned, reader));
}

export function register(id: string, said: Registration): Done {
  return record(deeds.register(id, said));
}

export function noteWish(street: Street, words: string): Done {
  return record(deeds.noteWish(newId(), street, words));
}

export function reserveForNext(
  street: Street,
  stop: StreetStop,
  reader: Reader,
  words: string,
): Done {
  return record(deeds.reserveForNext(newId(), street, stop, reader, words));
}

export function takeBack(street: Street, scanned: deeds.Scanned): Done {
  return record(deeds.takeBack(street, scanned));
}

export function unload(street: Street, scanned: deeds.Scanned): Done {
  return record(deeds.unload(street, scanned));
}

export function leaveStop(street: Street, stop: StreetStop): Done {
  return record(deeds.leaveStop(street, stop));
}

/** To all who are awaited at the stops to come; told when the phone is back in the network. */
export function reportLate(street: Street, later: number): Done {
  return record(deeds.reportLate(street, later));
}

export function reportRain(street: Street, rain: boolean): Done {
  return record(deeds.reportRain(street, rain));
}

export function endRound(street: Street): Done {
  return record(deeds.endRound(street));
}
