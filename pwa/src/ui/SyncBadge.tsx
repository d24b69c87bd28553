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

function look({ waiting, attention, online, setAside, misunderstood }: SyncState): Look {
  if (misunderstood) return { tone: "attention", icon: "warning", words: t("Another version") };
  const unread = n("{count} to read", "{count} to read", attention + setAside.length);
  const unsent = n("{count} to send", "{count} to send", waiting);
  const count = waiting > 0 ? number(waiting) : undefined;
  // What is not sent yet is never hidden behind something to read.
  if (attention + setAside.length > 0) {
    const words = count ? `${unread} · ${unsent}` : unread;
    return { tone: "attention", icon: "warning", words, count };
  }
  if (count) return { tone: "waiting", icon: "dotted-circle", words: unsent, count };
  if (!online) return { tone: "calm", icon: "offline", words: t("Offline") };
  return { tone: "sent", icon: "sent", words: t("All sent") };
}
