/** Whether a rule refuses, or only logs what it would refuse. */
export type Mode = "preview" | "enforce";

export const isMode = (value: unknown): value is Mode => value === "preview" || value === "enforce";

export const modeMistake = (value: unknown) => `${JSON.stringify(value)} is neither "preview" nor "enforce"`;
