import type { Behaviours } from "../behaviour";

export const behaviour: Behaviours = {
  "gcp:storage/bucket:Bucket": {
    outputs: ({ projectNumber }) => ({ projectNumber: Number(projectNumber()) }),
  },
};
