/** What the programs are made of. */
import * as pulumi from "@pulumi/pulumi";

export interface ThingArgs {
  value?: pulumi.Input<unknown>;
  /** A change replaces the thing. */
  fixed?: pulumi.Input<unknown>;
  /** Replaced, it is deleted first. */
  fragile?: boolean;
  autonamed?: boolean;
  [property: string]: pulumi.Input<unknown> | undefined;
}

export class Thing extends pulumi.CustomResource {
  /** One that exists already. */
  static get(name: string, id: pulumi.Input<string>, options?: pulumi.CustomResourceOptions): Thing {
    return new Thing(name, {}, { ...options, id });
  }

  declare readonly value: pulumi.Output<string>;
  declare readonly output: pulumi.Output<string>;
  declare readonly token: pulumi.Output<string>;

  constructor(name: string, args: ThingArgs = {}, options?: pulumi.CustomResourceOptions) {
    super("fake:index:Thing", name, { output: undefined, token: undefined, ...args }, options);
  }
}

/** The same under another type, so that an alias can rename it. */
export class Item extends pulumi.CustomResource {
  constructor(name: string, args: ThingArgs = {}, options?: pulumi.CustomResourceOptions) {
    super("fake:index:Item", name, { output: undefined, token: undefined, ...args }, options);
  }
}

export class FakeProvider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs = {}, options?: pulumi.ResourceOptions) {
    super("fake", name, args, options);
  }
}

/** A component with what `build` makes in it; what that answers are its outputs. */
export class Group extends pulumi.ComponentResource {
  constructor(
    name: string,
    build: (group: Group) => unknown = () => undefined,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("shop:index:Group", name, {}, options);
    this.registerOutputs((build(this) ?? {}) as pulumi.Inputs);
  }
}
