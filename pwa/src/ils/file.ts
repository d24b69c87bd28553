import { ApiError, ask } from "../api";
import type { ImportKind } from "./imports";

/** The files that one brings in here every morning; the catalogue has a screen of its own. */
export const fileKinds = ["holds", "status", "loans", "patrons"] as const satisfies ImportKind[];
export type FileKind = (typeof fileKinds)[number];

export interface Said {
  place: string;
  field: string;
  reason: string;
}

/** What came of a file, or would. */
export interface Outcome {
  counts: Record<string, number>;
  problems: Said[];
  rejected: number;
  warnings: Said[];
}

export interface Sent {
  outcome?: Outcome;
  /** Why it was not taken in, in a sentence. */
  problem?: string;
  /** It may be right all the same: a person has to say so. */
  isDoubted?: boolean;
}

interface Asked {
  kind: FileKind;
  check: boolean;
  many_vanished: boolean;
}

/** Sends a file to be checked or brought in. */
export async function sendFile(file: Blob, asked: Asked): Promise<Sent> {
  try {
    const content = await base64(file);
    return { outcome: await ask<Outcome>("/ils/files", { body: { ...asked, content } }) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { problem: error.message, isDoubted: error.code === "many_vanished" };
  }
}

async function base64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // In pieces: a call takes no million arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}
