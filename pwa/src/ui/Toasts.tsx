import { t } from "../texts";
import { Button } from "./Button";
import { dismiss, type Toast, toasts } from "./toasts";

export function Toasts() {
  if (toasts.value.length === 0) return null;
  return (
    <aside class="toasts" aria-label={t("Messages")}>
      {toasts.value.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </aside>
  );
}

function ToastLine({ toast }: { toast: Toast }) {
  const { id, text, action } = toast;
  const take = () => {
    action?.run();
    dismiss(id);
  };
  return (
    <div class="toast">
      <p>{text}</p>
      {action && (
        <Button kind="quiet" onClick={take}>
          {action.label}
        </Button>
      )}
      <Button kind="quiet" icon="cross" onClick={() => dismiss(id)} aria-label={t("Close")} />
    </div>
  );
}
