import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { hrefFor } from "../router";
import { hasRole } from "../staff/session";
import { meta } from "../sync/live";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { toast } from "../ui/toasts";
import { NewPhone } from "./NewPhone";
import { dayTime } from "./times";
import { useAnswer } from "./useAnswer";
import "./devices.css";

interface Device {
  id: string;
  name: string;
  enrolled_at: string;
  seen_at: string | null;
  revoked: boolean;
}

/** The phones of the branch: let one in, shut a lost one out. */
export default function DevicesScreen() {
  const { answer, problem, again } = useAnswer<{ devices: Device[] }>("/devices");
  const [lost, setLost] = useState<Device>();
  const devices = answer?.devices.filter(({ revoked }) => !revoked) ?? [];
  return (
    <AppFrame title={t("Phones")} back={<BackLink href={hrefFor("today")} />}>
      {problem && <p class="note note-amber">{problem}</p>}
      <NewPhone />
      <Card title={t("Enrolled phones")}>
        <ul class="list">
          {devices.map((device) => (
            <Line key={device.id} device={device} onLost={() => setLost(device)} />
          ))}
        </ul>
      </Card>
      {hasRole("supervisor") && (
        <ButtonLink href={hrefFor("outbox-file")} icon="down">
          {t("Bring in a phone’s file")}
        </ButtonLink>
      )}
      {lost && <ShutOut device={lost} onClose={() => setLost(undefined)} onDone={again} />}
    </AppFrame>
  );
}

function Line({ device, onLost }: { device: Device; onLost: () => void }) {
  const isThis = device.id === meta.value.device?.id;
  const seen = device.seen_at
    ? t("seen {time}", { time: dayTime(device.seen_at) })
    : t("not seen yet");
  return (
    <li class="row">
      <span class="row-text">
        <span class="row-title">{device.name}</span>
        <span class="muted">{seen}</span>
      </span>
      {isThis ? (
        <Chip colour="green" icon="phone">
          {t("This one")}
        </Chip>
      ) : (
        <Button kind="danger" onClick={onLost}>
          {t("Lost")}
        </Button>
      )}
    </li>
  );
}

interface ShutOutProps {
  device: Device;
  onClose: () => void;
  onDone: () => Promise<void>;
}

function ShutOut({ device, onClose, onDone }: ShutOutProps) {
  const revoke = async () => {
    onClose();
    try {
      await ask(`/devices/${device.id}/revoke`, { body: {} });
      await onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
    }
  };
  return (
    <Dialog
      open
      title={t("Shut out {phone}?", { phone: device.name })}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onClick={onClose}>
            {t("Keep it")}
          </Button>
          <Button kind="danger" onClick={() => void revoke()}>
            {t("Shut it out")}
          </Button>
        </>
      }
    >
      <p>{t("It erases itself when it next reaches the network. What it has not sent is lost.")}</p>
    </Dialog>
  );
}
