import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import type { Caller, Promised } from "../holds/order";
import type { Call } from "../holds/useCall";
import { t } from "../texts";
import { announce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { Icon } from "../ui/Icon";
import { OrderForm } from "./OrderForm";
import "./delivery.css";

interface HomeCardProps {
  caller: Caller;
  call: Call;
  /** The form for a new delivery is open. */
  isOrdering: boolean;
  setOrdering: (isOrdering: boolean) => void;
}

/** Whether what is reserved from now on is collected, or brought home: what is promised already. */
export function HomeCard({ caller, call, isOrdering, setOrdering }: HomeCardProps) {
  const { deliveries, problem, cancel, add } = useDeliveries(caller);
  const chosen = call.delivery;
  const take = (delivery: Promised) => {
    add(delivery);
    setOrdering(false);
    call.rideWith(delivery);
    announce(delivery.said);
  };
  if (isOrdering) {
    return <OrderForm caller={caller} onOrdered={take} onBack={() => setOrdering(false)} />;
  }
  return (
    <Card title={t("Brought home")}>
      {problem && (
        <p class="note note-amber" role="alert">
          <Icon name="warning" /> {problem}
        </p>
      )}
      {deliveries.map((delivery) => (
        <Ordered
          key={delivery.id}
          delivery={delivery}
          isChosen={delivery.id === chosen?.id}
          onChoose={() => call.rideWith(delivery)}
          onCancel={() => {
            call.rideWith(undefined);
            void cancel(delivery);
          }}
        />
      ))}
      {chosen ? (
        <Button onClick={() => call.rideWith(undefined)}>{t("To collect instead")}</Button>
      ) : (
        <Button icon="home" onClick={() => setOrdering(true)}>
          {t("Deliver at home")}
        </Button>
      )}
    </Card>
  );
}

interface OrderedProps {
  delivery: Promised;
  isChosen: boolean;
  onChoose: () => void;
  onCancel: () => void;
}

function Ordered({ delivery, isChosen, onChoose, onCancel }: OrderedProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <div class="ordered">
      <p class="ordered-what">
        <Icon name="home" />
        <span>
          {delivery.said} <span class="muted">{delivery.fee}</span>
        </span>
      </p>
      {isChosen && (
        <Chip colour="green" icon="tick">
          {t("What is reserved now comes with it")}
        </Chip>
      )}
      <div class="ordered-buttons">
        {!isChosen && delivery.takes_more && (
          <Button onClick={onChoose}>{t("Add documents")}</Button>
        )}
        {isAsking ? (
          <Button kind="danger" onClick={onCancel}>
            {t("Yes, cancel it and its documents")}
          </Button>
        ) : (
          <Button kind="quiet" onClick={() => setAsking(true)}>
            {t("Cancel the delivery")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The deliveries of a caller that are still to come. */
function useDeliveries(caller: Caller) {
  const [deliveries, setDeliveries] = useState<readonly Promised[]>([]);
  const [problem, setProblem] = useState<string>();
  const fail = (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    setProblem(error.message);
  };
  useEffect(() => {
    ask<{ deliveries: Promised[] }>("/delivery/open", { body: { patron: caller.id } }).then(
      (answer) => setDeliveries(answer.deliveries),
      fail,
    );
  }, []);
  const add = (delivery: Promised) => setDeliveries((before) => [...before, delivery]);
  const cancel = async (delivery: Promised) => {
    setProblem(undefined);
    try {
      await ask(`/delivery/orders/${delivery.id}/cancel`, { method: "POST", body: {} });
      setDeliveries((before) => before.filter(({ id }) => id !== delivery.id));
      announce(t("The delivery is cancelled."));
    } catch (error) {
      fail(error);
    }
  };
  return { deliveries, problem, cancel, add };
}
