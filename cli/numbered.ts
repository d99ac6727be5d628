/** Events as they are sent: numbered from 0, and dated. */
import type { EngineEvent, EngineEventBody } from "../local";

export function numbered(emitEvent: (event: EngineEvent) => void): (event: EngineEventBody) => void {
  let sequence = 0;
  return (event) => emitEvent({ sequence: sequence++, timestamp: Math.floor(Date.now() / 1000), ...event });
}
