/** What the real engine finds in its environment: where the providers are, and where its states and their key. */
import { pathToFileURL } from "node:url";

export interface Served {
  /** `gcp:4711,random:4712`. */
  providers: string;
  /** Folder of the states. */
  backend: string;
  /** File with the passphrase of local states. */
  passphrase: string;
}

/**
 * The environment, for the real engine and a served cloud. The states' place is not a matter of taste: with another one,
 * a stack of the real cloud would meet the stand-in. A variable wins over `pulumi login` and over Pulumi.yaml
 * (`GetCurrentCloudURL` in Pulumi's `pkg/workspace`).
 *
 * The passphrase is the user's where there is one, since their stack file may hold secrets under it; and otherwise the one
 * of local states, so that a first try needs no setting. It is given as a file: an environment is shown to every child.
 */
export function servedEnvironment(
  environment: NodeJS.ProcessEnv,
  { providers, backend, passphrase }: Served,
): NodeJS.ProcessEnv {
  const hasPassphrase =
    environment.PULUMI_CONFIG_PASSPHRASE !== undefined || Boolean(environment.PULUMI_CONFIG_PASSPHRASE_FILE);
  return {
    ...environment,
    PULUMI_DEBUG_PROVIDERS: providers,
    PULUMI_BACKEND_URL: pathToFileURL(backend).href,
    ...(!hasPassphrase && { PULUMI_CONFIG_PASSPHRASE_FILE: passphrase }),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}
