import { remembered } from "../remembered";
import type { Tone } from "../ui/results";
import { loudspeaker } from "./audio";

export const soundOn = remembered("sound", true);
export const vibrationOn = remembered("vibration", true);

interface Note {
  hertz: number;
  to?: number;
  /** Seconds. */
  at: number;
  lasts: number;
  loud: number;
}

interface Sound {
  notes: readonly Note[];
  /** Milliseconds on, off, on ... */
  vibration: readonly number[];
}

const rising: Note = { hertz: 660, to: 1175, at: 0, lasts: 0.14, loud: 0.5 };
const low: Note = { hertz: 220, at: 0, lasts: 0.22, loud: 0.6 };

const sounds: Record<Tone, Sound> = {
  rising: { notes: [rising], vibration: [60] },
  "rising-twice": { notes: [rising, { ...rising, at: 0.18 }], vibration: [60, 60, 60] },
  flat: { notes: [{ hertz: 523, at: 0, lasts: 0.2, loud: 0.4 }], vibration: [40] },
  low: { notes: [low], vibration: [150] },
  tick: { notes: [{ hertz: 1400, at: 0, lasts: 0.03, loud: 0.25 }], vibration: [20] },
  "tick-low": { notes: [{ hertz: 500, at: 0, lasts: 0.04, loud: 0.3 }], vibration: [20, 40, 20] },
  "two-low": { notes: [low, { ...low, at: 0.3 }], vibration: [200, 100, 200] },
};

/** Sounds and vibrates, as far as this phone can and this person wants. */
export function play(tone: Tone): void {
  const { notes, vibration } = sounds[tone];
  if (vibrationOn.value) navigator.vibrate?.([...vibration]);
  const audio = loudspeaker();
  if (!soundOn.value || !audio) return;
  for (const note of notes) sound(audio, note);
}

function sound(audio: AudioContext, { hertz, to = hertz, at, lasts, loud }: Note): void {
  const start = audio.currentTime + at;
  const oscillator = new OscillatorNode(audio, { type: "triangle", frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  oscillator.frequency.exponentialRampToValueAtTime(to, start + lasts);
  volume.gain.setValueAtTime(loud, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + lasts);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + lasts);
}
