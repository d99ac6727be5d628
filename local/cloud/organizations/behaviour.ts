import type { Behaviours } from "../behaviour";

export const behaviour: Behaviours = {
  "gcp:organizations/project:Project": {
    // Its id is nobody's again (pulumi-gcp provider/resources.go).
    afterDelete: () => "remembered",
  },
};
