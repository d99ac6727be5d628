/** References to other stacks: resources of the engine's own package, which read what another stack exports. */
import type { Cloud, ConfiguredProvider, Provider } from "../provider";
import { containsSecret } from "../values";
import { EngineError, Unsupported } from "./errors";
import type { OperationOptions } from "./operation";

/** The engine's own package. */
export const ownPackage = "pulumi";

export const stackReferenceType = "pulumi:pulumi:StackReference";

type StackOutputs = NonNullable<OperationOptions["stackOutputs"]>;

/** The cloud, and beside it the engine's own package, where somebody can tell of other stacks. */
export function withStackReferences(cloud: Cloud, stackOutputs: StackOutputs | undefined): Cloud {
  if (!stackOutputs) return cloud;
  const own: Provider = {
    checkConfig: async (_urn, inputs) => ({ inputs, failures: [] }),
    configure: async () => referencesTo(stackOutputs),
  };
  return {
    provider: (pkg) => (pkg === ownPackage ? own : cloud.provider(pkg)),
    version: (pkg) => (pkg === ownPackage ? undefined : cloud.version(pkg)),
    duration: (type, operation) => cloud.duration(type, operation),
    defects: (managed) => cloud.defects(managed),
  };
}

/** A reference is only read (`builtinProvider.readStackReference` in `pkg/resource/deploy/builtins.go`). */
function referencesTo(stackOutputs: StackOutputs): ConfiguredProvider {
  const refuse = (): never => {
    throw new Unsupported(`resources of type ${stackReferenceType} that are not only read`);
  };
  return {
    read: async ({ id }, { inputs }) => {
      const outputs = await stackOutputs(id);
      if (!outputs) throw new EngineError(`unknown stack ${JSON.stringify(id)}`);
      const secretOutputNames = Object.keys(outputs).filter((name) => containsSecret(outputs[name]));
      return { inputs, outputs: { name: id, outputs, secretOutputNames } };
    },
    check: refuse,
    diff: refuse,
    create: refuse,
    update: refuse,
    refusesDelete: refuse,
    delete: refuse,
    invoke: refuse,
  };
}
