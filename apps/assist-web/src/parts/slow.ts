import { useEffect, useState } from 'react';

/** From here on a wait is worth a word. */
const SLOW_MS = 12_000;

/** Whether the same stage has lasted for long. */
export function useSlow(stage: string): boolean {
  const [slowStage, setSlowStage] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSlowStage(stage), SLOW_MS);
    return () => clearTimeout(timer);
  }, [stage]);
  return slowStage === stage;
}
