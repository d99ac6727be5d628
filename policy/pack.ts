/** The policies in the words of `@pulumi/policy`: what its server asks, and what it is told. */
import type {
  PolicyPackArgs,
  PolicyResource,
  Policy as PulumiPolicy,
  ReportViolation,
  ResourceRemediation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { configSchema, type Exception, ExceptionLog } from "./exceptions";
import type { Kind } from "./kind";
import { levelOf } from "./levels";
import { policies } from "./policies";
import {
  appliesTo,
  description,
  judge,
  judgeStack,
  type Level,
  type Policy,
  type Resource,
  type ResourcePolicy,
  type StackPolicy,
  type StackResource,
} from "./policy";
import { type Props, plain, type Value } from "./values";

/** The whole pack as an environment of this kind meets it, or one that is being taken down. */
export function packArgs(kind: Kind, takenDown = false): PolicyPackArgs {
  const log = new ExceptionLog();
  return {
    displayName: "Flotilla",
    description: "What Flotilla refuses, and why",
    policies: [
      ...policies.map((policy) => served(policy, levelOf(policy.name, kind, takenDown), log)),
      exceptionsShown(log),
    ],
  };
}

/** One policy at one level. */
export function served(
  policy: Policy,
  level: Level,
  log = new ExceptionLog(),
): ResourceValidationPolicy | StackValidationPolicy {
  return "check" in policy ? servedForResources(policy, level, log) : servedForStack(policy, level, log);
}

function servedForResources(policy: ResourcePolicy, level: Level, log: ExceptionLog): ResourceValidationPolicy {
  const validateResource: ResourceValidation = (args, reportViolation) => {
    if (!appliesTo(policy, args.type)) hasNoSay(args, "judges other types of resource");
    const exceptions = exceptionsOf(args);
    log.note(policy.name, exceptions);
    const { answer, violations } = judge(policy, seen(args));
    if (answer === "not applicable") hasNoSay(args, "has nothing to judge on this resource");
    if (answer !== "violated") return;
    const { passes, note } = log.applied(policy.name, exceptions, args);
    if (passes) hasNoSay(args, `excepted until ${passes.until}: ${passes.reason}`);
    for (const { message } of violations) reportViolation(message + note);
  };
  return {
    ...about(policy, level),
    validateResource: onlyFor(policy, validateResource),
    ...(policy.remedy && { remediateResource: onlyFor(policy, remediation(policy, policy.remedy, log)) }),
  };
}

function servedForStack(policy: StackPolicy, level: Level, log: ExceptionLog): StackValidationPolicy {
  return {
    ...about(policy, level),
    validateStack: onlyFor(policy, (args: StackValidationArgs, reportViolation: ReportViolation) => {
      const exceptions = exceptionsOf(args);
      log.note(policy.name, exceptions);
      const { answer, violations } = judgeStack(policy, stackSeen(args.resources));
      if (answer === "not applicable") hasNoSay(args, "judges types of resource that the stack does not have");
      for (const { message, urn = "" } of violations) {
        const resource = { urn, name: urn.slice(urn.lastIndexOf("::") + 2) };
        const { passes, note } = log.applied(policy.name, exceptions, resource);
        if (!passes) reportViolation(message + note, urn);
      }
    }),
  };
}

/** The last to be asked: what is let pass is seen in every review, and goes when nothing needs it. */
function exceptionsShown(log: ExceptionLog): StackValidationPolicy {
  return {
    name: "exceptions-shown",
    description:
      "Refuses nothing, and shows what an exception lets pass: an exception that nobody looks at becomes the rule.",
    enforcementLevel: "advisory",
    severity: "low",
    remediationSteps: "take the exception out of the pack's configuration once its reason is gone",
    validateStack(_, reportViolation) {
      for (const { text, urn } of log.review()) reportViolation(text, urn);
    },
  };
}

function remediation(
  policy: ResourcePolicy,
  remedy: Readonly<Record<string, Value>>,
  log: ExceptionLog,
): ResourceRemediation {
  return (args) => {
    if (!appliesTo(policy, args.type)) hasNoSay(args, "judges other types of resource");
    const { violations } = judge(policy, seen(args));
    const amended = violations.filter(({ path }) => Object.hasOwn(remedy, path));
    if (amended.length === 0 || log.applied(policy.name, exceptionsOf(args), args).passes) return undefined;
    for (const { path } of amended) assign(args.props, path.split("."), remedy[path] as Value);
    return args.props;
  };
}

/** In place: what the server hands out keeps secrets secret and unknown values unknown, and a copy would not. */
function assign(props: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: Value): void {
  if (rest.length === 0) props[key] = value;
  else {
    if (!Object.hasOwn(props, key)) props[key] = {};
    assign(props[key] as Record<string, unknown>, rest, value);
  }
}

/**
 * Ends a check, as `notApplicable` does, by an error that says so. Where it was thrown nobody reads, and to find out, once for
 * each policy and resource, is a third of what the whole pack takes.
 */
function hasNoSay(args: { notApplicable(reason?: string): never }, reason: string): never {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return args.notApplicable(reason);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function exceptionsOf(args: { getConfig<T extends object>(): T }): readonly Exception[] {
  return args.getConfig<{ exceptions?: readonly Exception[] }>().exceptions ?? [];
}

/** The server asks a check so marked about its type alone, and spares the others the unpacking. */
function onlyFor<Check extends object>({ applies }: Policy, check: Check): Check {
  return typeof applies === "string" ? Object.assign(check, { __pulumiType: applies }) : check;
}

function about(policy: Policy, enforcementLevel: Level): PulumiPolicy {
  const control = policy.frameworks?.[0];
  return {
    name: policy.name,
    description: description(policy),
    enforcementLevel,
    severity: policy.severity,
    remediationSteps: policy.fix,
    configSchema,
    ...(control && {
      framework: {
        name: control.framework,
        version: control.version,
        reference: control.id,
        specification: control.title,
      },
    }),
    tags: [...(policy.frameworks ?? []).map(({ id }) => `cis:${id}`), ...(policy.same ?? [])],
  };
}

type Seen = Pick<PolicyResource, "urn" | "type" | "name" | "props" | "provider" | "opts">;

/** Properties are copied only when they are asked for: most policies judge few types. */
function seen({ urn, type, name, props, provider, opts }: Seen): Resource {
  let copy: Props | undefined;
  return {
    urn,
    type,
    name,
    get props() {
      copy ??= plain(props);
      return copy;
    },
    ...(provider && { provider: { type: provider.type, name: provider.name } }),
    protect: opts.protect,
  };
}

function stackSeen(resources: PolicyResource[]): StackResource[] {
  const byUrn = new Map<string, StackResource>();
  for (const resource of resources)
    byUrn.set(resource.urn, Object.assign(seen(resource), { propertyDependencies: {} }));
  for (const { urn, propertyDependencies } of resources)
    for (const [property, sources] of Object.entries(propertyDependencies)) {
      const known = sources.flatMap((source) => byUrn.get(source.urn) ?? []);
      Object.assign(byUrn.get(urn)?.propertyDependencies ?? {}, { [property]: known });
    }
  return [...byUrn.values()];
}
