import { place } from "./navigation";
import { ErrorBoundary } from "./ui/ErrorBoundary";
import { IncompleteNote } from "./ui/IncompleteNote";
import { LiveRegions } from "./ui/LiveRegions";
import { lazily } from "./ui/lazily";
import { ScreenOutlet } from "./ui/ScreenOutlet";

const NotFoundScreen = lazily(async () => (await import("./ui/NotFoundScreen")).NotFoundScreen);
const Overlays = lazily(async () => (await import("./ui/Overlays")).Overlays);

export function App() {
  const here = place.value;
  return (
    <>
      <ErrorBoundary key={here?.screen.name ?? "nowhere"}>
        {here ? <ScreenOutlet place={here} /> : <NotFoundScreen />}
      </ErrorBoundary>
      <Overlays />
      <IncompleteNote />
      <LiveRegions />
    </>
  );
}
