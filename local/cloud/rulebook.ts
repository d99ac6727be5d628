/** Asks the rules: those of a request before it is done, and those that find what an ended update left not working. */
import type { Defect, ManagedResource } from "../provider";
import type { DefectRule, Request, Rule } from "./rule";
import type { World } from "./world";

export class Rulebook {
  readonly #rules: readonly Rule[];
  readonly #defectRules: readonly DefectRule[];
  /** Operation and type → the rules that judge it. */
  readonly #fitting = new Map<string, readonly Rule[]>();

  constructor(rules: readonly (Rule | DefectRule)[]) {
    this.#rules = rules.filter((rule) => "check" in rule);
    this.#defectRules = rules.filter((rule) => "inspect" in rule);
  }

  /** Throws the first refusal. */
  refuse(request: Request): void {
    for (const rule of this.#of(request)) rule.check(request);
  }

  /** What a cloud took and then does not do: of what the state has, and of what a program made and no state has any more. */
  defectsIn(world: World, managed: readonly ManagedResource[]): Defect[] {
    const owners = new Map(managed.map(({ type, id, urn }) => [`${type} ${id}`, urn]));
    return this.#defectRules.flatMap(({ types, inspect }) =>
      types
        .flatMap((type) => world.ofType(type))
        .flatMap((record) => {
          const urn = owners.get(`${record.type} ${record.id}`) ?? record.urn;
          const message = urn && inspect(record, world);
          return urn && message ? [{ urn, message }] : [];
        }),
    );
  }

  #of({ operation, type: { token } }: Request): readonly Rule[] {
    const key = `${operation} ${token}`;
    let fitting = this.#fitting.get(key);
    if (!fitting) {
      fitting = this.#rules.filter(
        ({ types, before }) => before.includes(operation) && (types?.includes(token) ?? true),
      );
      this.#fitting.set(key, fitting);
    }
    return fitting;
  }
}
