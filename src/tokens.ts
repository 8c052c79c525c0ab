/** Injection token of the log, which has no class of its own. */
export const LOGGER = Symbol('logger');
