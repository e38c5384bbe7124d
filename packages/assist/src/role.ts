/** Whose computer it is about: the novice's; the expert helps ([MS-RA] 1.1). */
export type Role = 'novice' | 'expert';
