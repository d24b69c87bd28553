import { hrefFor } from "../router";
import { t } from "../texts";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import type { BoardPhone } from "./board";
import { dayTime, minutesBetween } from "./times";

/** A phone in use says so every minute; what it recorded since may not have been sent. */
const SILENT_MINUTES = 10;

interface PhonesCardProps {
  phones: readonly BoardPhone[];
  at: string;
}

/** Phones with a walk on them, and when each was last heard of: what it recorded since is on it. */
export function PhonesCard({ phones, at }: PhonesCardProps) {
  const working = phones.filter(({ walk }) => walk !== null);
  if (working.length === 0) return null;
  return (
    <Card title={t("Phones at work")}>
      <ul class="list">
        {working.map(({ id, name, seen_at, walk }) => {
          const isSilent = !seen_at || minutesBetween(seen_at, at) >= SILENT_MINUTES;
          return (
            <li key={id} class="row">
              <span class="row-text">
                <span class="row-title">{name}</span>
                <span class="muted">
                  {[walk, seen_at && t("last heard at {time}", { time: dayTime(seen_at) })]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
                {isSilent && (
                  <span>{t("What it recorded since is safe on it, and not here yet.")}</span>
                )}
              </span>
              {isSilent && <Chip colour="amber">{t("silent")}</Chip>}
            </li>
          );
        })}
      </ul>
      <ButtonLink href={hrefFor("devices")} icon="phone">
        {t("See the phones")}
      </ButtonLink>
    </Card>
  );
}
