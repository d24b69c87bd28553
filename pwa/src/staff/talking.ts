import { ask } from "../api";
import { store } from "../store/memory";
import type { Branch, Device, Person } from "../store/shapes";
import { meta, remember } from "../sync/live";
import { startSending } from "../sync/sending";
import { isOver } from "./session";

const LOOKS_EVERY_MS = 60_000;

/** From now on the phone tells the server what it has, and hears what is new. */
export function startTalking(): void {
  startSending();
  void askAboutDevice();
  void wipeAfterShift();
  setInterval(() => void wipeAfterShift(), LOOKS_EVERY_MS);
}

/** What was lent to a shift goes with it, whether somebody signs out or only walks away. */
async function wipeAfterShift(): Promise<void> {
  if (isOver()) await store.keepShelf(null).catch(() => undefined);
}

interface AboutDevice {
  device: Device;
  branch: Branch;
  people: Person[];
}

/** Who may sign in here; asked again at every start, for people come and go. */
export async function askAboutDevice(): Promise<void> {
  if (!meta.value.credential) return;
  try {
    const { device, branch, people } = await ask<AboutDevice>("/device");
    await remember({ device, branch, people });
  } catch {
    // Without a network the phone knows what it knew yesterday.
  }
}
