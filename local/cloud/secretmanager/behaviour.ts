import type { Behaviours } from "../behaviour";

const version = "gcp:secretmanager/secretVersion:SecretVersion";

export const behaviour: Behaviours = {
  "gcp:secretmanager/secret:Secret": {
    deletesToo: (secret, world) =>
      world.ofType(version).filter(({ inputs }) => [secret.id, secret.outputs.name].includes(inputs.secret as string)),
  },
  [version]: {
    // Left there by its policy (resourceSecretManagerSecretVersionDelete in resource_secret_manager_secret_version.go).
    afterDelete: ({ inputs }) => (inputs.deletionPolicy === "DISABLE" ? "everything" : "nothing"),
  },
};
