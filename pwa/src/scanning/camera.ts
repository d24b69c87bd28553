/** Why there is no picture. Each has a sentence in CameraView. */
export type CameraTrouble = "denied" | "no-camera" | "in-use" | "not-secure" | "failed";

const troubles: Record<string, CameraTrouble> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "no-camera",
  OverconstrainedError: "no-camera",
  NotReadableError: "in-use",
  AbortError: "in-use",
};

/** The camera at the back of the phone, or the reason why not. Narrow bars need many pixels. */
export async function openCamera(): Promise<MediaStream | CameraTrouble> {
  if (!navigator.mediaDevices) return isSecureContext ? "no-camera" : "not-secure";
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {
        facingMode: { ideal: "environment" },
        width: { ideal: 1920 },
        height: { ideal: 1080 },
      },
    });
  } catch (error) {
    return troubles[(error as Error).name] ?? "failed";
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

// Not in the DOM's types: only phones have them.
interface PhoneCapabilities extends MediaTrackCapabilities {
  torch?: boolean;
  focusMode?: string[];
}

export function hasTorch(stream: MediaStream): boolean {
  return Boolean(capabilities(stream).torch);
}

export async function setTorch(stream: MediaStream, on: boolean): Promise<void> {
  await constrain(stream, { torch: on });
}

/** Asks for focus that follows the hand, where the phone lets us choose. */
export async function keepFocus(stream: MediaStream): Promise<void> {
  if (capabilities(stream).focusMode?.includes("continuous")) {
    await constrain(stream, { focusMode: "continuous" });
  }
}

function capabilities(stream: MediaStream): PhoneCapabilities {
  return stream.getVideoTracks()[0]?.getCapabilities?.() ?? {};
}

async function constrain(stream: MediaStream, constraint: object): Promise<void> {
  const advanced = [constraint as MediaTrackConstraintSet];
  await stream.getVideoTracks()[0]?.applyConstraints({ advanced });
}
