import type { Behaviours } from "../behaviour";
import { versionsOf, versionType } from "./versions";

export const behaviour: Behaviours = {
  "gcp:secretmanager/secret:Secret": { deletesToo: versionsOf },
  [versionType]: {
    // Left there by its policy (resourceSecretManagerSecretVersionDelete in resource_secret_manager_secret_version.go).
    afterDelete: ({ inputs }) => (inputs.deletionPolicy === "DISABLE" ? "everything" : "nothing"),
  },
};
