import { n, number } from "../texts";
import { countsOf } from "./counts";
import type { Said, Sent } from "./file";

/** The numbers of an import, then what it had to say row by row. */
export function FileOutcome({ sent, title }: { sent: Sent; title: string }) {
  const { outcome, problem } = sent;
  return (
    <section class="stack" aria-live="polite">
      {problem && <p class="note note-amber">{problem}</p>}
      {outcome && (
        <>
          <h3>{title}</h3>
          <dl class="ils-runs">
            {countsOf(outcome.counts).map(([word, count]) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{number(count)}</dd>
              </div>
            ))}
          </dl>
          <Rows
            title={n("{count} row rejected", "{count} rows rejected", outcome.rejected)}
            rows={outcome.problems}
          />
          <Rows
            title={n("{count} warning", "{count} warnings", outcome.warnings.length)}
            rows={outcome.warnings}
          />
        </>
      )}
    </section>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly Said[] }) {
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul class="list">
        {rows.map(({ place, field, reason }) => (
          <li key={`${place} ${field} ${reason}`} class="row">
            <span class="row-text">
              <span class="row-title">{[place, field].filter(Boolean).join(", ")}</span>
              <span>{reason}</span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
