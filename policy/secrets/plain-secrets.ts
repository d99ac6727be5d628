/** How a secret in plain text is recognised: by what it is called, and by what it looks like. */

const secretName =
  /(^|[_.-])(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(API|PRIVATE|SECRET|ACCESS|ACCOUNT)[_.-]?KEY)$/i;

export function soundsSecret(name: string): boolean {
  return secretName.test(name);
}

/** Values that a variable may well have whose name sounds secret: a switch, a file, the name of something. */
const harmless = [/^$/, /^(true|false|on|off|yes|no)$/i, /^\//, /^projects\/[^/]+\//, /^https?:\/\/[^/@\s]+(\/|$)/];

export function isHarmless(value: string): boolean {
  return harmless.some((pattern) => pattern.test(value));
}

const forms: readonly { is: string; pattern: RegExp }[] = [
  { is: "a private key", pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ },
  { is: "a signed token (JWT)", pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/ },
  { is: "an address with a password in it", pattern: /\b[a-z][a-z\d+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i },
  { is: "an API key of Google", pattern: /\bAIza[\w-]{35}\b/ },
  { is: "an access key of AWS", pattern: /\b(?:AKIA|ASIA)[A-Z\d]{16}\b/ },
  { is: "a token of GitHub", pattern: /\b(?:gh[oprsu]_[A-Za-z\d]{36}|github_pat_\w{22,})/ },
  { is: "a token of Slack", pattern: /\bxox[abeprs]-[\w-]{10,}/ },
  { is: "a key of Stripe", pattern: /\b[rs]k_live_[A-Za-z\d]{16,}/ },
];

/** What a text holds that is secret by its form: "a private key". */
export function secretIn(text: string): string | undefined {
  return forms.find(({ pattern }) => pattern.test(text))?.is;
}
