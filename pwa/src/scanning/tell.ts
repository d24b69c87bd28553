import { announce } from "../ui/announce";
import { type ResultKind, results } from "../ui/results";
import { play } from "./tones";

/** The tone and the spoken words of a result; the banner shows its shape, colour and words. */
export function tell(kind: ResultKind, word?: string, detail?: string): void {
  const { tone, urgent, word: usual } = results[kind];
  if (tone) play(tone);
  announce([word ?? usual(), detail].filter(Boolean).join(". "), urgent);
}
