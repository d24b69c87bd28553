import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { type Caller, dayText, isFull } from "./order";

interface CallerCardProps {
  caller: Caller;
  placed: readonly string[];
  onNext: () => void;
}

/** Who is on the telephone, what may still be asked for, and what this call has brought. */
export function CallerCard({ caller, placed, onNext }: CallerCardProps) {
  return (
    <Card title={caller.name}>
      <CallerChips caller={caller} />
      {placed.length > 0 && (
        <ul class="placed" aria-label={t("Reserved in this call")}>
          {placed.map((document, index) => (
            // By place: the same text may be reserved twice, as two selections.
            <li key={placed.length - index}>
              <Chip colour="green" icon="tick">
                {t("Reserved")}
              </Chip>
              <span>{document}</span>
            </li>
          ))}
        </ul>
      )}
      <Button icon="call" onClick={onNext}>
        {placed.length > 0 ? t("End of the call") : t("Somebody else calls")}
      </Button>
    </Card>
  );
}

export function CallerChips({ caller }: { caller: Caller }) {
  const { waiting, limit, kinds } = caller;
  const counts = [{ name: t("In all"), waiting, limit }, ...kinds];
  return (
    <span class="caller-chips">
      <span class="muted">{t("card …{end}", { end: caller.card_end })}</span>
      {caller.blocked_until && (
        <Chip colour="red" icon="lock">
          {t("Blocked until {day}", { day: dayText(caller.blocked_until) })}
        </Chip>
      )}
      {counts.map(({ name, waiting, limit }) => (
        <Count key={name} name={name} waiting={waiting} limit={limit} />
      ))}
    </span>
  );
}

function Count(count: { name: string; waiting: number; limit: number }) {
  return (
    <Chip colour={isFull(count) ? "amber" : "ink"} {...(isFull(count) && { icon: "warning" })}>
      {t("{name}: {waiting} of {limit}", count)}
    </Chip>
  );
}
