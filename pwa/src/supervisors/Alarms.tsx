import { hrefFor, type ScreenName } from "../router";
import { clockText, n, t } from "../texts";
import { ButtonLink } from "../ui/ButtonLink";
import { Icon } from "../ui/Icon";
import type { Alarm, AlarmKind } from "./board";
import { dayTime } from "./times";

interface Says {
  what: (facts: Alarm["facts"]) => string;
  /** What to do about it, in one sentence. */
  next: () => string;
  /** Its instant is one to come. */
  isAhead?: true;
  link?: { screen: ScreenName; text: () => string };
}

const says: Record<AlarmKind, Says> = {
  announced_and_gone: {
    what: ({ count = 0 }) =>
      n(
        "{count} document was announced and is not there",
        "{count} documents were announced and are not there",
        count,
      ),
    next: () =>
      t(
        "The patron is told that it is looked for. It is under “Not found yet”: have somebody look now.",
      ),
  },
  parcels_not_ready: {
    what: ({ count = 0 }) =>
      n(
        "{count} delivery of today is not packed",
        "{count} deliveries of today are not packed",
        count,
      ),
    isAhead: true,
    next: () => t("Pack what is there, or tell the courier to wait."),
    link: { screen: "deliveries", text: () => t("See the deliveries") },
  },
  cut_off_near: {
    what: ({ count = 0 }) =>
      n(
        "{count} document is still to be fetched before patrons are told",
        "{count} documents are still to be fetched before patrons are told",
        count,
      ),
    isAhead: true,
    next: () => t("Share the walks among more people, or let what is left wait for tomorrow."),
  },
  silent_phone: {
    what: ({ walk, phone, unsent = 0 }) => silence(phone ?? t("A phone"), walk, unsent),
    next: () => t("Go and see. What was scanned is safe on the phone until it is sent."),
    link: { screen: "devices", text: () => t("See the phones") },
  },
  stalled_walk: {
    what: ({ walk = "" }) => t("{walk} stands still", { walk }),
    next: () => t("Ask who walks it, or give the walk to somebody else below."),
  },
  notices_stopped: {
    what: () => t("Notices have stopped leaving"),
    next: () =>
      t("Nobody is told anything. Tell who runs the server: its background work stands still."),
  },
  mail_stuck: {
    what: ({ count = 0 }) => n("{count} mail does not leave", "{count} mails do not leave", count),
    next: () =>
      t("The mail server does not take it. It is tried again by itself; tell who runs it."),
  },
  no_holds_today: {
    what: () => t("No holds have come from the ILS today"),
    next: () => t("Bring the morning’s file in, or no walk can be planned for it."),
    link: { screen: "ils-files", text: () => t("Bring the file in") },
  },
};

function silence(phone: string, walk: string | undefined, unsent: number): string {
  if (walk !== undefined) return t("{phone} has been silent; {walk} is on it", { phone, walk });
  return n(
    "{phone} has been silent; {count} action had not been sent from it",
    "{phone} has been silent; {count} actions had not been sent from it",
    unsent,
    { phone },
  );
}

/** Above everything else: what goes wrong while nobody looks, and what to do. */
export function Alarms({ alarms }: { alarms: readonly Alarm[] }) {
  if (alarms.length === 0) return null;
  return (
    <ul class="alarms" aria-label={t("Alarms")}>
      {alarms.map((alarm) => (
        <Line key={`${alarm.kind} ${alarm.facts.walk ?? alarm.facts.phone ?? ""}`} alarm={alarm} />
      ))}
    </ul>
  );
}

function Line({ alarm: { kind, since, facts } }: { alarm: Alarm }) {
  const { what, next, link, isAhead } = says[kind];
  return (
    <li class="note note-amber alarm">
      <Icon name="warning" />
      <span class="row-text">
        <strong>{what(facts)}</strong>
        <span>{next()}</span>
        {since && <span class="muted">{isAhead ? before(since) : sinceThen(since)}</span>}
      </span>
      {link && <ButtonLink href={hrefFor(link.screen)}>{link.text()}</ButtonLink>}
    </li>
  );
}

/** It is of today: the hour is enough. */
function before(iso: string): string {
  return t("before {time}", { time: clockText(iso) });
}

function sinceThen(iso: string): string {
  return t("since {time}", { time: dayTime(iso) });
}
