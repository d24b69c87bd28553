import type { ComponentChildren } from "preact";
import { ResultShape } from "./ResultShape";
import { type ResultKind, results } from "./results";
import "./result.css";

interface ResultBannerProps {
  kind: ResultKind;
  /** Instead of the usual word: the reason of a refusal, "≈ 14 documents to the right". */
  word?: string | undefined;
  /** What to do next, or where it was measured from. */
  detail?: ComponentChildren;
  /** Where the right place is, seen from the document in hand. */
  direction?: "left" | "right" | undefined;
  /** The number inside the dotted circle. */
  count?: number;
}

/** The result of a scan, as wide as the screen: shape, colour and word. The tone is played apart. */
export function ResultBanner({ kind, word, detail, direction, count }: ResultBannerProps) {
  const result = results[kind];
  return (
    <section class={`result result-${result.colour}`}>
      <ResultShape shape={result.shape} direction={direction} count={count} />
      <div>
        <p class="result-word">{word ?? result.word()}</p>
        {detail && <p class="result-detail">{detail}</p>}
      </div>
    </section>
  );
}
