/** A mutant lives or dies by the mutant, not by chance: properties try the same values each time, and do not look for smaller ones. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 1, endOnFailure: true });
