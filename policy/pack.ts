/** The policies in the words of `@pulumi/policy`: what its server asks, and what it is told. */
import type {
  PolicyPackArgs,
  PolicyResource,
  Policy as PulumiPolicy,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Kind } from "./kind";
import { levels } from "./levels";
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
import { type Props, plain } from "./values";

/** The whole pack as an environment of this kind meets it. */
export function packArgs(kind: Kind): PolicyPackArgs {
  return {
    displayName: "Flotilla",
    description: "What Flotilla refuses, and why",
    policies: policies.map((policy) => served(policy, levels[policy.name][kind])),
  };
}

/** One policy at one level. */
export function served(policy: Policy, level: Level): ResourceValidationPolicy | StackValidationPolicy {
  return "check" in policy ? servedForResources(policy, level) : servedForStack(policy, level);
}

function servedForResources(policy: ResourcePolicy, level: Level): ResourceValidationPolicy {
  return {
    ...about(policy, level),
    validateResource(args, reportViolation) {
      if (!appliesTo(policy, args.type)) args.notApplicable("judges other types of resource");
      const { answer, violations } = judge(policy, seen(args));
      if (answer === "not applicable") args.notApplicable("has nothing to judge on this resource");
      for (const { message } of violations) reportViolation(message);
    },
  };
}

function servedForStack(policy: StackPolicy, level: Level): StackValidationPolicy {
  return {
    ...about(policy, level),
    validateStack(args, reportViolation) {
      const { answer, violations } = judgeStack(policy, stackSeen(args.resources));
      if (answer === "not applicable") args.notApplicable("judges types of resource that the stack does not have");
      for (const { message, urn } of violations) reportViolation(message, urn);
    },
  };
}

function about(policy: Policy, enforcementLevel: Level): PulumiPolicy {
  const control = policy.frameworks?.[0];
  return {
    name: policy.name,
    description: description(policy),
    enforcementLevel,
    severity: policy.severity,
    remediationSteps: policy.fix,
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
