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
      <ButtonLink href={hrefFor("devices")} icon="phone">
        {t("See the phones")}
      </ButtonLink>
    </Card>
  );
}

function PhoneRow({ phone, at }: { phone: BoardPhone; at: string }) {
  const { name, seen_at, walk } = phone;
  const isSilent = !seen_at || minutesBetween(seen_at, at) >= SILENT_MINUTES;
  const about = [walk, seen_at && t("last heard at {time}", { time: dayTime(seen_at) })];
  return (
    <li class="row">
      <span class="row-text">
        <span class="row-title">{name}</span>
        <span class="muted">{about.filter(Boolean).join(" · ")}</span>
        {whatIsOnIt(phone, at, isSilent).map((sentence) => (
          <span key={sentence}>{sentence}</span>
        ))}
      </span>
      {isSilent && <Chip colour="amber">{t("silent")}</Chip>}
    </li>
  );
}

/** A phone without a network cannot say what it has: it said so when it was last heard of. */
function whatIsOnIt({ unsent, unsent_since }: BoardPhone, at: string, isSilent: boolean): string[] {
  const since = isSilent ? [t("What it recorded since is safe on it, and not here yet.")] : [];
  if (unsent === 0 && isSilent) return [t("Then it had sent everything."), ...since];
  if (!unsent || !unsent_since) return since;
  const values = { age: span(unsent_since, at) };
  const left = isSilent
    ? n(
        "Then {count} action had not been sent yet, now {age} old.",
        "Then {count} actions had not been sent yet, the oldest now {age} old.",
        unsent,
        values,
      )
    : n(
        "{count} action has not been sent yet, {age} old.",
        "{count} actions have not been sent yet, the oldest {age} old.",
        unsent,
        values,
      );
  return [left, ...since];
}
