/** What the start was given: `process.env`, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Something in the environment is wrong. Printed as it is, without a stack: the reader is whoever starts the hub. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  /** @param variable the name to change; `zh` and `en` say what is wrong and what to do, never a secret */
  constructor(variable: string, zh: string, en: string, options?: ErrorOptions) {
    super(`${variable}: ${zh}\n${variable}: ${en}`, options);
  }
}

/** Typed reading of variables. An empty one counts as absent. */
export interface Settings {
  text(name: string, otherwise: string): string;
  optional(name: string): string | null;
  /** @throws ConfigError */
  integer(name: string, otherwise: number, minimum: number, maximum: number): number;
  /** @throws ConfigError */
  choice<const T extends string>(name: string, choices: readonly T[], otherwise: T): T;
}

export function readSettings(environment: Environment): Settings {
  const optional = (name: string): string | null => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  return {
    optional,
    text: (name, otherwise) => optional(name) ?? otherwise,
    integer: (name, otherwise, minimum, maximum) => {
      const text = optional(name);
      if (text === null) return otherwise;
      const value = Number(text);
      if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
        throw new ConfigError(
          name,
          `“${text}”不正确：应为 ${minimum} 到 ${maximum} 的整数`,
          `"${text}" is wrong: a whole number from ${minimum} to ${maximum}`,
        );
      }
      return value;
    },
    choice: (name, choices, otherwise) => {
      const text = optional(name);
      if (text === null) return otherwise;
      const found = choices.find((choice) => choice === text);
      if (found === undefined) {
        const list = choices.join(', ');
        throw new ConfigError(name, `“${text}”不正确：可选 ${list}`, `"${text}" is wrong: one of ${list}`);
      }
      return found;
    },
  };
}
