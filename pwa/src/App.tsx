import { place } from "./navigation";
import { StorageAlarm } from "./sync/StorageAlarm";
import { ErrorBoundary } from "./ui/ErrorBoundary";
import { LiveRegions } from "./ui/LiveRegions";
import { lazily } from "./ui/lazily";
import { ScreenOutlet } from "./ui/ScreenOutlet";
import { Toasts } from "./ui/Toasts";
import { UpdateNote } from "./ui/UpdateNote";

const NotFoundScreen = lazily(async () => (await import("./ui/NotFoundScreen")).NotFoundScreen);

export function App() {
  const here = place.value;
  return (
    <>
      <ErrorBoundary key={here?.screen.name ?? "nowhere"}>
        {here ? <ScreenOutlet place={here} /> : <NotFoundScreen />}
      </ErrorBoundary>
      <StorageAlarm />
      <UpdateNote />
      <Toasts />
      <LiveRegions />
    </>
  );
}
