interface ProgressBarProps {
  /** What is going forward, for those who cannot see the bar. */
  label: string;
  done: number;
  total: number;
}

export function ProgressBar({ label, done, total }: ProgressBarProps) {
  return <progress class="progress" aria-label={label} value={done} max={Math.max(1, total)} />;
}
