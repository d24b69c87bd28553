import { hrefFor } from "../router";
import { n, number, t } from "../texts";
import { Icon, type IconName } from "./Icon";
import type { SyncState } from "./sync-state";

/** Says on every screen what is saved here and not yet sent; leads to the sync screen. */
export function SyncBadge(state: SyncState) {
  const { tone, icon, words, count } = look(state);
  return (
    <a class={`badge badge-${tone}`} href={hrefFor("sync")} title={words}>
      <Icon name={icon} />
      <span class="badge-words">{words}</span>
      {count && (
        <span class="badge-count" aria-hidden="true">
          {count}
        </span>
      )}
    </a>
  );
}

interface Look {
  tone: "attention" | "waiting" | "calm" | "sent";
  icon: IconName;
  words: string;
  /** Stands for the words where there is no room for them. */
  count?: string | undefined;
}

function look(state: SyncState): Look {
  const { waiting, online } = state;
  const unsent = n("{count} to send", "{count} to send", waiting);
  const count = waiting > 0 ? number(waiting) : undefined;
  const alarm = alarmOf(state);
  // What is not sent yet is never hidden behind something to read.
  if (alarm) {
    const words = count ? `${alarm} · ${unsent}` : alarm;
    return { tone: "attention", icon: "warning", words, count };
  }
  if (count) return { tone: "waiting", icon: "dotted-circle", words: unsent, count };
  if (!online) return { tone: "calm", icon: "offline", words: t("Offline") };
  return { tone: "sent", icon: "sent", words: t("All sent") };
}

/** What a person has to see to, if anything. */
function alarmOf({ attention, setAside, misunderstood, forgotten }: SyncState): string | undefined {
  if (misunderstood) return t("Another version");
  if (forgotten) return t("Phone not known");
  const unread = attention + setAside.length;
  return unread > 0 ? n("{count} to read", "{count} to read", unread) : undefined;
}
