import type { Kept } from "../store/recorded";
import { subjectText } from "../sync/deeds";
import { OutcomeChip } from "../sync/OutcomeChip";
import { n } from "../texts";

const SHOWN = 6;

/** The bays of this survey that are saved, the last one first. */
export function SurveyList({ actions }: { actions: readonly Kept[] }) {
  const bays = actions.filter(({ action }) => action.name === "survey_bay").reverse();
  if (bays.length === 0) return null;
  return (
    <section class="stack">
      <h2>{n("{count} bay surveyed", "{count} bays surveyed", bays.length)}</h2>
      <ul class="list">
        {bays.slice(0, SHOWN).map((kept) => (
          <li key={kept.number} class="row">
            <span class="row-text">
              <span class="row-title">{kept.about.label}</span>
              <span class="muted">{kept.about.title || subjectText(kept)}</span>
            </span>
            <OutcomeChip kept={kept} />
          </li>
        ))}
      </ul>
    </section>
  );
}
