import { hrefFor } from "../router";
import { n, t } from "../texts";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import type { BoardPhone } from "./board";
import { dayTime, minutesBetween, span } from "./times";

/** A phone in use says so every minute; what it recorded since may not have been sent. */
const SILENT_MINUTES = 10;

interface PhonesCardProps {
  phones: readonly BoardPhone[];
  at: string;
}

/** Phones with a walk on them, or with something that they have not sent. */
export function PhonesCard({ phones, at }: PhonesCardProps) {
  const working = phones.filter(({ walk, unsent }) => walk !== null || unsent);
  if (working.length === 0) return null;
  return (
    <Card title={t("Phones at work")}>
      <ul class="list">
        {working.map((phone) => (
          <PhoneRow key={phone.id} phone={phone} at={at} />
        ))}
      </ul>
      {working.some((phone) => isSilent(phone, at)) && (
        <p class="muted">
          {t("What a silent phone recorded since is safe on it, and not here yet.")}
        </p>
      )}
      <ButtonLink href={hrefFor("devices")} icon="phone">
        {t("See the phones")}
      </ButtonLink>
    </Card>
  );
}

function PhoneRow({ phone, at }: { phone: BoardPhone; at: string }) {
  const { name, seen_at, walk } = phone;
  const about = [walk, seen_at && t("last heard at {time}", { time: dayTime(seen_at) })];
  const left = whatIsLeft(phone, at);
  return (
    <li class="row">
      <span class="row-text">
        <span class="row-title">{name}</span>
        {isSilent(phone, at) && (
          <span class="stop-chips">
            <Chip colour="amber">{t("silent")}</Chip>
          </span>
        )}
        <span class="muted">{about.filter(Boolean).join(" · ")}</span>
        {left && <span>{left}</span>}
      </span>
    </li>
  );
}

function isSilent({ seen_at }: BoardPhone, at: string): boolean {
  return !seen_at || minutesBetween(seen_at, at) >= SILENT_MINUTES;
}

/** A phone without a network cannot say what it has: what it said then is all that one knows. */
function whatIsLeft(phone: BoardPhone, at: string): string | undefined {
  const { unsent, unsent_since } = phone;
  if (unsent === 0 && isSilent(phone, at)) return t("Then everything had been sent.");
  if (!unsent || !unsent_since) return undefined;
  const values = { age: span(unsent_since, at) };
  return isSilent(phone, at)
    ? n(
        "Then {count} action not sent, now for {age}",
        "Then {count} actions not sent, the oldest now for {age}",
        unsent,
        values,
      )
    : n(
        "{count} action not sent, for {age}",
        "{count} actions not sent, the oldest for {age}",
        unsent,
        values,
      );
}
