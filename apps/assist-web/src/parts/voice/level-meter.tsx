import { useEffect, useRef } from 'react';
import './level-meter.css';

/** Steps for somebody who has asked for less motion, in milliseconds. */
const CALM_MS = 250;

export interface LevelMeterProps {
  /** Spoken. */
  readonly label: string;
  /** 0…1 now; asked for at each frame of the screen. */
  readonly level: () => number;
}

/** How loud it is now. It draws by itself: a level changes too often for React. */
export function LevelMeter({ label, level }: LevelMeterProps) {
  const meter = useRef<HTMLMeterElement>(null);
  const read = useRef(level);
  useEffect(() => {
    read.current = level;
  });
  useEffect(() => {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    let drawnMs = Number.NEGATIVE_INFINITY;
    let frame = requestAnimationFrame(function draw(nowMs) {
      frame = requestAnimationFrame(draw);
      if (!meter.current || (calm && nowMs < drawnMs + CALM_MS)) return;
      drawnMs = nowMs;
      meter.current.value = read.current();
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return <meter ref={meter} className="level" min={0} max={1} aria-label={label} />;
}
