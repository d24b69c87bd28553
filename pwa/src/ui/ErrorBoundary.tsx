import { Component, type ComponentChildren } from "preact";
import { t } from "../texts";
import { AppFrame } from "./AppFrame";
import { Button } from "./Button";

interface Props {
  children: ComponentChildren;
}

/** Shows what to do when a screen breaks, instead of nothing at all. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <BrokenScreen /> : this.props.children;
  }
}

function BrokenScreen() {
  const restart = () => location.reload();
  return (
    <AppFrame
      title={t("This screen stopped")}
      bar={
        <Button kind="primary" onClick={restart}>
          {t("Open it again")}
        </Button>
      }
    >
      <p class="note">
        {t(
          "What you saved is still on this phone. Open the screen again; if it stops again, tell your supervisor.",
        )}
      </p>
    </AppFrame>
  );
}
