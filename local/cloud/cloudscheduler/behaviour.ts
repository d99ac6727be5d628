import type { Behaviours } from "../behaviour";

export const behaviour: Behaviours = {
  "gcp:cloudscheduler/job:Job": {
    outputs: ({ inputs }) => ({ paused: false, state: inputs.paused === true ? "PAUSED" : "ENABLED" }),
  },
};
