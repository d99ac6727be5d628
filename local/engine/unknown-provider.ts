/**
 * A provider with arguments that only the update will know: a preview does not ask it, and foretells nothing of its
 * resources (`getPluginConfig` in `sdk/go/common/resource/plugin/provider_plugin.go`).
 */
import type { ConfiguredProvider } from "../provider";
import { EngineError } from "./errors";

export const unknownProvider: ConfiguredProvider = {
  check: async (_resource, _olds, news) => ({ inputs: news, failures: [] }),
  diff: async () => ({ detailed: {}, replaces: [], deleteBeforeReplace: false }),
  create: async () => ({ id: undefined, outputs: {} }),
  read: async () => ({ inputs: {}, outputs: {} }),
  update: async () => ({ outputs: {} }),
  refusesDelete: () => undefined,
  delete: async ({ urn }) => {
    throw new EngineError(`${urn} cannot be deleted: its provider is not configured`);
  },
  invoke: async () => ({ result: {}, failures: [] }),
};
