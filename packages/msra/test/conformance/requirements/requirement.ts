/** How binding a requirement is; `RULE` marks binding sentences written without a capitalised keyword. */
export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY' | 'RULE';

/** Who is bound; `sender` and `receiver` are the roles of a file transfer. */
export type Who = 'novice' | 'expert' | 'both' | 'sender' | 'receiver';

/** One normative statement, in our own words. */
export interface Requirement {
  /** Section of [MS-RA], unless another document is named. */
  readonly section: string;
  readonly level: Level;
  readonly who: Who;
  readonly text: string;
  /** The versions of the protocol that it is about. */
  readonly versions: readonly (1 | 2 | 3)[];
  /** Why no test cites it: only for what needs RDP, DCOM or PNRP itself. */
  readonly deferred?: string;
}

type Make = (section: string, who: Who, text: string, versions?: Requirement['versions']) => Requirement;

const of =
  (level: Level): Make =>
  (section, who, text, versions = [1, 2, 3]) => ({ section, level, who, text, versions });

export const must: Make = of('MUST');
export const mustNot: Make = of('MUST NOT');
export const should: Make = of('SHOULD');
export const shouldNot: Make = of('SHOULD NOT');
export const may: Make = of('MAY');
export const rule: Make = of('RULE');

/** A requirement that no test can cite here, and why. */
export function deferred(requirement: Requirement, reason: string): Requirement {
  return { ...requirement, deferred: reason };
}
