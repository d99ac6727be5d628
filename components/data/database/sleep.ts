import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../../environment";
import { errorHook } from "../../error-hook";
import { Identity } from "../../iam/identity";
import { createSchedule, type Timing } from "../../run/schedule";
import { onlyOn } from "./condition";

/** What Cloud SQL answers about an instance that sleeps (terraform-google-sql-db#408), and what its proxy does. */
const asleep = /instance is not running/;

/**
 * Says what to do when something failed because the instance sleeps: nothing in it can be made or changed then. It is never
 * tried again, since only a person wakes it.
 */
export function sleepHook(name: string): pulumi.ResourceHookBinding {
  const command = `up --stack ${pulumi.getStack()} --config ${pulumi.getProject()}:awake=true`;
  return errorHook(`${name}-asleep`, ([newest = ""]) => {
    if (asleep.test(newest))
      throw new Error(
        `the database ${name} sleeps, and nothing in it can be made or changed: wake it for today with awake set to true (${command})`,
      );
    return false;
  });
}

/**
 * What an awake instance is labelled with. The date makes the first `up` of a day an update, which sends the policy that
 * wakes the instance; the schedule that puts it to sleep changes it behind the program's back.
 */
export function wakeLabel({ awake }: Environment, today: Date): Record<string, string> {
  return awake ? { awake: today.toISOString().slice(0, 10) } : {};
}

/** What is left as the schedule has it, unless the instance is to be awake. */
export function leftToSchedule({ awake, defaults }: Environment): string[] {
  return defaults.database.sleeps && !awake ? ["settings.activationPolicy", "settings.userLabels.awake"] : [];
}

/**
 * Puts the instance to sleep by the clock, which then costs its storage alone: as an account that may do that to this
 * instance and nothing else.
 */
export function createSleep(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  timing: Timing,
  instance: gcp.sql.DatabaseInstance,
): void {
  const { project, foundation, propagation } = environment;
  const identity = new Identity(`${name}-sleep`, environment, "cron", { parent });
  const member = new gcp.projects.IAMMember(
    `${name}-sleep/edit/${name}`,
    {
      project,
      role: foundation.roles.sleep,
      member: identity.member,
      condition: onlyOn(name, project, [instance]),
    },
    { parent, dependsOn: [foundation.api("cloudresourcemanager.googleapis.com")], hooks: propagation },
  );
  createSchedule(
    parent,
    environment,
    `${name}-sleep`,
    timing,
    {
      httpMethod: "PATCH",
      uri: pulumi.interpolate`https://sqladmin.googleapis.com/v1/projects/${project}/instances/${instance.name}`,
      body: { settings: { activationPolicy: "NEVER" } },
    },
    identity,
    [member],
  );
}
