import { n, number, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Examples } from "./Examples";
import { Figures } from "./Figures";
import type { Found, Import } from "./shapes";

/** What the whole file holds; one button brings it in. */
export function CheckedCard({ row, onApply }: { row: Import; onApply: () => Promise<void> }) {
  if (!row.found) return null;
  const { found } = row;
  return (
    <Card title={t("The whole file is checked")}>
      <Figures
        figures={[
          [n("record", "records", found.records), found.records],
          [n("copy", "copies", found.copies), found.copies],
          [n("rejection", "rejections", found.rejected), found.rejected],
          [
            n("record without copies", "records without copies", found.without_copies),
            found.without_copies,
          ],
        ]}
      />
      <NewPlaces found={found} />
      {found.accents.likely && !row.choices.repair_accents && (
        <>
          <p class="note note-amber">
            {t(
              "Accents look damaged in {count} texts. To repair them, tick “Repair accents” below and check again.",
              { count: number(found.accents.damaged) },
            )}
          </p>
          <Examples examples={found.accents.examples} />
        </>
      )}
      <Button kind="primary" icon="tick" onClick={() => void onApply()}>
        {n("Import {count} copy", "Import {count} copies", found.copies)}
      </Button>
    </Card>
  );
}

function NewPlaces({ found }: { found: Found }) {
  if (found.new_places.length === 0) return null;
  const title = n(
    "{count} new shelving location",
    "{count} new shelving locations",
    found.new_places.length,
  );
  return (
    <details>
      <summary>{title}</summary>
      <ul class="list">
        {found.new_places.map(([branch, location, scheme, copies]) => (
          <li class="row" key={`${branch}/${location}`}>
            <span class="row-text">
              <span class="row-title">{[branch, location].filter(Boolean).join(" / ")}</span>
              <span class="muted">
                {[n("{count} copy", "{count} copies", copies), scheme].join(" · ")}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
