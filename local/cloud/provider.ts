/** A package's provider: checks its arguments, and is configured with them. */
import type { CheckFailure, ConfiguredProvider, Provider } from "../provider";
import type { PropertyMap } from "../values";
import { ConfiguredLocalProvider } from "./configured-provider";
import type { Faults } from "./faults";
import { checkProviderConfig, parseProviderConfig } from "./provider-config";
import type { Rulebook } from "./rulebook";
import type { World } from "./world";

export class LocalProvider implements Provider {
  constructor(
    private readonly pkg: string,
    private readonly world: World,
    private readonly faults: Faults,
    private readonly rulebook: Rulebook,
  ) {}

  async checkConfig(_urn: string, inputs: PropertyMap): Promise<{ inputs: PropertyMap; failures: CheckFailure[] }> {
    return { inputs, failures: checkProviderConfig(this.pkg, inputs) };
  }

  async configure(_urn: string, inputs: PropertyMap): Promise<ConfiguredProvider> {
    return new ConfiguredLocalProvider(parseProviderConfig(this.pkg, inputs), this.world, this.faults, this.rulebook);
  }
}
