let context: AudioContext | undefined;

/** Browsers let a page sound only after a tap: call this from a click. */
export function allowSound(): void {
  context ??= new AudioContext();
  void context.resume();
}

/** Where to sound, once that is allowed. */
export function loudspeaker(): AudioContext | undefined {
  return context?.state === "running" ? context : undefined;
}
