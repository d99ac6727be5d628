/** Who is told when something is wrong: the environment's own setting, one channel for each. */
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { checksInto, type Mistake } from "../refuse";

const address = /^[^\s@"/]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const existing = /^projects\/[a-z0-9:.-]+\/notificationChannels\/\d+$/;

/**
 * The names of the channels. One that exists already is taken as it is: the token of a Slack or a pager is then in no state
 * of ours.
 */
export function createChannels(environment: Environment, alerts: readonly string[]): pulumi.Output<string>[] {
  const { project, foundation, labels, gcp: provider } = environment;
  return alerts.map((whom) => {
    if (existing.test(whom)) return pulumi.output(whom);
    const channel = new gcp.monitoring.NotificationChannel(
      `alerts/${whom}`,
      { project, displayName: whom, type: "email", labels: { email_address: whom }, userLabels: { ...labels } },
      { parent: environment, provider, dependsOn: [foundation.api("monitoring.googleapis.com")] },
    );
    return channel.name;
  });
}

export function channelMistakes(propertyPath: string, alerts: readonly string[]): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  alerts.forEach((whom, i) => {
    const path = `${propertyPath}[${i}]`;
    const form = "an e-mail address, or a channel that exists: projects/PROJECT/notificationChannels/NUMBER";
    check(address.test(whom) || existing.test(whom), path, `${JSON.stringify(whom)} is not ${form}`);
    check(alerts.indexOf(whom) === i, path, `${whom} is listed twice`);
  });
  return mistakes;
}
