import { useState } from "preact/hooks";
import { ResultLine } from "../picking/ResultLine";
import { showResult } from "../picking/result";
import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Scan } from "../scanning/validate";
import { hasRole } from "../staff/session";
import { actions } from "../sync/live";
import { OutcomeChip } from "../sync/OutcomeChip";
import { dateText, n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { putOnBay, removeBay } from "./doing";
import { branchDay, floor, useFloor } from "./floor";
import { bayLabel, printedLabel } from "./labels";
import { NewTable } from "./NewTable";
import { isOpen, putThere, type Table, tableOf } from "./tables";
import { kindName } from "./words";
import "./shelves.css";

/** Display tables, returns trolleys, repair shelves: scan the label, then what stands there. */
export default function TablesScreen() {
  const [label, setLabel] = useState<string>();
  useFloor();
  const table = label ? tableOf(label, floor.value, actions.value) : null;
  if (label && table && isOpen(table, branchDay())) {
    return <OnTable table={table} onOther={setLabel} />;
  }
  const mayMake = hasRole("supervisor", "admin");
  if (label && mayMake) {
    return <NewTable label={label} onCancel={() => setLabel(undefined)} />;
  }
  return <WhichTable unknown={label} onLabel={setLabel} />;
}

interface WhichTableProps {
  unknown: string | undefined;
  onLabel: (label: string) => void;
}

function WhichTable({ unknown, onLabel }: WhichTableProps) {
  const scanned = (scan: Scan) => {
    const label = bayLabel(scan);
    if (label) onLabel(label);
    else
      showResult({ kind: "unknown", word: t("This is a document"), detail: t("First its table.") });
  };
  return (
    <AppFrame
      title={t("Tables and trolleys")}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      bar={<ScanBox label={t("Scan the label")} onScan={scanned} />}
    >
      {unknown && (
        <p class="note note-amber">
          {t("{label} is not set up. Ask a supervisor to set it up.", { label: unknown })}
        </p>
      )}
      <EmptyState title={t("Scan the label of the table")}>
        {t(
          "Then each document on it. Colleagues are sent there, until the document is scanned somewhere else or the table is over.",
        )}
      </EmptyState>
    </AppFrame>
  );
}

/** What stood there counts as on its shelf again. */
async function takeAway(bay: string, onDone: () => void): Promise<void> {
  if (!(await removeBay(bay))) return;
  showResult({ kind: "saved", word: t("{bay} is taken away", { bay }) });
  onDone();
}

interface OnTableProps {
  table: Table;
  onOther: (label: string) => void;
}

function OnTable({ table: { bay, kind, until }, onOther }: OnTableProps) {
  const put = putThere(bay, actions.value);
  const scanned = async (scan: Scan) => {
    const other = printedLabel(scan);
    if (other) onOther(other);
    else if (scan.kind !== "item") {
      showResult({ kind: "unknown", detail: t("Scan the library’s label of a document.") });
    } else {
      const undoes = await putOnBay(bay, scan.text);
      const word = t("It stands here now");
      if (undoes) showResult({ kind: "saved", word, detail: scan.text, undoes });
    }
  };
  const day = until && dateText(until, { day: "numeric", month: "long" });
  return (
    <AppFrame
      title={bay}
      subtitle={[kindName(kind), day && t("until {day}", { day })].filter(Boolean).join(" · ")}
      back={<BackLink href={hrefFor("today")} />}
      result={<ResultLine />}
      bar={
        <>
          <ScanBox label={t("Scan the document")} onScan={(scan) => void scanned(scan)} />
          <div class="floor-answers">
            <Button onClick={() => onOther("")}>{t("Another table")}</Button>
            {hasRole("supervisor", "admin") && (
              <Button onClick={() => void takeAway(bay, () => onOther(""))}>
                {t("Take it away")}
              </Button>
            )}
          </div>
        </>
      }
    >
      <section class="survey-prompt">
        <p class="survey-bay">{bay}</p>
        <p class="survey-ask">{t("Scan each document that stands here")}</p>
      </section>
      {put.length > 0 && (
        <section class="stack">
          <h2>{n("{count} document scanned", "{count} documents scanned", put.length)}</h2>
          <ul class="list">
            {put.map((kept) => (
              <li key={kept.number} class="row">
                <span class="row-text">{kept.about.title}</span>
                <OutcomeChip kept={kept} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </AppFrame>
  );
}
