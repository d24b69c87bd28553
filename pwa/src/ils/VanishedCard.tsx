import { ApiError, ask } from "../api";
import { whenText } from "../picking/when";
import { hasRole } from "../staff/session";
import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { ListRow } from "../ui/List";
import { toast } from "../ui/toasts";

export interface Vanished {
  id: string;
  holds: {
    id: string;
    slip: number | null;
    asked_at: string;
    title: string | null;
    author: string | null;
  }[];
}

interface VanishedCardProps {
  vanished: Vanished;
  onDone: () => Promise<void>;
}

/** Holds that the other system no longer names: one list, one button, and never by itself. */
export function VanishedCard({ vanished, onDone }: VanishedCardProps) {
  const count = vanished.holds.length;
  const send = async (path: string, body: object) => {
    try {
      await ask(path, { body });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
    }
    await onDone();
  };
  return (
    <Card title={n("{count} hold no longer named", "{count} holds no longer named", count)}>
      <p>
        {t(
          "The last file does not name them, and nobody has fetched them. They were cancelled over there, or their copies are on loan now.",
        )}
      </p>
      <ul class="list">
        {vanished.holds.map((hold) => (
          <ListRow
            key={hold.id}
            title={hold.title ?? t("Selection")}
            detail={[
              hold.author,
              hold.slip && t("Slip {number}", { number: hold.slip }),
              t("asked for {when}", { when: whenText(hold.asked_at) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          />
        ))}
      </ul>
      {hasRole("supervisor") && (
        <>
          <Button
            kind="danger"
            onClick={() => void send(`/ils/vanished/${vanished.id}/cancel`, {})}
          >
            {n("Cancel this hold", "Cancel these {count} holds", count)}
          </Button>
          <Button onClick={() => void send(`/trouble/${vanished.id}/resolve`, { choice: "keep" })}>
            {t("Keep them")}
          </Button>
        </>
      )}
    </Card>
  );
}
