import { useState } from "preact/hooks";
import { hrefFor } from "../router";
import { useAnswer } from "../supervisors/useAnswer";
import { dateText, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { EmptyState } from "../ui/EmptyState";
import { Icon } from "../ui/Icon";
import { annulled, euros } from "./money";
import { useAsking } from "./useAsking";
import "./delivery.css";

interface Line {
  id: string;
  number: string;
  day: string;
  cents: number;
  /** Why it was annulled; empty where it stands. */
  annulled: string;
}

interface Payer {
  account: string;
  cents: number;
  parcels: Line[];
}

interface Month {
  month: string;
  closed: boolean;
  cents: number;
  payers: Payer[];
  this_month: string;
}

/** The statement of sums due for the town’s billing service. It is no invoice. */
export default function SumsScreen() {
  const [asked, setAsked] = useState("");
  const {
    answer: month,
    problem,
    again,
  } = useAnswer<Month>(asked ? `/delivery/sums?month=${asked}` : "/delivery/sums");
  return (
    <AppFrame
      title={t("Sums due")}
      subtitle={month && monthText(month.month)}
      back={<BackLink href={hrefFor("today")} />}
      wide
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {!month && !problem && <p class="loading muted">{t("Opening…")}</p>}
      {month && <Months month={month} onMonth={setAsked} />}
      {month && <Statement month={month} again={again} />}
    </AppFrame>
  );
}

function Months({ month, onMonth }: { month: Month; onMonth: (month: string) => void }) {
  return (
    <div class="columns" data-each-tap>
      <Button icon="left" onClick={() => onMonth(moved(month.month, -1))}>
        {t("The month before")}
      </Button>
      <Button
        icon="right"
        disabled={month.month >= month.this_month}
        onClick={() => onMonth(moved(month.month, 1))}
      >
        {t("The month after")}
      </Button>
    </div>
  );
}

function Statement({ month, again }: { month: Month; again: () => Promise<void> }) {
  const { problem, run } = useAsking();
  const [wrong, setWrong] = useState<Line>();
  const [isClosing, setClosing] = useState(false);
  const annul = async (reason: string) => {
    const line = wrong;
    setWrong(undefined);
    if (line && (await run(`/delivery/sums/${line.id}/annul`, { reason }))) await again();
  };
  const close = async () => {
    setClosing(false);
    if (await run("/delivery/sums/close", { month: month.month })) await again();
  };
  if (month.payers.length === 0) {
    return (
      <EmptyState title={t("Nothing is due")}>
        {t("A line is added with each parcel that was delivered, or came back from the door.")}
      </EmptyState>
    );
  }
  return (
    <>
      {problem && <p class="note note-amber">{problem}</p>}
      <Card
        title={euros(month.cents)}
        aside={
          month.closed && (
            <Chip colour="green" icon="lock">
              {t("Closed")}
            </Chip>
          )
        }
      >
        <p class="muted">{t("For the town’s billing service. This is no invoice.")}</p>
        <a class="button" href={`/api/delivery/sums/statement.csv?month=${month.month}`}>
          <Icon name="down" />
          <span>{t("Statement as a file")}</span>
        </a>
        {!month.closed && month.month < month.this_month && (
          <Button icon="lock" onClick={() => setClosing(true)}>
            {t("Close the month")}
          </Button>
        )}
      </Card>
      {month.payers.map((payer) => (
        <OnePayer key={payer.account} payer={payer} isOpen={!month.closed} onWrong={setWrong} />
      ))}
      <Dialog
        open={wrong !== undefined}
        title={t("Annul this line (error)?")}
        onClose={() => setWrong(undefined)}
        actions={
          <>
            {annulled.map(([reason, word]) => (
              <Button key={reason} onClick={() => void annul(reason)}>
                {word()}
              </Button>
            ))}
            <Button kind="quiet" onClick={() => setWrong(undefined)}>
              {t("Back")}
            </Button>
          </>
        }
      >
        <p>{wrong && `${wrong.number} · ${euros(wrong.cents)}`}</p>
      </Dialog>
      <Dialog
        open={isClosing}
        title={t("Close {month} for good?", { month: monthText(month.month) })}
        onClose={() => setClosing(false)}
        actions={
          <>
            <Button kind="primary" onClick={() => void close()}>
              {t("Close it")}
            </Button>
            <Button kind="quiet" onClick={() => setClosing(false)}>
              {t("Back")}
            </Button>
          </>
        }
      >
        <p>{t("Nothing in it changes any more. Later errors go to the billing service.")}</p>
      </Dialog>
    </>
  );
}

interface OnePayerProps {
  payer: Payer;
  isOpen: boolean;
  onWrong: (line: Line) => void;
}

function OnePayer({ payer, isOpen, onWrong }: OnePayerProps) {
  return (
    <Card title={payer.account} aside={<strong>{euros(payer.cents)}</strong>}>
      <ul class="list">
        {payer.parcels.map((line) => (
          <li key={line.id} class="row">
            <span class="row-text">
              <span class="row-title">{line.number}</span>
              <span class="muted">{dayOf(line.day)}</span>
            </span>
            {line.annulled ? (
              <Chip colour="ink">{t("annulled (error)")}</Chip>
            ) : (
              <span>{euros(line.cents)}</span>
            )}
            {isOpen && !line.annulled && (
              <Button kind="quiet" onClick={() => onWrong(line)}>
                {t("Annul")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function moved(month: string, by: number): string {
  const [year = 2026, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

function monthText(month: string): string {
  return dateText(`${month}-15`, { month: "long", year: "numeric" });
}

function dayOf(day: string): string {
  return dateText(day, { day: "numeric", month: "long" });
}
