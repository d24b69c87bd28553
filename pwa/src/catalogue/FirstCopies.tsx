import { n, number, t } from "../texts";
import { SpineLabel } from "../ui/SpineLabel";
import { Examples } from "./Examples";
import { RejectionList } from "./Rejections";
import type { FoundCopy, Look } from "./shapes";

interface FirstCopiesProps {
  look: Look;
  /** Not where all that is rejected stands in a list of its own. */
  withRejected: boolean;
}

/** Five copies as the mapping reads them: one sees at once whether it is the right one. */
export function FirstCopies({ look, withRejected }: FirstCopiesProps) {
  if (look.why) return <p class="note note-amber">{look.why}</p>;
  return (
    <div class="import-look">
      {look.accents.damaged > 0 && (
        <>
          <p>
            {t("Accents look damaged in {count} of the first texts:", {
              count: number(look.accents.damaged),
            })}
          </p>
          <Examples examples={look.accents.examples} />
        </>
      )}
      <h3>{t("First copies of the file")}</h3>
      {look.copies.length === 0 && (
        <p class="note note-amber">
          {t("No copy is found at the beginning of the file. Choose another mapping.")}
        </p>
      )}
      <ul class="list" aria-label={t("First copies of the file")}>
        {look.copies.map((copy) => (
          <Line key={copy.barcode} copy={copy} />
        ))}
      </ul>
      {withRejected && look.rejected.length > 0 && (
        <>
          <h3>{t("Rejected at the beginning of the file")}</h3>
          <RejectionList rejections={look.rejected} />
        </>
      )}
    </div>
  );
}

function Line({ copy }: { copy: FoundCopy }) {
  const place = [copy.branch, copy.location].filter(Boolean).join(" / ");
  const parts = copy.parts > 1 ? n("{count} part", "{count} parts", copy.parts) : "";
  const facts = [place, copy.kind, copy.volume, parts, copy.status].filter(Boolean);
  return (
    <li class="import-copy">
      <SpineLabel lines={[copy.call_number]} size="small" />
      <span class="row-text">
        <span class="row-title">{copy.title}</span>
        {copy.author && <span>{copy.author}</span>}
        <span class="muted">{facts.join(" · ")}</span>
        <span class="mono">{copy.barcode}</span>
      </span>
    </li>
  );
}
